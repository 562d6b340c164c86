#include "core/base/error.h"
#include "core/checkpoint/byte_reader.h"
#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/pickle.h"
#include "core/checkpoint/pickled_module.h"
#include "core/checkpoint/tensor_file.h"
#include "core/checkpoint/torch_storages.h"
#include "core/checkpoint/zip_directory.h"

#include <algorithm>
#include <new>
#include <utility>

namespace vlmo {
namespace {

using Bytes = std::span<const std::byte>;

/// What both formats come to: a pickled object and the storages it refers to.
struct TorchContent {
    PickleDocument document;
    TorchStorages storages;
};

constexpr std::string_view zipMark("PK\x03\x04", 4);
/// The pickled number 0x1950a86a20f9469cfc6c, with which torch.save marked files before it wrote zip archives.
constexpr std::string_view legacyMark("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);

bool startsWith(Bytes bytes, std::string_view mark)
{
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), mark.size())) == mark;
}

bool looksLikeSafetensors(Bytes bytes)
{
    constexpr std::size_t lengthSize = 8;
    return bytes.size() > lengthSize && bytes[lengthSize] == std::byte{'{'};
}

const ZipEntry& plainEntry(const std::map<std::string, ZipEntry>& entries, const std::string& name,
                           const std::string& source)
{
    const ZipEntry& entry = entries.at(name);
    if (!entry.plain)
        throw Error(ErrorKind::BadInput, source + ": " + name + " is compressed or encrypted, which torch.save never " +
                                             "does (byte " + std::to_string(entry.firstByte) + ")");
    return entry;
}

/// "archive/" of "archive/data.pkl": the one folder in which everything lies.
std::string archiveFolder(const std::map<std::string, ZipEntry>& entries, const std::string& source)
{
    for (const auto& [name, entry] : entries) {
        const std::size_t slash = name.find('/');
        if (slash != std::string::npos && name.substr(slash + 1) == "data.pkl")
            return name.substr(0, slash + 1);
    }
    throw Error(ErrorKind::BadInput, source + " is a zip archive, but not of torch.save: it has no data.pkl (byte 0)");
}

TorchContent readZipContent(Bytes bytes, const std::string& source)
{
    const std::map<std::string, ZipEntry> entries = readZipDirectory(bytes, source);
    const std::string folder = archiveFolder(entries, source);
    if (const auto order = entries.find(folder + "byteorder"); order != entries.end()) {
        const ZipEntry& entry = plainEntry(entries, order->first, source);
        if (!startsWith(entry.data, "little"))
            throw Error(ErrorKind::BadInput, source + " was written on a machine with the other byte order (byte " +
                                                 std::to_string(entry.firstByte) + ")");
    }
    const ZipEntry& pickle = plainEntry(entries, folder + "data.pkl", source);
    TorchContent content;
    content.document = readPickle(pickle.data, pickle.firstByte, source);
    for (const PickleStorage& storage : content.document.storages) {
        const std::string name = folder + "data/" + std::string(storage.key);
        if (!entries.contains(name))
            continue; // Said when a tensor needs it, with the tensor's name.
        const ZipEntry& entry = plainEntry(entries, name, source);
        content.storages.byKey.emplace(storage.key, TorchStorages::Data{entry.firstByte, entry.data});
    }
    return content;
}

void refuseBigEndian(const PickleDocument& systemInformation, const std::string& source)
{
    if (systemInformation.root.kind != PickleValue::Kind::Dictionary)
        return;
    const std::vector<PickleValue>& pairs = systemInformation.sequence(systemInformation.root);
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
        if (pairs[i].kind == PickleValue::Kind::Text && systemInformation.text(pairs[i]) == "little_endian" &&
            pairs[i + 1].kind == PickleValue::Kind::Truth && pairs[i + 1].number == 0)
            throw Error(ErrorKind::BadInput, source + " was written on a machine with the other byte order");
}

/// After the pickles, for each key of a list: the number of elements in eight bytes, then the elements.
void readLegacyStorages(ByteReader& reader, const PickleDocument& keys, TorchContent& content)
{
    std::map<std::string_view, std::string_view> typeOfKey;
    for (const PickleStorage& storage : content.document.storages)
        typeOfKey.emplace(storage.key, storage.type);
    if (keys.root.kind != PickleValue::Kind::List)
        reader.refuse("has no list of storages");
    for (const PickleValue key : keys.sequence(keys.root)) {
        const auto type = key.kind == PickleValue::Kind::Text ? typeOfKey.find(keys.text(key)) : typeOfKey.end();
        if (type == typeOfKey.end())
            reader.refuse("lists a storage that nothing refers to");
        const std::optional<std::uint64_t> size = elementSizeOfStorage(type->second);
        if (!size)
            reader.refuse("has a storage of the unknown type " + std::string(type->second));
        const std::uint64_t elements = reader.number(8);
        if (elements > (std::uint64_t{1} << 56U))
            reader.refuse("claims a storage of " + std::to_string(elements) + " elements");
        const std::uint64_t firstByte = reader.byteInFile();
        content.storages.byKey.emplace(type->first, TorchStorages::Data{firstByte, reader.take(elements * *size)});
    }
}

TorchContent readLegacyContent(Bytes bytes, const std::string& source)
{
    ByteReader reader(bytes, 0, source);
    const auto nextPickle = [&] {
        PickleDocument document = readPickle(bytes.subspan(reader.position()), reader.position(), source);
        reader.skip(document.size);
        return document;
    };
    reader.skip(legacyMark.size());
    constexpr std::int64_t onlyProtocol = 1001;
    const PickleDocument protocol = nextPickle();
    if (protocol.root.kind != PickleValue::Kind::Integer || protocol.root.number != onlyProtocol)
        reader.refuse("follows another protocol than 1001");
    refuseBigEndian(nextPickle(), source);
    TorchContent content;
    content.document = nextPickle();
    const PickleDocument keys = nextPickle();
    readLegacyStorages(reader, keys, content);
    return content;
}

using Entries = std::map<std::string, PickleValue, std::less<>>;

/// The entries of a dictionary; as in Python, the last of equal keys counts.
Entries entriesOf(const PickleDocument& document, PickleValue dictionary, TensorFile& file)
{
    constexpr std::size_t longestName = 1'000; // Longer ones would make sorting them a way to hang the program.
    Entries entries;
    const std::vector<PickleValue>& pairs = document.sequence(dictionary);
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        if (pairs[i].kind != PickleValue::Kind::Text) {
            file.skipped.push_back(describe(document, pairs[i + 1]) + " under a key that is " +
                                   describe(document, pairs[i]));
            continue;
        }
        const std::string_view name = document.text(pairs[i]);
        if (name.size() > longestName)
            throw Error(ErrorKind::BadInput, file.source + " has an entry with a name of " +
                                                 std::to_string(name.size()) + " letters (byte 0)");
        entries.insert_or_assign(std::string(name), pairs[i + 1]);
    }
    return entries;
}

bool holdsTensors(const Entries& entries)
{
    return std::any_of(entries.begin(), entries.end(),
                       [](const auto& entry) { return entry.second.kind == PickleValue::Kind::Tensor; });
}

std::string shortened(std::string_view name)
{
    constexpr std::size_t shown = 200;
    return std::string(name.substr(0, shown)) + (name.size() > shown ? "..." : "");
}

/// Finds the dictionary that holds the weights and lists what lies beside the way to it.
Entries findWeights(const PickleDocument& document, TensorFile& file)
{
    if (document.root.kind != PickleValue::Kind::Dictionary && document.root.kind != PickleValue::Kind::Object)
        throw Error(ErrorKind::BadInput, file.source + " holds " + describe(document, document.root) +
                                             ", no dictionary of weights (byte 0)");
    Entries entries = document.root.kind == PickleValue::Kind::Object
                          ? stateOfModule(document, document.root, file.source)
                          : entriesOf(document, document.root, file);
    constexpr int deepestNesting = 4; // Also the end of a dictionary that contains itself.
    for (int level = 0; level < deepestNesting && !holdsTensors(entries); ++level) {
        const auto inner = [&] {
            for (const std::string_view name : {"state_dict", "module", "model"})
                if (const auto found = entries.find(name);
                    found != entries.end() && found->second.kind == PickleValue::Kind::Dictionary)
                    return found;
            return entries.end();
        }();
        if (inner == entries.end())
            break;
        for (const auto& [name, value] : entries)
            if (name != inner->first)
                file.skipped.push_back(shortened(name) + ": " + describe(document, value));
        entries = entriesOf(document, inner->second, file);
    }
    if (!holdsTensors(entries))
        throw Error(ErrorKind::BadInput, file.source + " holds no tensors, neither at the top nor under state_dict, " +
                                             "module or model (byte 0)");
    return entries;
}

void addTensors(const TorchContent& content, TensorFile& file, TensorBuilder& builder)
{
    constexpr std::string_view prefix = "module."; // Data parallel wrappers put it before every name.
    const Entries entries = findWeights(content.document, file);
    const bool prefixed = std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.second.kind != PickleValue::Kind::Tensor || entry.first.starts_with(prefix);
    });
    for (const auto& [key, value] : entries) {
        if (value.kind != PickleValue::Kind::Tensor) {
            file.skipped.push_back(shortened(key) + ": " + describe(content.document, value));
            continue;
        }
        std::string name(prefixed ? key.substr(prefix.size()) : key);
        const PickleTensor& tensor = content.document.tensors[static_cast<std::size_t>(value.number)];
        if (const auto view = builder.build(name, tensor))
            file.tensors.emplace(std::move(name), *view);
        else
            file.skipped.push_back(shortened(name) + ": numbers of the type " + std::string(tensor.storage.type) +
                                   " are not read");
    }
}

} // namespace

TensorFile readTorchArchive(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file);
    const Bytes bytes = mapped->bytes();
    TensorFile result;
    result.source = file.string();
    try {
        if (!startsWith(bytes, zipMark) && !startsWith(bytes, legacyMark))
            throw Error(ErrorKind::BadInput, result.source + " is no file of torch.save (byte 0)");
        const TorchContent content =
            startsWith(bytes, zipMark) ? readZipContent(bytes, result.source) : readLegacyContent(bytes, result.source);
        TensorBuilder builder(content.storages, bytes.size(), result.source);
        addTensors(content, result, builder);
        result.storage = std::make_shared<const std::pair<std::shared_ptr<const void>, std::shared_ptr<const void>>>(
            mapped, builder.copies());
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, "the memory does not suffice to read " + result.source);
    }
    return result;
}

TensorFile readTensorFile(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file);
    if (startsWith(mapped->bytes(), zipMark) || startsWith(mapped->bytes(), legacyMark))
        return readTorchArchive(file);
    if (looksLikeSafetensors(mapped->bytes()))
        return readSafetensors(file);
    throw Error(ErrorKind::BadInput,
                file.string() + " is neither a safetensors file nor one that torch.save wrote (byte 0)");
}

} // namespace vlmo
