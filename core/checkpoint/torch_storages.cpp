#include "core/checkpoint/torch_storages.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace vlmo {
namespace {

struct StorageType {
    std::string_view name;
    std::uint64_t size;
    std::optional<DType> dtype;
};

constexpr std::array storageTypes = {
    StorageType{"FloatStorage", 4, DType::F32},
    StorageType{"HalfStorage", 2, DType::F16},
    StorageType{"BFloat16Storage", 2, DType::BF16},
    StorageType{"DoubleStorage", 8, DType::F64},
    StorageType{"LongStorage", 8, DType::I64},
    StorageType{"IntStorage", 4, DType::I32},
    StorageType{"ShortStorage", 2, DType::I16},
    StorageType{"CharStorage", 1, DType::I8},
    StorageType{"ByteStorage", 1, DType::U8},
    StorageType{"BoolStorage", 1, DType::Bool},
    StorageType{"ComplexFloatStorage", 8, {}},
    StorageType{"ComplexDoubleStorage", 16, {}},
    StorageType{"QInt8Storage", 1, {}},
    StorageType{"QUInt8Storage", 1, {}},
    StorageType{"QInt32Storage", 4, {}},
};

const StorageType* storageTypeNamed(std::string_view type)
{
    for (const std::string_view module : {"torch.cuda.", "torch."}) {
        if (!type.starts_with(module))
            continue;
        const auto* const found = std::find_if(storageTypes.begin(), storageTypes.end(), [&](const StorageType& known) {
            return known.name == type.substr(module.size());
        });
        if (found != storageTypes.end())
            return found;
    }
    return nullptr;
}

/// The number of elements, or nothing beyond what a file can hold.
std::optional<std::uint64_t> elementsOf(const std::vector<std::int64_t>& shape)
{
    constexpr std::uint64_t most = std::uint64_t{1} << 56U;
    if (std::any_of(shape.begin(), shape.end(), [](std::int64_t size) { return size > std::int64_t{1} << 56U; }))
        return std::nullopt;
    if (std::find(shape.begin(), shape.end(), 0) != shape.end())
        return 0;
    std::uint64_t elements = 1;
    for (const std::int64_t size : shape) {
        if (elements > most / static_cast<std::uint64_t>(size))
            return std::nullopt;
        elements *= static_cast<std::uint64_t>(size);
    }
    return elements;
}

/// TensorView multiplies the sizes in their order: an overflow must not hide behind a later zero.
bool multipliesSafely(const std::vector<std::int64_t>& shape)
{
    std::vector<std::int64_t> nonZero;
    std::copy_if(shape.begin(), shape.end(), std::back_inserter(nonZero), [](std::int64_t size) { return size != 0; });
    return elementsOf(nonZero).has_value();
}

/// Index of the element farthest from the first one, or nothing beyond what a file can hold.
std::optional<std::uint64_t> farthestElement(const PickleTensor& tensor)
{
    constexpr std::uint64_t most = std::uint64_t{1} << 56U;
    std::uint64_t farthest = tensor.offset;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        const auto steps = static_cast<std::uint64_t>(tensor.shape[i] - 1);
        const auto stride = static_cast<std::uint64_t>(tensor.strides[i]);
        if (steps != 0 && stride > most / steps)
            return std::nullopt;
        farthest += steps * stride;
        if (farthest > most)
            return std::nullopt;
    }
    return farthest;
}

bool isContiguous(const PickleTensor& tensor)
{
    std::int64_t expected = 1;
    for (std::size_t i = tensor.shape.size(); i > 0; --i) {
        if (tensor.shape[i - 1] == 1) // Its stride is never used.
            continue;
        if (tensor.strides[i - 1] != expected)
            return false;
        expected *= tensor.shape[i - 1];
    }
    return true;
}

/// Moves to the next element in C order and returns its index in the storage.
std::uint64_t step(const PickleTensor& tensor, std::vector<std::int64_t>& place, std::uint64_t element)
{
    for (std::size_t i = place.size(); i > 0; --i) {
        const auto stride = static_cast<std::uint64_t>(tensor.strides[i - 1]);
        if (++place[i - 1] < tensor.shape[i - 1])
            return element + stride;
        element -= static_cast<std::uint64_t>(tensor.shape[i - 1] - 1) * stride;
        place[i - 1] = 0;
    }
    return element;
}

} // namespace

std::optional<DType> dtypeOfStorage(std::string_view type)
{
    const StorageType* const found = storageTypeNamed(type);
    return found != nullptr ? found->dtype : std::nullopt;
}

std::optional<std::uint64_t> elementSizeOfStorage(std::string_view type)
{
    const StorageType* const found = storageTypeNamed(type);
    return found != nullptr ? std::optional(found->size) : std::nullopt;
}

TensorBuilder::TensorBuilder(const TorchStorages& storages, std::uint64_t budget, std::string source)
    : m_storages(storages), m_budget(budget), m_source(std::move(source)),
      m_copies(std::make_shared<std::vector<std::vector<std::byte>>>())
{}

std::optional<TensorView> TensorBuilder::build(const std::string& name, const PickleTensor& tensor)
{
    const std::optional<DType> dtype = dtypeOfStorage(tensor.storage.type);
    if (!dtype)
        return std::nullopt;
    const auto found = m_storages.byKey.find(tensor.storage.key);
    if (found == m_storages.byKey.end())
        refuse(name, "refers to the storage \"" + std::string(tensor.storage.key) + "\", which is missing", 0);
    const TorchStorages::Data& data = found->second;
    const std::uint64_t size = sizeOf(*dtype);
    if (tensor.storage.elements > data.bytes.size() / size)
        refuse(name,
               "has a storage of " + std::to_string(tensor.storage.elements) + " elements in " +
                   std::to_string(data.bytes.size()) + " bytes",
               data.firstByte);
    const std::optional<std::uint64_t> elements = elementsOf(tensor.shape);
    if (!elements || !multipliesSafely(tensor.shape))
        refuse(name, "claims more elements than any file holds", data.firstByte);
    if (*elements == 0)
        return TensorView{*dtype, tensor.shape, {}};
    const std::optional<std::uint64_t> farthest = farthestElement(tensor);
    if (!farthest || *farthest >= tensor.storage.viewElements)
        refuse(name, "reaches out of its storage of " + std::to_string(tensor.storage.viewElements) + " elements",
               data.firstByte);
    const std::span<const std::byte> bytes = data.bytes.subspan(tensor.storage.viewOffset * size);
    if (isContiguous(tensor))
        return TensorView{*dtype, tensor.shape, bytes.subspan(tensor.offset * size, *elements * size)};
    return copyInOrder(name, tensor, *dtype, *elements, bytes);
}

TensorView TensorBuilder::copyInOrder(const std::string& name, const PickleTensor& tensor, DType dtype,
                                      std::uint64_t elements, std::span<const std::byte> bytes)
{
    const std::size_t size = sizeOf(dtype);
    if (elements > m_budget / size)
        refuse(name, "spreads its storage over more elements than the file holds", 0);
    m_budget -= elements * size;
    std::vector<std::byte>& copy = m_copies->emplace_back(elements * size);
    std::vector<std::int64_t> place(tensor.shape.size(), 0);
    std::uint64_t element = tensor.offset;
    for (std::uint64_t i = 0; i < elements; ++i) {
        std::memcpy(copy.data() + i * size, bytes.data() + element * size, size);
        element = step(tensor, place, element);
    }
    return {dtype, tensor.shape, copy};
}

void TensorBuilder::refuse(const std::string& name, const std::string& what, std::uint64_t byte) const
{
    throw Error(ErrorKind::BadInput,
                m_source + ": the tensor " + name + " " + what + " (byte " + std::to_string(byte) + ")");
}

} // namespace vlmo
