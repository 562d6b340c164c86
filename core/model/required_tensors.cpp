#include "core/model/required_tensors.h"

#include "core/base/error.h"

namespace vlmo {
namespace {

std::string shapeText(const std::vector<std::int64_t>& shape)
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

void requireTensors(const TensorFile& file, const std::map<std::string, std::vector<std::int64_t>>& shapes)
{
    for (const auto& [name, shape] : shapes) {
        const auto found = file.tensors.find(name);
        if (found == file.tensors.end())
            throw Error(ErrorKind::Incompatible,
                        "the weights lack the tensor '" + name + "', which the configuration asks for");
        if (found->second.shape != shape)
            throw Error(ErrorKind::Incompatible, "the tensor '" + name + "' is " + shapeText(found->second.shape) +
                                                     ", but the configuration asks for " + shapeText(shape));
    }
    for (const auto& [name, view] : file.tensors)
        if (!isBuffer(name) && !shapes.contains(name))
            throw Error(ErrorKind::Incompatible,
                        "the weights hold the tensor '" + name + "', which the configuration does not have");
}

} // namespace vlmo
