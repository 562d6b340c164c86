#include "core/base/error.h"
#include "core/data/annotation_files.h"
#include "core/data/caption_text.h"
#include "core/data/json_fields.h"
#include "core/data/json_glimpse.h"
#include "core/data/json_items.h"
#include "core/data/picture_finder.h"
#include "core/data/plugin.h"
#include "core/data/record_collector.h"

#include <nlohmann/json.hpp>

#include <unordered_map>

namespace vlmo::coco_captions {
namespace {

namespace fs = std::filesystem;

/// The images of one annotation file with their captions. The two lists refer to each other by the images' ids, and
/// either may come first.
class CaptionFile {
public:
    CaptionFile(const fs::path& file, ImportWork& work) : m_file(file)
    {
        SkippedList problems(work, file.string(), "items");
        readJsonLists(file,
                      {{"images", [this](const JsonItem& item) { addImage(item.value); }},
                       {"annotations", [this](const JsonItem& item) { addCaptionOf(item.value); }}},
                      work, problems);
        problems.finish();
    }

    void giveTo(RecordCollector& records, PictureFinder& pictures, const std::string& split, ImportWork& work)
    {
        SkippedList problems(work, m_file.string(), "images");
        for (const std::string& id : m_order) {
            work.checkCancelled();
            Image& image = m_images[id];
            const std::string where = m_file.string() + ", image " + id;
            try {
                if (image.name.empty())
                    throw Error(ErrorKind::BadInput, "it has captions but is not in the list of images");
                if (image.captions.empty())
                    throw Error(ErrorKind::BadInput, "it has no caption");
                Record& record = records.at(pictures.find(image.name), split);
                for (std::string& caption : image.captions)
                    addCaption(record.captions, std::move(caption));
            } catch (const Error& error) {
                problems.add(where, error.what());
            }
        }
        problems.finish();
    }

private:
    struct Image {
        std::string name;
        std::vector<std::string> captions;
    };

    void addImage(const nlohmann::json& item)
    {
        requireObject(item);
        std::string name = textField(item, "file_name");
        if (name.empty())
            throw Error(ErrorKind::BadInput, "'file_name' is missing");
        Image& image = of(idField(item, "id"));
        if (!image.name.empty())
            throw Error(ErrorKind::BadInput, "there is an image with its id already, '" + image.name + "'");
        image.name = std::move(name);
    }

    void addCaptionOf(const nlohmann::json& item)
    {
        requireObject(item);
        std::string caption = usableCaption(textField(item, "caption"));
        addCaption(of(idField(item, "image_id")).captions, std::move(caption));
    }

    static void requireObject(const nlohmann::json& item)
    {
        if (!item.is_object())
            throw Error(ErrorKind::BadInput, "it is not an object");
    }

    Image& of(const std::string& id)
    {
        const auto [place, isNew] = m_images.try_emplace(id);
        if (isNew)
            m_order.push_back(id);
        return place->second;
    }

    fs::path m_file;
    std::unordered_map<std::string, Image> m_images;
    std::vector<std::string> m_order;
};

AnnotationKind captionFiles()
{
    return {{".json"}, {"annotations"}, "captions of COCO", [](const fs::path& file) {
                const JsonGlimpse seen = glimpseJson(file);
                // The list of images may be longer than a glimpse; instances and keypoints have the same.
                return seen.has("annotations[].caption") ||
                       (seen.has("images[].file_name") && endsWithMention(file, "\"caption\""));
            }};
}

/// COCO's captions: a JSON file a split, with a list of images and a list of captions.
class CocoCaptionsImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "coco-captions"; }

    [[nodiscard]] std::string description() const override
    {
        return "Captions of COCO: annotations such as captions_train2017.json, the pictures in folders such as "
               "train2017";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {imageFolderOption(),
                {"split", "The split of all pictures; empty: what each file's name says, else train", ""}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        return lookForAnnotations(path, captionFiles());
    }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        const std::vector<fs::path> files = annotationsToRead(work, captionFiles());
        work.expect(stepsToRead(files));
        RecordCollector records;
        for (const fs::path& file : files) {
            const std::string word = splitWordIn(file.stem().string());
            std::string split = work.option("split").empty() ? splitOfName(word) : work.option("split");
            PictureFinder pictures(pictureFolders(work, file, {word, split}));
            CaptionFile(file, work).giveTo(records, pictures, split.empty() ? "train" : split, work);
        }
        ImportedData data;
        data.records = records.take();
        data.skipped = std::move(work.skipped());
        return data;
    }
};

} // namespace
} // namespace vlmo::coco_captions

VLMO_IMPORTER_PLUGIN(vlmo::coco_captions::CocoCaptionsImporter);
