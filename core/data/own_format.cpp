#include "core/data/own_format.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/relative_path.h"
#include "core/data/dataset_description.h"
#include "core/data/text_folder.h"

#include <algorithm>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

/// The value of an option that leaves the choice to dataset.json.
constexpr const char* asDescribed = "auto";

/// "records.jsonl, images-only.jsonl" in its parts.
std::vector<std::string> namesIn(const std::string& list)
{
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        const std::size_t first = std::min(list.find_first_not_of(' ', begin), end);
        const std::size_t last = end > first ? list.find_last_not_of(' ', end - 1) + 1 : first;
        if (last > first)
            names.push_back(list.substr(first, last - first));
        begin = end + 1;
    }
    return names;
}

void requireInside(const std::string& name)
{
    if (!staysInside(name))
        throw Error(ErrorKind::InvalidArgument, "texts: '" + name + "' is not a folder inside the data set's");
}

} // namespace

std::string OwnFormatImporter::name() const
{
    return "vlmo-dataset";
}

std::string OwnFormatImporter::description() const
{
    return "VLMo Studio's own format: a folder with dataset.json and records.jsonl";
}

std::vector<ImporterOption> OwnFormatImporter::options() const
{
    return {{"records", "The record files to read, with commas between them; auto: as dataset.json says; empty: none",
             asDescribed},
            {"statements", "The file of statements about two pictures; auto: as dataset.json says; empty: none",
             asDescribed},
            {"texts", "The folder of text files; auto: as dataset.json says; empty: none", asDescribed}};
}

Detection OwnFormatImporter::look(const fs::path& path) const
{
    std::error_code code;
    if (!fs::is_directory(path, code))
        return {0.0, "it is not a folder"};
    if (fs::is_regular_file(path / "dataset.json", code)) {
        try {
            if (readFile(path / "dataset.json", std::uintmax_t{1} << 20U).find("\"vlmo-dataset\"") != std::string::npos)
                return {1.0, "its dataset.json says so"};
        } catch (const Error&) {
            return {0.0, "its dataset.json cannot be read"};
        }
    }
    if (fs::is_regular_file(path / "records.jsonl", code))
        return {0.9, "there is a records.jsonl"};
    return {0.0, "there is neither a dataset.json of this format nor a records.jsonl"};
}

ImportedData OwnFormatImporter::read(const ImportJob& job) const
{
    ImportWork work(job);
    ImportedData data;
    const DatasetDescription described = readDatasetDescription(job.path);
    const auto chosen = [&work](const char* option, const std::string& fromDescription) {
        return work.option(option) == asDescribed ? fromDescription : work.option(option);
    };
    const std::vector<std::string> files =
        work.option("records") == asDescribed ? described.records : namesIn(work.option("records"));
    const std::string statements = chosen("statements", described.statements);
    const std::string texts = chosen("texts", described.texts);
    data.name = described.name;
    if (files.empty() && statements.empty() && texts.empty())
        throw Error(ErrorKind::InvalidArgument,
                    "neither records nor statements nor texts are to be read of " + job.path.string());
    if (!files.empty()) {
        Dataset dataset = readRecordFiles(job.path, files);
        data.records = std::move(dataset.records);
        data.fingerprint = std::move(dataset.fingerprint);
    }
    if (!statements.empty()) {
        StatementFile file = readStatementFile(job.path, statements);
        data.statements = std::move(file.statements);
        data.fingerprint = sha256(data.fingerprint + file.fingerprint);
    }
    if (!texts.empty()) {
        requireInside(texts);
        if (!fs::is_directory(job.path / texts))
            throw Error(ErrorKind::NotFound, "there is no folder " + (job.path / texts).string());
        data.texts = readTextFolder(job.path / texts, TextUnit::Lines, "", work);
        for (const auto& [split, corpus] : data.texts)
            data.fingerprint = sha256(data.fingerprint + split + corpus.fingerprint());
    }
    data.skipped = std::move(work.skipped());
    return data;
}

} // namespace vlmo
