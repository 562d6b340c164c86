#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/relative_path.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace vlmo {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uintmax_t descriptionLimit = std::uintmax_t{16} << 20U;
constexpr std::uintmax_t recordsLimit = std::uintmax_t{1} << 30U;
constexpr std::size_t lineLimit = std::size_t{1} << 20U;

[[noreturn]] void refuse(const std::string& problem)
{
    throw Error(ErrorKind::BadInput, problem);
}

json parseObject(std::string_view text)
{
    json object;
    try {
        object = json::parse(text);
    } catch (const json::parse_error& error) {
        refuse("not JSON: wrong at byte " + std::to_string(error.byte));
    } catch (const json::exception&) {
        refuse("not JSON: a number is too large");
    }
    if (!object.is_object())
        refuse("not a JSON object");
    return object;
}

/// A field that may be missing or null; `fallback` then.
template <typename Value>
Value optionalField(const json& object, const char* name, bool (json::*isRight)() const, const char* kind,
                    Value fallback)
{
    const auto field = object.find(name);
    if (field == object.end() || field->is_null())
        return fallback;
    if (!((*field).*isRight)())
        refuse(std::string("'") + name + "' is not " + kind);
    return field->get<Value>();
}

std::string text(const json& object, const char* name, const std::string& fallback = {})
{
    return optionalField(object, name, &json::is_string, "a text", fallback);
}

bool flag(const json& object, const char* name)
{
    return optionalField(object, name, &json::is_boolean, "true or false", false);
}

/// The picture's path below the folder; nothing outside may be named.
fs::path imageOf(const json& object, const fs::path& folder)
{
    const std::string name = text(object, "image");
    if (name.empty())
        refuse("'image' is missing");
    if (name.find('\0') != std::string::npos)
        refuse("'image' is no path");
    const fs::path relative = fs::path(name).lexically_normal();
    if (!staysInside(relative) || !relative.has_filename() || relative == ".")
        refuse("'image' is '" + name + "', which is not a file inside the folder");
    return folder / relative;
}

std::vector<std::string> captionsOf(const json& object)
{
    const auto field = object.find("captions");
    if (field == object.end() || !field->is_array())
        refuse("'captions' is not a list of texts");
    std::vector<std::string> captions;
    for (const json& caption : *field) {
        if (!caption.is_string())
            refuse("'captions' holds something that is not a text");
        captions.push_back(caption.get<std::string>());
        if (captions.back().find_first_not_of(" \t\r\n") == std::string::npos)
            refuse("'captions' holds an empty text");
    }
    return captions;
}

double weightOf(const json& object)
{
    const double weight = optionalField(object, "weight", &json::is_number, "a number", 1.0);
    if (!std::isfinite(weight) || weight < 0.0)
        refuse("'weight' is negative or not finite");
    return weight;
}

Record parseRecord(std::string_view line, const fs::path& folder)
{
    if (line.size() > lineLimit)
        refuse("longer than " + std::to_string(lineLimit) + " bytes");
    const json object = parseObject(line);
    Record record;
    record.image = imageOf(object, folder);
    record.captions = captionsOf(object);
    record.split = text(object, "split", "train");
    record.source = text(object, "source");
    record.family = text(object, "family", record.source);
    record.concept_ = text(object, "concept");
    record.category = text(object, "category");
    record.object = flag(object, "object");
    record.heldConcept = flag(object, "held_concept");
    record.weight = weightOf(object);
    return record;
}

void appendRecords(const std::string& content, const fs::path& file, const fs::path& folder,
                   std::vector<Record>& records)
{
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < content.size(); ++number) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        const std::string_view line = std::string_view(content).substr(begin, end - begin);
        begin = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        try {
            records.push_back(parseRecord(line, folder));
        } catch (const Error& error) {
            throw error.during(file.string() + ", line " + std::to_string(number + 1));
        }
    }
}

/// The name that dataset.json gives, else that of the folder.
std::string nameOf(const fs::path& folder)
{
    const std::string fallback = folderName(folder);
    const fs::path file = folder / "dataset.json";
    if (!fs::exists(file))
        return fallback;
    try {
        const json description = parseObject(readFile(file, descriptionLimit));
        if (text(description, "format", "vlmo-dataset") != "vlmo-dataset")
            refuse("'format' is not 'vlmo-dataset'");
        const auto version =
            optionalField<std::int64_t>(description, "version", &json::is_number_integer, "a whole number", 1);
        if (version != 1)
            refuse("it has version " + std::to_string(version) + ", this program reads version 1");
        return text(description, "name", fallback);
    } catch (const Error& error) {
        throw error.kind() == ErrorKind::BadInput ? error.during(file.string()) : error;
    }
}

} // namespace

std::vector<std::size_t> Dataset::split(const std::string& splitName) const
{
    std::vector<std::size_t> indices;
    for (std::size_t index = 0; index < records.size(); ++index) {
        if (records[index].split == splitName)
            indices.push_back(index);
    }
    return indices;
}

Dataset readDataset(const fs::path& folder, const std::vector<std::string>& extraRecords)
{
    std::vector<std::string> files{"records.jsonl"};
    files.insert(files.end(), extraRecords.begin(), extraRecords.end());
    return readRecordFiles(folder, files);
}

Dataset readRecordFiles(const fs::path& folder, const std::vector<std::string>& files)
{
    if (!fs::is_directory(folder))
        throw Error(ErrorKind::NotFound, "there is no data set folder " + folder.string());
    Dataset dataset;
    dataset.folder = fs::absolute(folder).lexically_normal();
    dataset.name = nameOf(dataset.folder);
    dataset.importer = "vlmo-dataset";
    for (const std::string& name : files) {
        if (!isPlainName(name))
            throw Error(ErrorKind::InvalidArgument,
                        "'" + name + "' is not the name of a file in the data set's folder");
        const fs::path file = dataset.folder / name;
        const std::string content = readFile(file, recordsLimit);
        appendRecords(content, file, dataset.folder, dataset.records);
        const std::string digest = sha256(content);
        dataset.fingerprint = dataset.fingerprint.empty() ? digest : sha256(dataset.fingerprint + digest);
    }
    if (dataset.records.empty())
        throw Error(ErrorKind::BadInput, (dataset.folder / files.front()).string() + " holds no record");
    return dataset;
}

} // namespace vlmo
