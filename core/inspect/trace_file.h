#pragma once

#include "core/engine/trace.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace vlmo {

/// JSON form of a trace, schema version first. Non-finite numbers never occur in one.
[[nodiscard]] std::string traceToJson(const Trace& trace);
/// Throws Error(BadInput) that names `source`: not JSON, another schema, sizes that do not fit each other.
[[nodiscard]] Trace traceFromJson(std::string_view json, const std::string& source);

/// writeTrace is atomic. readTrace throws Error: NotFound, BadInput.
void writeTrace(const std::filesystem::path& file, const Trace& trace);
[[nodiscard]] Trace readTrace(const std::filesystem::path& file);

} // namespace vlmo
