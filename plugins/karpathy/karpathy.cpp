#include "core/base/error.h"
#include "core/data/annotation_files.h"
#include "core/data/caption_text.h"
#include "core/data/json_fields.h"
#include "core/data/json_glimpse.h"
#include "core/data/json_items.h"
#include "core/data/json_record.h"
#include "core/data/picture_finder.h"
#include "core/data/plugin.h"
#include "core/data/record_collector.h"

#include <nlohmann/json.hpp>

namespace vlmo {
namespace {

namespace fs = std::filesystem;

AnnotationKind splitFiles()
{
    return {{".json"}, {"annotations"}, "Karpathy's splits", [](const fs::path& file) {
                const JsonGlimpse seen = glimpseJson(file);
                return seen.has("images[].filename") && seen.has("images[].sentences");
            }};
}

/// Karpathy's splits of COCO, Flickr8k and Flickr30k: one JSON file with images, each with its split and captions.
class KarpathyImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "karpathy"; }

    [[nodiscard]] std::string description() const override
    {
        return "Karpathy's splits of COCO and Flickr: dataset_coco.json, dataset_flickr30k.json";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {imageFolderOption(),
                {"restval",
                 "What the split restval is, the pictures of COCO's val that are neither val nor test: train, as "
                 "usual, or a split of its own",
                 "train",
                 {"train", "restval"}}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override { return lookForAnnotations(path, splitFiles()); }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        const std::vector<fs::path> files = annotationsToRead(work, splitFiles());
        work.expect(stepsToRead(files));
        RecordCollector records;
        for (const fs::path& file : files) {
            PictureFinder pictures(pictureFolders(
                work, file, {"flickr30k_images", "flickr30k-images", "Flicker8k_Dataset", "Flickr8k_Dataset"}));
            SkippedList problems(work, file.string(), "images");
            const JsonItemReader read = [&](const JsonItem& item) {
                addImage(item, pictures, records, work, problems);
            };
            readJsonLists(file, {{"images", read}}, work, problems);
            problems.finish();
        }
        ImportedData data;
        data.records = records.take();
        data.skipped = std::move(work.skipped());
        return data;
    }

private:
    static void addImage(const JsonItem& item, PictureFinder& pictures, RecordCollector& records,
                         const ImportWork& work, SkippedList& problems)
    {
        if (!item.value.is_object())
            throw Error(ErrorKind::BadInput, "it is not an object");
        RecordFields fields =
            readRecordFields(item.value, [&](const std::string& reason) { problems.add(item.where(), reason); });
        if (fields.captions.empty())
            throw Error(ErrorKind::BadInput, "it has no caption that can be used");
        if (fields.split.empty())
            throw Error(ErrorKind::BadInput, "'split' is missing");
        if (fields.split == "restval")
            fields.split = work.option("restval");

        // COCO's pictures have their folder in a field of its own.
        const std::string name = textField(item.value, "filename");
        const std::string folder = textField(item.value, "filepath");
        const fs::path& image = folder.empty() ? pictures.find(name) : pictures.findAny({folder + '/' + name, name});
        Record& record = records.at(image, fields.split);
        if (!record.captions.empty())
            throw Error(ErrorKind::BadInput, "the picture '" + name + "' is in the list already");
        record.captions = std::move(fields.captions);
    }
};

} // namespace
} // namespace vlmo

VLMO_IMPORTER_PLUGIN(vlmo::KarpathyImporter);
