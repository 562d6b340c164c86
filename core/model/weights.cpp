#include "core/model/weights.h"

#include "core/base/error.h"
#include "core/model/required_tensors.h"

#include <cmath>
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
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const auto& item : parameters)
        shapes.emplace(item.key(), item.value().sizes().vec());
    requireTensors(file, shapes);
    for (const auto& item : parameters)
        Tensor(item.value()).copy_(toTorch(file.tensors.at(item.key())));
}

std::optional<std::string> findNotFinite(const torch::nn::Module& model)
{
    const torch::NoGradGuard noGradient;
    for (const auto& item : model.named_parameters()) {
        // Both ends are NaN when one number is, so two numbers tell of all, and no copy is made.
        const auto [least, greatest] = at::aminmax(item.value());
        if (!std::isfinite(least.item<double>()) || !std::isfinite(greatest.item<double>()))
            return item.key();
    }
    return std::nullopt;
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
