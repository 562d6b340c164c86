#include "core/model/weights.h"

#include "core/base/error.h"

#include <cstring>

namespace vlmo {

using torch::Tensor;

namespace {

torch::ScalarType scalarType(DType type)
{
    switch (type) {
    case DType::Bool:
        return torch::kBool;
    case DType::U8:
        return torch::kUInt8;
    case DType::I8:
        return torch::kInt8;
    case DType::I16:
        return torch::kInt16;
    case DType::I32:
        return torch::kInt32;
    case DType::I64:
        return torch::kInt64;
    case DType::F16:
        return torch::kFloat16;
    case DType::BF16:
        return torch::kBFloat16;
    case DType::F32:
        return torch::kFloat32;
    case DType::F64:
        return torch::kFloat64;
    }
    throw Error(ErrorKind::Internal, "an unknown tensor type");
}

DType storedType(torch::ScalarType type)
{
    for (const DType each : {DType::F32, DType::BF16, DType::F16, DType::F64, DType::I64, DType::I32, DType::I16,
                             DType::I8, DType::U8, DType::Bool})
        if (scalarType(each) == type)
            return each;
    throw Error(ErrorKind::Internal, "tensors of this type cannot be stored");
}

std::string shapeText(c10::ArrayRef<std::int64_t> shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

bool isBuffer(const std::string& name)
{
    return name.ends_with("position_ids") || name.ends_with("relative_position_index");
}

} // namespace

Tensor toTorch(const TensorView& view)
{
    Tensor tensor = torch::empty(view.shape, scalarType(view.dtype));
    std::memcpy(tensor.data_ptr(), view.bytes.data(), view.bytes.size());
    return tensor.is_floating_point() ? tensor.to(torch::kFloat32) : tensor;
}

TensorView toView(const Tensor& tensor)
{
    return {storedType(tensor.scalar_type()),
            tensor.sizes().vec(),
            {static_cast<const std::byte*>(tensor.data_ptr()), tensor.nbytes()}};
}

void loadWeights(torch::nn::Module& model, const TensorFile& file)
{
    torch::NoGradGuard noGradient;
    const auto parameters = model.named_parameters();
    for (const auto& item : parameters) {
        const auto found = file.tensors.find(item.key());
        if (found == file.tensors.end())
            throw Error(ErrorKind::Incompatible, "the weights lack the tensor '" + item.key() + "'");
        if (item.value().sizes() != c10::ArrayRef<std::int64_t>(found->second.shape))
            throw Error(ErrorKind::Incompatible,
                        "the tensor '" + item.key() + "' is " + shapeText(found->second.shape) +
                            ", but the configuration asks for " + shapeText(item.value().sizes()));
    }
    for (const auto& [name, view] : file.tensors)
        if (!isBuffer(name) && parameters.find(name) == nullptr)
            throw Error(ErrorKind::Incompatible,
                        "the weights hold the tensor '" + name + "', which the configuration does not have");
    for (const auto& item : parameters)
        Tensor(item.value()).copy_(toTorch(file.tensors.at(item.key())));
}

OwnedTensors weightsOf(const torch::nn::Module& model, torch::ScalarType type)
{
    OwnedTensors result;
    for (const auto& item : model.named_parameters()) {
        const Tensor& value = item.value();
        const Tensor stored = value.detach().to(torch::kCPU, value.dim() >= 2 ? type : torch::kFloat32).contiguous();
        result.owners.push_back(stored);
        result.views.emplace(item.key(), toView(stored));
    }
    return result;
}

} // namespace vlmo
