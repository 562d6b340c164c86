#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/relative_path.h"
#include "core/data/dataset_description.h"

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

/// A picture's path below the folder; nothing outside may be named.
fs::path imageOf(const json& object, const char* field, const fs::path& folder)
{
    const std::string name = text(object, field);
    const std::string quoted = "'" + std::string(field) + "'";
    if (name.empty())
        refuse(quoted + " is missing");
    if (name.find('\0') != std::string::npos)
        refuse(quoted + " is no path");
    const fs::path relative = fs::path(name).lexically_normal();
    if (!staysInside(relative) || !relative.has_filename() || relative == ".")
        refuse(quoted + " is '" + name + "', which is not a file inside the folder");
    return folder / relative;
}

bool isBlank(const std::string& words)
{
    return words.find_first_not_of(" \t\r\n") == std::string::npos;
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
        if (isBlank(captions.back()))
            refuse("'captions' holds an empty text");
    }
    return captions;
}

Question parseQuestion(const json& object)
{
    if (!object.is_object())
        refuse("'questions' holds something that is not an object");
    Question question;
    question.text = text(object, "question");
    if (isBlank(question.text))
        refuse("a question has no 'question'");
    const auto answers = object.find("answers");
    if (answers == object.end() || !answers->is_array())
        refuse("the 'answers' of a question are not a list of texts");
    for (const json& answer : *answers) {
        if (!answer.is_string())
            refuse("the 'answers' of a question hold something that is not a text");
        question.answers.push_back(answer.get<std::string>());
    }
    question.kind = text(object, "kind");
    return question;
}

std::vector<Question> questionsOf(const json& object)
{
    std::vector<Question> questions;
    const auto field = object.find("questions");
    if (field == object.end() || field->is_null())
        return questions;
    if (!field->is_array())
        refuse("'questions' is not a list");
    for (const json& question : *field)
        questions.push_back(parseQuestion(question));
    return questions;
}

double weightOf(const json& object)
{
    const double weight = optionalField(object, "weight", &json::is_number, "a number", 1.0);
    if (!std::isfinite(weight) || weight < 0.0)
        refuse("'weight' is negative or not finite");
    return weight;
}

json parseLine(std::string_view line)
{
    if (line.size() > lineLimit)
        refuse("longer than " + std::to_string(lineLimit) + " bytes");
    return parseObject(line);
}

Record parseRecord(std::string_view line, const fs::path& folder)
{
    const json object = parseLine(line);
    Record record;
    record.image = imageOf(object, "image", folder);
    record.captions = captionsOf(object);
    record.split = text(object, "split", "train");
    record.source = text(object, "source");
    record.family = text(object, "family", record.source);
    record.concept_ = text(object, "concept");
    record.category = text(object, "category");
    record.questions = questionsOf(object);
    record.object = flag(object, "object");
    record.heldConcept = flag(object, "held_concept");
    record.weight = weightOf(object);
    return record;
}

Statement parseStatement(std::string_view line, const fs::path& folder)
{
    const json object = parseLine(line);
    Statement statement;
    statement.left = imageOf(object, "left", folder);
    statement.right = imageOf(object, "right", folder);
    statement.text = text(object, "statement");
    if (isBlank(statement.text))
        refuse("'statement' is missing");
    if (!object.contains("label") || !object["label"].is_boolean())
        refuse("'label' is not true or false");
    statement.isTrue = object["label"].get<bool>();
    statement.split = text(object, "split", "train");
    statement.kind = text(object, "kind");
    return statement;
}

/// Gives `parse` each line that is not blank; what it refuses is refused with the line's number.
template <typename Parse>
void forEachLine(const std::string& content, const fs::path& file, const Parse& parse)
{
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < content.size(); ++number) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        const std::string_view line = std::string_view(content).substr(begin, end - begin);
        begin = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        try {
            parse(line);
        } catch (const Error& error) {
            throw error.during(file.string() + ", line " + std::to_string(number + 1));
        }
    }
}

/// The files that dataset.json names, each inside the folder.
void takeFiles(const json& object, DatasetDescription& description)
{
    const auto files = object.find("files");
    if (files == object.end() || files->is_null())
        return;
    if (!files->is_object())
        refuse("'files' is not an object");
    description.records.clear();
    if (const auto records = files->find("records"); records != files->end() && !records->is_null()) {
        if (!records->is_array())
            refuse("'records' is not a list of names");
        for (const json& record : *records) {
            if (!record.is_string())
                refuse("'records' holds something that is not a name");
            description.records.push_back(record.get<std::string>());
        }
    }
    description.statements = text(*files, "statements");
    description.texts = text(*files, "texts");
    std::vector<std::string> names = description.records;
    if (!description.statements.empty())
        names.push_back(description.statements);
    for (const std::string& name : names) {
        if (!isPlainName(name))
            refuse("'" + name + "' is not the name of a file in the data set's folder");
    }
    if (!description.texts.empty() && !staysInside(description.texts))
        refuse("'" + description.texts + "' is not a folder inside the data set's");
}

fs::path fileInside(const fs::path& folder, const std::string& name)
{
    if (!isPlainName(name))
        throw Error(ErrorKind::InvalidArgument, "'" + name + "' is not the name of a file in the data set's folder");
    return folder / name;
}

} // namespace

DatasetDescription readDatasetDescription(const fs::path& folder)
{
    DatasetDescription description;
    description.name = folderName(folder);
    const fs::path file = folder / "dataset.json";
    if (!fs::exists(file))
        return description;
    try {
        const json object = parseObject(readFile(file, descriptionLimit));
        if (text(object, "format", "vlmo-dataset") != "vlmo-dataset")
            refuse("'format' is not 'vlmo-dataset'");
        const auto version =
            optionalField<std::int64_t>(object, "version", &json::is_number_integer, "a whole number", 1);
        if (version != 1)
            refuse("it has version " + std::to_string(version) + ", this program reads version 1");
        description.name = text(object, "name", description.name);
        takeFiles(object, description);
        return description;
    } catch (const Error& error) {
        throw error.kind() == ErrorKind::BadInput ? error.during(file.string()) : error;
    }
}

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
    dataset.name = readDatasetDescription(dataset.folder).name;
    dataset.importer = "vlmo-dataset";
    for (const std::string& name : files) {
        const fs::path file = fileInside(dataset.folder, name);
        const std::string content = readFile(file, recordsLimit);
        forEachLine(content, file,
                    [&](std::string_view line) { dataset.records.push_back(parseRecord(line, dataset.folder)); });
        const std::string digest = sha256(content);
        dataset.fingerprint = dataset.fingerprint.empty() ? digest : sha256(dataset.fingerprint + digest);
    }
    if (dataset.records.empty())
        throw Error(ErrorKind::BadInput, (dataset.folder / files.front()).string() + " holds no record");
    return dataset;
}

StatementFile readStatementFile(const fs::path& folder, const std::string& name)
{
    const fs::path root = fs::absolute(folder).lexically_normal();
    const fs::path file = fileInside(root, name);
    const std::string content = readFile(file, recordsLimit);
    StatementFile read;
    read.fingerprint = sha256(content);
    forEachLine(content, file, [&](std::string_view line) { read.statements.push_back(parseStatement(line, root)); });
    if (read.statements.empty())
        throw Error(ErrorKind::BadInput, file.string() + " holds no statement");
    return read;
}

} // namespace vlmo
