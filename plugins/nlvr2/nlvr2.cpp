#include "core/base/error.h"
#include "core/data/annotation_files.h"
#include "core/data/caption_text.h"
#include "core/data/json_fields.h"
#include "core/data/json_glimpse.h"
#include "core/data/json_items.h"
#include "core/data/picture_finder.h"
#include "core/data/plugin.h"

#include <nlohmann/json.hpp>

#include <unordered_set>

namespace vlmo {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

AnnotationKind statementFiles()
{
    return {{".json", ".jsonl"}, {"data"}, "statements of NLVR2", [](const fs::path& file) {
                const JsonGlimpse seen = glimpseJson(file);
                return (seen.has("identifier") && seen.has("sentence")) ||
                       (seen.has("[].identifier") && seen.has("[].sentence"));
            }};
}

/// "True" or "False", as NLVR2 writes it, in small letters, or JSON's own.
bool labelOf(const json& object)
{
    const auto field = object.find("label");
    if (field == object.end() || field->is_null())
        throw Error(ErrorKind::BadInput, "it has no label");
    if (field->is_boolean())
        return field->get<bool>();
    const std::string label = field->is_string() ? field->get<std::string>() : "";
    if (label == "True" || label == "true")
        return true;
    if (label == "False" || label == "false")
        return false;
    throw Error(ErrorKind::BadInput, "its label is neither True nor False");
}

/// The statements of one file.
class StatementReader {
public:
    StatementReader(const fs::path& file, ImportWork& work)
        : m_split(work.option("split").empty() ? splitInName(file.stem().string()) : work.option("split")),
          m_pictures(pictureFolders(work, file, {"train", "dev", "test1", "test2", "test"}))
    {}

    Statement read(const json& object)
    {
        const std::string id = textField(object, "identifier");
        const std::size_t end = id.rfind('-');
        if (end == std::string::npos || end == 0)
            throw Error(ErrorKind::BadInput, "'identifier' is '" + id.substr(0, 60) + "', not such as train-10171-0-0");
        Statement statement;
        statement.text = usableText(textField(object, "sentence"), longestCaption, "sentence");
        if (statement.text.empty())
            throw Error(ErrorKind::BadInput, "the sentence is empty");
        statement.isTrue = labelOf(object);
        statement.split = m_split.empty() ? splitInName(id) : m_split;
        if (statement.split.empty())
            statement.split = "train";
        const std::string folder = optionalIdField(object, "directory");
        statement.left = picture(id.substr(0, end) + "-img0.png", folder);
        statement.right = picture(id.substr(0, end) + "-img1.png", folder);
        if (!m_seen.insert(id).second)
            throw Error(ErrorKind::BadInput, "there is a statement '" + id + "' already");
        return statement;
    }

private:
    /// The pictures of the split train lie in numbered folders, those of the others side by side.
    const fs::path& picture(const std::string& name, const std::string& folder)
    {
        return folder.empty() ? m_pictures.find(name) : m_pictures.findAny({name, folder + '/' + name});
    }

    std::string m_split;
    PictureFinder m_pictures;
    std::unordered_set<std::string> m_seen;
};

/// NLVR2: statements about two pictures, a JSON object a line.
class Nlvr2Importer final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "nlvr2"; }

    [[nodiscard]] std::string description() const override
    {
        return "Statements about two pictures as NLVR2 has them: train.json, dev.json, test1.json";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {imageFolderOption(),
                {"split", "The split of all statements; empty: what each file's name says, else the identifiers", ""}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        return lookForAnnotations(path, statementFiles());
    }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        const std::vector<fs::path> files = annotationsToRead(work, statementFiles());
        work.expect(stepsToRead(files));
        ImportedData data;
        for (const fs::path& file : files) {
            SkippedList problems(work, file.string(), "statements");
            StatementReader reader(file, work);
            const JsonItemReader read = [&](const JsonItem& item) {
                data.statements.push_back(reader.read(item.value));
            };
            readJsonObjects(file, read, work, problems);
            problems.finish();
        }
        data.skipped = std::move(work.skipped());
        return data;
    }
};

} // namespace
} // namespace vlmo

VLMO_IMPORTER_PLUGIN(vlmo::Nlvr2Importer);
