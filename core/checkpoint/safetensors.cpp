#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/relative_path.h"
#include "core/checkpoint/json_text.h"
#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/safetensors_header.h"
#include "core/checkpoint/tensor_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t lengthSize = 8;              ///< The header's length, little-endian, opens the file.
constexpr std::uint64_t maximumHeader = 100'000'000; ///< The reference reader's limit.

std::optional<DType> dtypeNamed(std::string_view name)
{
    constexpr std::array types = {DType::Bool, DType::U8,  DType::I8,   DType::I16, DType::I32,
                                  DType::I64,  DType::F16, DType::BF16, DType::F32, DType::F64};
    const auto* const found =
        std::find_if(types.begin(), types.end(), [&](DType type) { return nameOf(type) == name; });
    return found == types.end() ? std::nullopt : std::optional(*found);
}

std::uint64_t headerLength(std::span<const std::byte> bytes, const std::string& source)
{
    if (bytes.size() < lengthSize)
        throw Error(ErrorKind::BadInput, source + " ends at byte " + std::to_string(bytes.size()) +
                                             ", before a safetensors header could begin");
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < lengthSize; ++i)
        length |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    if (length > maximumHeader || length > bytes.size() - lengthSize)
        throw Error(ErrorKind::BadInput, source + " claims a header of " + std::to_string(length) +
                                             " bytes in a file of " + std::to_string(bytes.size()) + " (byte 0)");
    return length;
}

struct Placed {
    const std::string* name;
    const TensorView* tensor;
};

std::vector<Placed> layOut(const fs::path& file, const std::map<std::string, TensorView>& tensors)
{
    std::vector<Placed> order;
    for (const auto& [name, tensor] : tensors) {
        if (static_cast<std::uint64_t>(tensor.elements()) * sizeOf(tensor.dtype) != tensor.bytes.size())
            throw Error(ErrorKind::InvalidArgument, file.string() + " cannot be written: the tensor " + name + " has " +
                                                        std::to_string(tensor.bytes.size()) +
                                                        " bytes, which do not fit its shape");
        order.push_back({&name, &tensor});
    }
    // Large elements first: then every tensor begins at a multiple of its element's size.
    std::stable_sort(order.begin(), order.end(), [](const Placed& a, const Placed& b) {
        return sizeOf(a.tensor->dtype) > sizeOf(b.tensor->dtype);
    });
    return order;
}

std::string headerFor(const fs::path& file, const std::vector<Placed>& order,
                      const std::map<std::string, std::string>& metadata)
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const Placed& placed : order) {
        const std::uint64_t end = offset + placed.tensor->bytes.size();
        // Not by operator[], which would search all the names before it.
        header.get_ref<nlohmann::ordered_json::object_t&>().emplace_back(
            *placed.name, nlohmann::ordered_json{{"dtype", nameOf(placed.tensor->dtype)},
                                                 {"shape", placed.tensor->shape},
                                                 {"data_offsets", {offset, end}}});
        offset = end;
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorKind::InvalidArgument, file.string() + " cannot be written: a name in it is not UTF-8");
    }
    text.append((lengthSize - text.size() % lengthSize) % lengthSize, ' ');
    return text;
}

void addShard(TensorFile& all, const TensorFile& shard, const std::map<std::string, std::string>& shardOfTensor,
              const std::string& shardName)
{
    for (const auto& [name, tensor] : shard.tensors) {
        const auto mapped = shardOfTensor.find(name);
        if (mapped == shardOfTensor.end() || mapped->second != shardName)
            throw Error(ErrorKind::BadInput,
                        shard.source + " holds the tensor " + name + ", which the index does not place there");
        all.tensors.emplace(name, tensor);
    }
    all.skipped.insert(all.skipped.end(), shard.skipped.begin(), shard.skipped.end());
}

std::map<std::string, std::string> readWeightMap(const fs::path& index)
{
    constexpr std::uintmax_t maximumIndex = 16'000'000;
    const nlohmann::json document = parseJson(readFile(index, maximumIndex), index.string());
    const auto refuse = [&](const std::string& what) { throw Error(ErrorKind::BadInput, index.string() + what); };
    if (!document.is_object() || !document.contains("weight_map") || !document["weight_map"].is_object())
        refuse(" has no \"weight_map\"");
    std::map<std::string, std::string> map;
    for (const auto& [name, value] : document["weight_map"].items()) {
        if (!value.is_string())
            refuse(" does not say where the tensor " + name + " is");
        const auto& shard = value.get_ref<const std::string&>();
        // A shard lies beside its index: a path would let the index read any file.
        if (!isPlainName(shard))
            refuse(" places the tensor " + name + " in \"" + shard + "\", which is no plain file name");
        map.emplace(name, shard);
    }
    return map;
}

} // namespace

TensorFile readSafetensors(const fs::path& file)
{
    const auto mapped = MappedFile::open(file);
    const std::span<const std::byte> bytes = mapped->bytes();
    TensorFile result;
    result.source = file.string();
    result.storage = mapped;
    const std::uint64_t length = headerLength(bytes, result.source);
    const std::string_view json(reinterpret_cast<const char*>(bytes.data()) + lengthSize, length);
    const std::span<const std::byte> data = bytes.subspan(lengthSize + length);
    try {
        SafetensorsHeader header = parseSafetensorsHeader(json, data.size(), lengthSize, result.source);
        result.metadata = std::move(header.metadata);
        for (SafetensorsEntry& entry : header.entries) {
            if (const auto type = dtypeNamed(entry.type))
                result.tensors.emplace(
                    std::move(entry.name),
                    TensorView{*type, std::move(entry.shape), data.subspan(entry.begin, entry.end - entry.begin)});
            else
                result.skipped.push_back(entry.name + ": numbers of the type " + entry.type + " are not read");
        }
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, "the memory does not suffice to read " + result.source);
    }
    return result;
}

TensorFile readModelFolderTensors(const fs::path& folder)
{
    const fs::path index = folder / "model.safetensors.index.json";
    std::error_code ignored;
    if (fs::exists(folder / "model.safetensors", ignored) || !fs::exists(index, ignored))
        return readSafetensors(folder / "model.safetensors");

    const std::map<std::string, std::string> shardOfTensor = readWeightMap(index);
    std::map<std::string, TensorFile> shards;
    TensorFile all;
    all.source = index.string();
    for (const auto& [name, shard] : shardOfTensor) {
        if (!shards.contains(shard))
            addShard(all, shards.emplace(shard, readSafetensors(folder / shard)).first->second, shardOfTensor, shard);
        if (!shards.at(shard).tensors.contains(name))
            throw Error(ErrorKind::BadInput,
                        index.string() + " places the tensor " + name + " in " + shard + ", which does not hold it");
    }
    std::vector<std::shared_ptr<const void>> storages;
    storages.reserve(shards.size());
    for (const auto& [name, shard] : shards)
        storages.push_back(shard.storage);
    all.storage = std::make_shared<const std::vector<std::shared_ptr<const void>>>(std::move(storages));
    return all;
}

void writeSafetensors(const fs::path& file, const std::map<std::string, TensorView>& tensors,
                      const std::map<std::string, std::string>& metadata)
{
    const std::vector<Placed> order = layOut(file, tensors);
    const std::string header = headerFor(file, order, metadata);
    writeFileAtomically(file, [&](std::ostream& stream) {
        for (std::size_t i = 0; i < lengthSize; ++i)
            stream.put(static_cast<char>(header.size() >> (8 * i)));
        stream.write(header.data(), static_cast<std::streamsize>(header.size()));
        for (const Placed& placed : order)
            stream.write(reinterpret_cast<const char*>(placed.tensor->bytes.data()),
                         static_cast<std::streamsize>(placed.tensor->bytes.size()));
    });
}

} // namespace vlmo
