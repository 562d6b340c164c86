#include "core/base/error.h"
#include "core/data/annotation_files.h"
#include "core/data/caption_text.h"
#include "core/data/json_glimpse.h"
#include "core/data/json_items.h"
#include "core/data/json_record.h"
#include "core/data/picture_finder.h"
#include "core/data/plugin.h"
#include "core/data/record_collector.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace vlmo {
namespace {

namespace fs = std::filesystem;

/// Whether the items name pictures and say something of them. `item`: "" of JSON lines, "[]." of a list.
bool describesPictures(const JsonGlimpse& seen, const std::string& item)
{
    constexpr std::array names = {"image", "image_path", "filename", "file_name", "filepath", "path", "file"};
    constexpr std::array words = {"caption", "captions", "text",     "texts",     "sentences",
                                  "label",   "category", "question", "questions", "class"};
    const auto isSeen = [&](const char* field) { return seen.has(item + field); };
    return std::any_of(names.begin(), names.end(), isSeen) && std::any_of(words.begin(), words.end(), isSeen);
}

AnnotationKind listFiles()
{
    return {{".json", ".jsonl"}, {"annotations"}, "a list of pictures with words", [](const fs::path& file) {
                // Two names that belong to others: the program's own format and image-folder.
                if (file.filename() == "records.jsonl" || file.filename() == "metadata.jsonl")
                    return false;
                const JsonGlimpse seen = glimpseJson(file);
                return describesPictures(seen, "") || describesPictures(seen, "[].");
            }};
}

/// A JSON list, or JSON lines, of objects that each name a picture and say something of it.
class JsonListImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "json-list"; }

    [[nodiscard]] std::string description() const override
    {
        return "A JSON list or JSON lines of objects with a picture and captions, a class or questions";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {imageFolderOption(),
                {"split", "The split of items that do not say it; empty: what each file's name says, else train", ""}};
    }

    // Less sure than those who know a format by its name.
    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        return lookForAnnotations(path, listFiles(), 0.92);
    }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        const std::vector<fs::path> files = annotationsToRead(work, listFiles());
        work.expect(stepsToRead(files));
        RecordCollector records;
        for (const fs::path& file : files) {
            std::string split = work.option("split").empty() ? splitInName(file.stem().string()) : work.option("split");
            PictureFinder pictures(pictureFolders(work, file, {split}));
            if (split.empty())
                split = "train";
            SkippedList problems(work, file.string(), "items");
            const JsonItemReader read = [&](const JsonItem& item) { add(item, split, pictures, records, problems); };
            readJsonObjects(file, read, work, problems);
            problems.finish();
        }
        ImportedData data;
        data.records = records.take();
        data.skipped = std::move(work.skipped());
        return data;
    }

private:
    static void add(const JsonItem& item, const std::string& split, PictureFinder& pictures, RecordCollector& records,
                    SkippedList& problems)
    {
        const auto leaveOut = [&](const std::string& reason) { problems.add(item.where(), reason); };
        RecordFields fields = readRecordFields(item.value, leaveOut);
        const fs::path& image = pictures.find(fields.image);
        if (fields.captions.empty() && fields.questions.empty() && fields.category.empty())
            throw Error(ErrorKind::BadInput, "it says nothing of its picture that can be used");
        Record& record = records.at(image, fields.split.empty() ? split : fields.split);
        for (std::string& caption : fields.captions) {
            try {
                addCaption(record.captions, std::move(caption));
            } catch (const Error& error) {
                leaveOut(error.what());
            }
        }
        std::move(fields.questions.begin(), fields.questions.end(), std::back_inserter(record.questions));
        if (record.category.empty())
            record.category = fields.category;
        else if (!fields.category.empty() && fields.category != record.category)
            throw Error(ErrorKind::BadInput, "the picture is of class '" + record.category + "' already");
    }
};

} // namespace
} // namespace vlmo

VLMO_IMPORTER_PLUGIN(vlmo::JsonListImporter);
