#pragma once

#include "core/checkpoint/tensor_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// What the JSON header of a safetensors file says of one tensor.
struct SafetensorsEntry {
    std::string name;
    std::string type; ///< As written, "BF16".
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0; ///< Counted from the end of the header.
    std::uint64_t end = 0;
};

struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries; ///< By ascending `begin`.
    std::map<std::string, std::string> metadata;
};

/// Bits of one element of a safetensors type, the types this program has no use for included; nothing when the format
/// knows no such type.
[[nodiscard]] std::optional<std::uint64_t> bitsOfSafetensorsType(std::string_view type) noexcept;

/// Parses and checks a header against the size of the data that follows it: types, shapes and ranges fit each other,
/// the ranges cover the data without overlap or gap, no name comes twice. `firstByte` is where `json` stands in the
/// file. Throws Error(BadInput) that names `source` and the byte.
[[nodiscard]] SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataSize,
                                                       std::uint64_t firstByte, const std::string& source);

} // namespace vlmo
