#pragma once

#include "core/engine/trace.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace vlmo {

/// JSON form of a trace, one object:
///
///     {"schema_version": 1, "format": "vlmo-trace", "mode": "image" | "text" | "fused",
///      "model": {"name": ..., "fingerprint": ...}, "image": ..., "sentence": ..., "interventions": [...],
///      "blocks": B, "vl_start": ..., "grid": G,
///      "tokens": [{"kind": "word", "text": ...}, {"kind": "image_cls"}, {"kind": "patch", "row": 0, "column": 0},
///      ...], "expert_names": [...], "experts": [...], "measures": {"residual_norm": [...], ...}}
///
/// `experts` (places in `expert_names`) and each of the measures have blocks * tokens values, block-major. Numbers have
/// as many digits as float32 needs to come back unchanged; text that is not UTF-8 has its bad bytes replaced. Throws
/// Error(InvalidArgument) when sizes do not fit each other or a number is not finite.
[[nodiscard]] std::string traceToJson(const Trace& trace);
/// Throws Error(BadInput) that names `source`: not JSON, another schema, a missing or wrong field, sizes that do not
/// fit each other. Fields it does not know are left alone.
[[nodiscard]] Trace traceFromJson(std::string_view json, const std::string& source);

/// writeTrace is atomic and throws Error: InvalidArgument, Internal. readTrace throws Error: NotFound, BadInput (also
/// for a file over 32 MB).
void writeTrace(const std::filesystem::path& file, const Trace& trace);
[[nodiscard]] Trace readTrace(const std::filesystem::path& file);

} // namespace vlmo
