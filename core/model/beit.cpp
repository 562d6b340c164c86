#include "core/model/beit.h"

#include "core/base/error.h"
#include "core/model/tensor_names.h"

#include <cstring>
#include <memory>
#include <utility>
#include <vector>

namespace vlmo {
namespace {

constexpr const char* sharedTable = "rel_pos_bias.relative_position_bias_table";

std::string blockTable(std::int64_t block)
{
    return "blocks." + std::to_string(block) + ".attn.relative_position_bias_table";
}

void replace(std::string& name, const std::string& part, const std::string& with)
{
    if (const std::size_t found = name.find(part); found != std::string::npos)
        name.replace(found, part.size(), with);
}

std::string vlmoName(std::string name)
{
    replace(name, ".mlp.", ".mlp_imag.");
    replace(name, ".norm2.", ".norm2_imag.");
    return "transformer." + name;
}

/// The tables of all blocks, first to last; empty when there are none.
std::vector<const TensorView*> blockTables(const TensorFile& file)
{
    const auto find = [&](const std::string& name) {
        const auto found = file.tensors.find(name);
        return found == file.tensors.end() ? nullptr : &found->second;
    };
    std::vector<const TensorView*> tables;
    const std::int64_t depth = countBlocks(file, "blocks.");
    for (std::int64_t block = 0; block < depth; ++block) {
        const TensorView* table = find(blockTable(block));
        if (table == nullptr)
            table = find(sharedTable);
        if (table == nullptr && block == 0)
            return {};
        if (table == nullptr || table->shape.size() != 2 || table->dtype != DType::F32 ||
            table->shape != (tables.empty() ? table : tables.front())->shape)
            throw Error(ErrorKind::Incompatible, file.source + ": the tensor " + blockTable(block) +
                                                     " is missing, or no table of float32 like that of block 0");
        tables.push_back(table);
    }
    return tables;
}

/// Row by row: block 0's columns, block 1's...
std::vector<std::byte> sideBySide(const std::vector<const TensorView*>& tables)
{
    const auto rows = static_cast<std::size_t>(tables.front()->shape[0]);
    const std::size_t rowBytes = rows == 0 ? 0 : tables.front()->bytes.size() / rows;
    std::vector<std::byte> bytes;
    bytes.reserve(rows * rowBytes * tables.size());
    for (std::size_t row = 0; row < rows; ++row)
        for (const TensorView* table : tables) {
            const auto part = table->bytes.subspan(row * rowBytes, rowBytes);
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
    return bytes;
}

} // namespace

bool isBeit(const TensorFile& file)
{
    return file.tensors.contains("patch_embed.proj.weight") &&
           !file.tensors.contains("transformer.patch_embed.proj.weight");
}

TensorFile beitAsVlmo(const TensorFile& file)
{
    TensorFile converted;
    converted.source = file.source;
    converted.skipped = file.skipped;
    for (const auto& [name, tensor] : file.tensors)
        if (!name.ends_with("relative_position_bias_table"))
            converted.tensors.emplace(vlmoName(name), tensor);
    auto owned = std::make_shared<std::pair<std::shared_ptr<const void>, std::vector<std::byte>>>();
    owned->first = file.storage;
    if (const std::vector<const TensorView*> tables = blockTables(file); !tables.empty()) {
        owned->second = sideBySide(tables);
        const std::int64_t columns = tables.front()->shape[1] * static_cast<std::int64_t>(tables.size());
        converted.tensors["relative_position_bias_table"] = {
            DType::F32, {tables.front()->shape[0], columns}, owned->second};
    }
    converted.storage = std::move(owned);
    return converted;
}

} // namespace vlmo
