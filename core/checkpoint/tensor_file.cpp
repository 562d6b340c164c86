#include "core/checkpoint/tensor_file.h"

#include "core/base/error.h"
#include "core/checkpoint/float_formats.h"

#include <array>
#include <cstring>
#include <fstream>
#include <utility>

namespace vlmo {
namespace {

template <typename Stored, typename Convert>
void convertInto(std::vector<float>& values, std::span<const std::byte> bytes, Convert convert)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        Stored stored{}; // Copied byte by byte: nothing promises that the file's bytes are aligned.
        std::memcpy(&stored, bytes.data() + i * sizeof stored, sizeof stored);
        values[i] = convert(stored);
    }
}

template <typename Stored>
void castInto(std::vector<float>& values, std::span<const std::byte> bytes)
{
    convertInto<Stored>(values, bytes, [](Stored stored) { return static_cast<float>(stored); });
}

void fillFrom(const TensorView& tensor, std::vector<float>& values)
{
    switch (tensor.dtype) {
    case DType::Bool:
        return convertInto<std::uint8_t>(values, tensor.bytes, [](std::uint8_t v) { return v != 0 ? 1.0F : 0.0F; });
    case DType::U8:
        return castInto<std::uint8_t>(values, tensor.bytes);
    case DType::I8:
        return castInto<std::int8_t>(values, tensor.bytes);
    case DType::I16:
        return castInto<std::int16_t>(values, tensor.bytes);
    case DType::I32:
        return castInto<std::int32_t>(values, tensor.bytes);
    case DType::I64:
        return castInto<std::int64_t>(values, tensor.bytes);
    case DType::F16:
        return convertInto<std::uint16_t>(values, tensor.bytes, floatFromHalf);
    case DType::BF16:
        return convertInto<std::uint16_t>(values, tensor.bytes, floatFromBFloat16);
    case DType::F32:
        std::memcpy(values.data(), tensor.bytes.data(), values.size() * sizeof(float));
        return;
    case DType::F64:
        return castInto<double>(values, tensor.bytes);
    }
}

} // namespace

std::size_t sizeOf(DType type) noexcept
{
    switch (type) {
    case DType::Bool:
    case DType::U8:
    case DType::I8:
        return 1;
    case DType::I16:
    case DType::F16:
    case DType::BF16:
        return 2;
    case DType::I32:
    case DType::F32:
        return 4;
    case DType::I64:
    case DType::F64:
        return 8;
    }
    return 0;
}

std::string_view nameOf(DType type) noexcept
{
    constexpr std::array names = {"BOOL", "U8", "I8", "I16", "I32", "I64", "F16", "BF16", "F32", "F64"};
    return names.at(static_cast<std::size_t>(type));
}

const TensorView& TensorFile::at(const std::string& name) const
{
    const auto found = tensors.find(name);
    if (found == tensors.end())
        throw Error(ErrorKind::Incompatible, (source.empty() ? "the file" : source) + " holds no tensor named " + name);
    return found->second;
}

std::vector<float> TensorFile::floats(const std::string& name) const
{
    const TensorView& tensor = at(name);
    std::vector<float> values;
    try {
        values.resize(tensor.bytes.size() / sizeOf(tensor.dtype));
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, "the memory does not suffice for tensor " + name);
    }
    if (!values.empty())
        fillFrom(tensor, values);
    return values;
}

} // namespace vlmo
