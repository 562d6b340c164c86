#include "plugins/image_folder/metadata.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/relative_path.h"
#include "core/base/text_check.h"
#include "core/data/caption_text.h"
#include "core/data/folder_glimpse.h"
#include "core/data/json_glimpse.h"
#include "core/data/json_items.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace vlmo::image_folder {
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* nameColumn = "file_name";

[[noreturn]] void refuse(const std::string& reason)
{
    throw Error(ErrorKind::BadInput, reason);
}

std::vector<std::string> columnsOf(CsvReader& reader)
{
    std::vector<std::string> columns;
    if (!reader.next(columns))
        refuse("the file is empty");
    for (std::string& column : columns)
        column = onOneLine(column);
    if (std::find(columns.begin(), columns.end(), nameColumn) == columns.end())
        refuse(std::string("it has no column '") + nameColumn + "'");
    return columns;
}

/// A row as the object that it would be in metadata.jsonl; what is empty is left out.
json objectOf(const std::vector<std::string>& fields, const std::vector<std::string>& columns)
{
    if (fields.size() != columns.size())
        refuse("it has " + std::to_string(fields.size()) + " fields instead of " + std::to_string(columns.size()));
    json object = json::object();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!isUtf8(fields[i]))
            refuse("'" + columns[i] + "' is not UTF-8 text");
        if (!fields[i].empty())
            object[columns[i]] = fields[i];
    }
    return object;
}

bool hasFileNames(const fs::path& file)
{
    if (endingOf(file) == ".jsonl")
        return glimpseJson(file).has(nameColumn);
    std::ifstream stream(file, std::ios::binary);
    std::string start(std::size_t{1} << 12U, '\0');
    stream.read(start.data(), static_cast<std::streamsize>(start.size()));
    return start.substr(0, start.find('\n')).find(nameColumn) != std::string::npos;
}

} // namespace

bool isMetadata(const fs::path& file)
{
    return file.filename() == "metadata.csv" || file.filename() == "metadata.jsonl";
}

fs::path metadataIn(const fs::path& folder)
{
    for (const char* below : {"", "train", "val", "validation", "test"}) {
        for (const char* name : {"metadata.csv", "metadata.jsonl"}) {
            std::error_code code;
            const fs::path file = folder / below / name;
            if (fs::is_regular_file(file, code) && hasFileNames(file))
                return file;
        }
    }
    return {};
}

Metadata::Metadata(const FolderWalk& walk, ImportWork& work) : m_work(work)
{
    std::vector<fs::path> files;
    for (const FoundFile& file : walk.files) {
        if (hasPictureName(file.path))
            m_pictures.insert(file.path);
        else if (isMetadata(file.path))
            files.emplace_back(file.path);
    }
    for (const fs::path& file : files) {
        const fs::path whole = work.path() / file;
        SkippedList problems(work, whole.string(), "rows");
        if (endingOf(file) == ".csv") {
            readTable(file.string(), problems);
        } else {
            readJsonObjects(
                whole,
                [&](const JsonItem& item) {
                    add(file.parent_path(),
                        readRecordFields(item.value, [&](const std::string& why) { problems.add(item.where(), why); }));
                },
                work, problems);
        }
        problems.finish();
    }
}

void Metadata::readTable(const std::string& file, SkippedList& problems)
{
    const fs::path whole = m_work.path() / file;
    std::ifstream stream(whole, std::ios::binary);
    if (!stream)
        throw Error(ErrorKind::Internal, whole.string() + " cannot be read");
    skipByteOrderMark(stream);
    CsvReader reader(stream);
    std::vector<std::string> columns;
    try {
        columns = columnsOf(reader);
    } catch (const Error& error) {
        throw error.during(whole.string());
    }
    std::vector<std::string> fields;
    for (bool more = true; more;) {
        m_work.checkCancelled();
        const auto leaveOut = [&](const std::string& why) {
            problems.add(whole.string() + ", line " + std::to_string(reader.line()), why);
        };
        try {
            more = reader.next(fields);
            if (more && !(fields.size() == 1 && onOneLine(fields.front()).empty()))
                add(fs::path(file).parent_path(), readRecordFields(objectOf(fields, columns), leaveOut));
        } catch (const Error& error) {
            leaveOut(error.what());
        }
    }
}

void Metadata::add(const fs::path& folder, RecordFields fields)
{
    if (fields.image.empty() || fields.image.find('\0') != std::string::npos)
        refuse("it names no picture");
    const fs::path name = fs::path(fields.image).lexically_normal();
    if (!staysInside(name))
        refuse("the picture '" + fields.image + "' is not inside the folder");
    const std::string picture = (folder / name).generic_string();
    if (m_pictures.count(picture) == 0)
        refuse("there is no picture '" + fields.image + "'");
    const auto [known, isNew] = m_fields.try_emplace(picture, std::move(fields));
    if (isNew)
        return;
    for (std::string& caption : fields.captions)
        addCaption(known->second.captions, std::move(caption));
    std::move(fields.questions.begin(), fields.questions.end(), std::back_inserter(known->second.questions));
    if (!fields.category.empty() && fields.category != known->second.category)
        refuse("the picture '" + fields.image + "' is of class '" + known->second.category + "' already");
}

void Metadata::describe(const std::string& picture, Record& record) const
{
    const auto found = m_fields.find(picture);
    if (found == m_fields.end())
        return;
    const RecordFields& fields = found->second;
    record.captions = fields.captions;
    record.questions = fields.questions;
    record.category = fields.category;
    if (!fields.split.empty())
        record.split = fields.split;
}

} // namespace vlmo::image_folder
