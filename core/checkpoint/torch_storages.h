#pragma once

#include "core/checkpoint/pickle.h"
#include "core/checkpoint/tensor_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// The element type of "torch.FloatStorage"; nothing for types that hold no numbers of ours (complex, quantised).
[[nodiscard]] std::optional<DType> dtypeOfStorage(std::string_view type);

/// Bytes of one element, also of storages that dtypeOfStorage() has no type for; nothing for an unknown name.
[[nodiscard]] std::optional<std::uint64_t> elementSizeOfStorage(std::string_view type);

/// The data of a torch file, storage by storage.
struct TorchStorages {
    struct Data {
        std::uint64_t firstByte = 0; ///< Of the file.
        std::span<const std::byte> bytes;
    };
    std::map<std::string, Data, std::less<>> byKey;
};

/// Turns rebuilt tensors into views of their storages. A tensor whose strides are not those of a C-contiguous one is
/// copied into order; all copies together may take no more memory than `budget`.
class TensorBuilder {
public:
    TensorBuilder(const TorchStorages& storages, std::uint64_t budget, std::string source);

    /// Nothing for element types this program has no use for. Throws Error(BadInput) that names the file and the byte
    /// when the tensor reaches out of its storage, or the storage out of the file.
    [[nodiscard]] std::optional<TensorView> build(const std::string& name, const PickleTensor& tensor);

    /// The copies, which must live as long as the views.
    [[nodiscard]] std::shared_ptr<const void> copies() const { return m_copies; }

private:
    [[nodiscard]] TensorView copyInOrder(const std::string& name, const PickleTensor& tensor, DType dtype,
                                         std::uint64_t elements, std::span<const std::byte> bytes);
    [[noreturn]] void refuse(const std::string& name, const std::string& what, std::uint64_t byte) const;

    const TorchStorages& m_storages;
    std::uint64_t m_budget;
    std::string m_source;
    std::shared_ptr<std::vector<std::vector<std::byte>>> m_copies;
};

} // namespace vlmo
