#pragma once

#include "core/model/config.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace vlmo {

/// What a configuration file says of a checkpoint that its tensors alone may not: the released code's files name only
/// some of the sizes.
struct ConfigHints {
    std::optional<std::int64_t> heads;
    std::optional<std::int64_t> imageSize;
    std::optional<std::int64_t> maxTextLength;
    std::optional<std::int64_t> tableTextLength;
    std::optional<std::int64_t> vocabularySize;
};

/// Reads a `config.json` of ours (recognised by "format_version") or one in the released code's words: `image_size`,
/// `max_text_len`, `max_text_len_of_initckpt`, `vocab_size`, `num_heads`, `model_arch`, at the top or under `config`
/// and `arch`; its other keys say nothing about shapes. Throws Error: NotFound, BadInput naming the file and the key.
[[nodiscard]] ConfigHints readConfigHints(const std::filesystem::path& file);

} // namespace vlmo
