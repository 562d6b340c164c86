#include "core/data/importers.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/data/own_format.h"

#include <algorithm>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

fs::path existing(const fs::path& path)
{
    std::error_code code;
    if (!fs::exists(path, code))
        throw Error(ErrorKind::NotFound, "there is no data set " + path.string());
    return fs::absolute(path / ".").lexically_normal().parent_path();
}

std::string listed(const std::vector<std::string>& names)
{
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

/// Every option of the importer with its value.
ImportOptions completed(const Importer& importer, const ImportOptions& given)
{
    ImportOptions options;
    std::vector<std::string> keys;
    for (const ImporterOption& option : importer.options()) {
        keys.push_back(option.key);
        const auto found = given.find(option.key);
        const std::string& value = found == given.end() ? option.defaultValue : found->second;
        if (!option.choices.empty() &&
            std::find(option.choices.begin(), option.choices.end(), value) == option.choices.end())
            throw Error(ErrorKind::InvalidArgument,
                        option.key + " cannot be '" + value + "'; there are " + listed(option.choices));
        options[option.key] = value;
    }
    for (const auto& [key, value] : given) {
        if (options.count(key) == 0)
            throw Error(ErrorKind::InvalidArgument, "importer " + importer.name() + " has no option '" + key + "'" +
                                                        (keys.empty() ? "" : "; it has " + listed(keys)));
    }
    return options;
}

void addRecord(Digest& digest, const Record& record, const fs::path& root)
{
    std::error_code code;
    const std::uintmax_t bytes = fs::file_size(record.image, code);
    digest.addField(record.image.lexically_relative(root).generic_string());
    digest.addField(code ? "missing" : std::to_string(bytes));
    digest.addField(std::to_string(record.captions.size()));
    for (const std::string& caption : record.captions)
        digest.addField(caption);
    for (const std::string* field : {&record.split, &record.source, &record.family, &record.concept_, &record.category})
        digest.addField(*field);
    digest.addField(std::string(record.object ? "o" : "-") + (record.heldConcept ? "h" : "-"));
    digest.addField(std::to_string(record.weight));
    for (const Question& question : record.questions) {
        digest.addField(question.text);
        digest.addField(question.kind);
        digest.addField(std::to_string(question.answers.size()));
        for (const std::string& answer : question.answers)
            digest.addField(answer);
    }
}

void addStatement(Digest& digest, const Statement& statement, const fs::path& root)
{
    for (const fs::path* picture : {&statement.left, &statement.right})
        digest.addField(picture->lexically_relative(root).generic_string());
    for (const std::string* field : {&statement.text, &statement.split, &statement.kind})
        digest.addField(*field);
    digest.addField(statement.isTrue ? "true" : "false");
}

std::string fingerprintOf(const Importer& importer, const ImportJob& job, const ImportedData& data)
{
    Digest digest;
    digest.addField(importer.name());
    for (const auto& [key, value] : job.options) {
        digest.addField(key);
        digest.addField(value);
    }
    const fs::path root = fs::is_directory(job.path) ? job.path : job.path.parent_path();
    for (const Record& record : data.records)
        addRecord(digest, record, root);
    for (const Statement& statement : data.statements)
        addStatement(digest, statement, root);
    for (const auto& [split, corpus] : data.texts) {
        digest.addField(split);
        digest.addField(corpus.fingerprint());
    }
    return digest.finish();
}

Dataset read(const Importer& importer, const ImportJob& job)
{
    ImportedData data = importer.read(job);
    if (data.records.empty() && data.statements.empty() && data.texts.empty())
        throw Error(
            ErrorKind::BadInput,
            "there is nothing in " + job.path.string() + " that importer " + importer.name() + " can use" +
                (data.skipped.empty() ? "" : "; " + data.skipped.front().item + ": " + data.skipped.front().reason));
    Dataset dataset;
    dataset.folder = job.path;
    dataset.name = data.name.empty() ? job.path.stem().string() : std::move(data.name);
    dataset.fingerprint = data.fingerprint.empty() ? fingerprintOf(importer, job, data) : std::move(data.fingerprint);
    dataset.importer = importer.name();
    dataset.records = std::move(data.records);
    dataset.statements = std::move(data.statements);
    dataset.texts = std::move(data.texts);
    dataset.skipped = std::move(data.skipped);
    return dataset;
}

std::shared_ptr<const Importer> surest(const std::vector<Finding>& findings, const fs::path& path)
{
    if (!findings.empty() && findings.front().detection.confidence > 0.0)
        return findings.front().importer;
    std::string opinions;
    for (const Finding& finding : findings)
        opinions += "; " + finding.importer->name() + ": " + finding.detection.reason;
    throw Error(ErrorKind::BadInput, "no importer can read " + path.string() + opinions);
}

} // namespace

Importers::Importers(const std::vector<fs::path>& folders)
{
    m_all.push_back({std::make_shared<OwnFormatImporter>(), {}});
    for (LoadedImporter& loaded : loadImporters(folders, m_skipped)) {
        const std::string name = loaded.importer->name();
        if (name == m_all.front().importer->name())
            m_skipped.push_back({loaded.file.string(), "the importer '" + name + "' is built in"});
        else
            m_all.push_back(std::move(loaded));
    }
    std::sort(m_all.begin(), m_all.end(), [](const LoadedImporter& left, const LoadedImporter& right) {
        return left.importer->name() < right.importer->name();
    });
}

const Importers& Importers::standard()
{
    static const Importers importers(pluginFolders());
    return importers;
}

const Importers& Importers::builtIn()
{
    static const Importers importers({});
    return importers;
}

std::shared_ptr<const Importer> Importers::named(const std::string& name) const
{
    std::vector<std::string> names;
    for (const LoadedImporter& loaded : m_all) {
        names.push_back(loaded.importer->name());
        if (names.back() == name)
            return loaded.importer;
    }
    throw Error(ErrorKind::NotFound, "there is no importer '" + name + "'; there are " + listed(names));
}

std::vector<Finding> Importers::look(const fs::path& path) const
{
    const fs::path absolute = existing(path);
    std::vector<Finding> findings;
    for (const LoadedImporter& loaded : m_all) {
        Detection detection;
        try {
            detection = loaded.importer->look(absolute);
            detection.confidence = std::clamp(detection.confidence, 0.0, 1.0);
        } catch (const Error& error) {
            detection = {0.0, error.what()};
        }
        findings.push_back({loaded.importer, detection});
    }
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& left, const Finding& right) {
        return left.detection.confidence > right.detection.confidence;
    });
    return findings;
}

Dataset openDataset(const Importers& importers, const fs::path& path, const OpenOptions& options,
                    ProgressObserver* observer, const std::stop_token& stop)
{
    const fs::path absolute = existing(path);
    const std::shared_ptr<const Importer> importer =
        options.importer.empty() ? surest(importers.look(absolute), absolute) : importers.named(options.importer);
    ImportJob job{absolute, completed(*importer, options.options), observer, stop};
    return read(*importer, job);
}

Dataset openDataset(const fs::path& path, const OpenOptions& options, ProgressObserver* observer,
                    const std::stop_token& stop)
{
    const OwnFormatImporter own;
    const bool isOwn =
        options.importer == own.name() || (options.importer.empty() && own.look(existing(path)).confidence > 0.0);
    return openDataset(isOwn ? Importers::builtIn() : Importers::standard(), path, options, observer, stop);
}

} // namespace vlmo
