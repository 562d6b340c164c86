#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

enum class DType { Bool, U8, I8, I16, I32, I64, F16, BF16, F32, F64 };

[[nodiscard]] std::size_t sizeOf(DType type) noexcept;
/// The safetensors name, "BF16".
[[nodiscard]] std::string_view nameOf(DType type) noexcept;

/// One tensor of a file: C-contiguous little-endian bytes that belong to the TensorFile it came from. They may stand at
/// any address: copy them, or check the alignment before reading them as numbers.
struct TensorView {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;

    [[nodiscard]] std::int64_t elements() const noexcept
    {
        std::int64_t count = 1;
        for (const std::int64_t size : shape)
            count *= size;
        return count;
    }
};

/// The tensors of a checkpoint by name, whatever the format; copies share the underlying storage.
struct TensorFile {
    std::map<std::string, TensorView> tensors;
    std::map<std::string, std::string> metadata; ///< safetensors' `__metadata__`; empty for torch archives.
    std::vector<std::string> skipped;            ///< Entries that are no tensors, each with a word on what it was.
    std::shared_ptr<const void> storage;         ///< Keeps the bytes alive (a memory map, or buffers).
    std::string source;                          ///< The file's path, for messages; may be empty.

    /// Throws Error(Incompatible) that names the tensor and the file.
    [[nodiscard]] const TensorView& at(const std::string& name) const;
    /// A copy of the values as float32, whatever the stored type.
    [[nodiscard]] std::vector<float> floats(const std::string& name) const;
};

/// Reads a safetensors file through a memory map. Throws Error: NotFound; BadInput that names the file and the byte
/// (header longer than the file or 100 MB, overlapping or gapped ranges, sizes that do not fit shape and type,
/// duplicate names). Never allocates more than the file justifies.
[[nodiscard]] TensorFile readSafetensors(const std::filesystem::path& file);

/// Reads `torch.save` files, zip and legacy, without executing anything: a small unpickler that knows tensor
/// rebuilding, ordered dictionaries and plain values; other objects inside are skipped, and a file that wants to call
/// anything else is refused with the name of what it wanted to call. Weights are found at the top or under
/// `state_dict`, `module` or `model`; a common prefix `module.` is removed. A whole module that was pickled gives its
/// state dict, if its classes are torch's or those of the DALL-E encoder. Throws Error: NotFound, BadInput.
[[nodiscard]] TensorFile readTorchArchive(const std::filesystem::path& file);

/// Recognises the format by content.
[[nodiscard]] TensorFile readTensorFile(const std::filesystem::path& file);

/// Reads a folder's `model.safetensors`, or its numbered shards through `model.safetensors.index.json`.
[[nodiscard]] TensorFile readModelFolderTensors(const std::filesystem::path& folder);

/// Writes atomically; tensors are laid out by descending alignment and name, data 8-byte aligned.
void writeSafetensors(const std::filesystem::path& file, const std::map<std::string, TensorView>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

} // namespace vlmo
