#include "core/base/error.h"
#include "core/base/folder_walk.h"
#include "core/data/folder_glimpse.h"
#include "core/data/import_work.h"
#include "core/data/plugin.h"
#include "plugins/image_folder/metadata.h"
#include "plugins/image_folder/sidecars.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace vlmo::image_folder {
namespace {

namespace fs = std::filesystem;

/// The folders that a picture lies in, the topmost first.
std::vector<std::string> foldersOf(const fs::path& picture)
{
    std::vector<std::string> folders;
    for (const fs::path& folder : picture.parent_path())
        folders.push_back(folder.string());
    return folders;
}

/// The folders below that of the split, where there is one.
std::vector<std::string> foldersBelowSplit(const fs::path& picture)
{
    std::vector<std::string> folders = foldersOf(picture);
    if (!folders.empty() && !splitOfName(folders.front()).empty())
        folders.erase(folders.begin());
    return folders;
}

/// Gives pictures the name of their folder as class. `always`: whichever lie in one; else only when all of them do, in
/// one folder below the topmost or below a split's, and there are two such folders at least.
void nameClasses(std::vector<Record>& records, const fs::path& root, bool always)
{
    std::vector<std::string> classes;
    std::set<std::string> different;
    for (const Record& record : records) {
        const std::vector<std::string> folders = foldersBelowSplit(record.image.lexically_relative(root));
        if (!always && folders.size() != 1)
            return;
        classes.push_back(folders.empty() ? "" : folders.back());
        different.insert(classes.back());
    }
    if (!always && different.size() < 2)
        return;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (records[i].category.empty())
            records[i].category = classes[i];
    }
}

/// Pictures in a folder and those below it, with what metadata, text files beside them and their folders say.
class ImageFolderImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "image-folder"; }

    [[nodiscard]] std::string description() const override
    {
        return "A folder of pictures and the folders below it; captions and classes from metadata.csv or "
               "metadata.jsonl, captions from text files of the same name, classes from folders' names";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {{"captions",
                 "Whether metadata and text files beside pictures (dog.txt, dog.png.txt) give captions, one a line",
                 "beside",
                 {"beside", "none"}},
                {"classes",
                 "Whether a picture's folder is its class: always (folders), never (none), or when every picture lies "
                 "in one folder below the topmost or below that of a split (auto)",
                 "auto",
                 {"auto", "folders", "none"}},
                {"split", "The split of all pictures; empty: what the topmost folder's name says, else train", ""}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        const FolderGlimpse seen = glimpse(path);
        if (seen.isFile)
            return {0.0, "it is a file, not a folder"};
        if (seen.pictures == 0)
            return {0.0, "there is no picture in it"};
        const std::string counted = (seen.complete ? "" : "at least ") + std::to_string(seen.pictures) +
                                    (seen.pictures == 1 ? " picture" : " pictures");
        if (const fs::path metadata = metadataIn(path); !metadata.empty())
            return {0.95, counted + " and " + metadata.lexically_relative(path).string()};
        // A table beside the pictures probably holds their captions; who reads tables knows better.
        if (!seen.tables.empty())
            return {0.4, counted + " and a table beside them"};
        return {seen.pictures * 2 >= seen.files || !seen.texts.empty() ? 0.7 : 0.3, counted};
    }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        if (!fs::is_directory(job.path))
            throw Error(ErrorKind::BadInput, job.path.string() + " is a file, not a folder");
        const FolderWalk walk = walkFolder(job.path, "", [&work](std::int64_t) {
            work.checkCancelled();
            return true;
        });
        for (const SkippedItem& item : walk.skipped)
            work.skip(item.item, item.reason);

        ImportedData data;
        data.records = readPictures(walk, work);
        if (work.option("classes") != "none")
            nameClasses(data.records, job.path, work.option("classes") == "folders");
        data.skipped = std::move(work.skipped());
        return data;
    }

private:
    static std::vector<Record> readPictures(const FolderWalk& walk, ImportWork& work)
    {
        const bool withCaptions = work.option("captions") == "beside";
        const Metadata metadata(walk, work);
        Sidecars sidecars(withCaptions ? walk : FolderWalk{}, work);
        SkippedList others(work, work.path().string(), "files");
        std::vector<Record> records;
        work.expect(static_cast<std::int64_t>(walk.files.size()));
        for (const FoundFile& file : walk.files) {
            work.advance(file.path);
            if (const std::string problem = problemOf(file, withCaptions); !problem.empty()) {
                others.add((work.path() / file.path).string(), problem);
            } else if (hasPictureName(file.path)) {
                records.push_back(recordOf(file.path, metadata, work));
                addSidecars(records.back(), sidecars.captionsOf(file.path));
                if (!withCaptions)
                    records.back().captions.clear();
            }
        }
        sidecars.listStrangers(others);
        others.finish();
        return records;
    }

    static std::string problemOf(const FoundFile& file, bool withCaptions)
    {
        if (isMetadata(file.path) || (withCaptions && endingOf(file.path) == ".txt"))
            return {};
        if (!hasPictureName(file.path))
            return claimsPicture(file.path) ? "pictures of this kind cannot be read" : "it is not a picture";
        return file.bytes == 0 ? "the file is empty" : "";
    }

    static Record recordOf(const std::string& path, const Metadata& metadata, const ImportWork& work)
    {
        Record record;
        record.image = work.path() / path;
        const std::vector<std::string> folders = foldersOf(path);
        if (!folders.empty())
            record.split = splitOfName(folders.front());
        metadata.describe(path, record);
        if (const std::string& split = work.option("split"); !split.empty())
            record.split = split;
        if (record.split.empty())
            record.split = "train";
        return record;
    }

    /// What metadata says comes first; a caption that is in both places is one.
    static void addSidecars(Record& record, std::vector<std::string> captions)
    {
        for (std::string& caption : captions) {
            if (std::find(record.captions.begin(), record.captions.end(), caption) == record.captions.end())
                record.captions.push_back(std::move(caption));
        }
    }
};

} // namespace
} // namespace vlmo::image_folder

VLMO_IMPORTER_PLUGIN(vlmo::image_folder::ImageFolderImporter);
