#include "core/base/error.h"
#include "core/base/folder_walk.h"
#include "core/data/caption_text.h"
#include "core/data/folder_glimpse.h"
#include "core/data/import_work.h"
#include "core/data/plugin.h"

#include <unordered_map>

namespace vlmo {
namespace {

namespace fs = std::filesystem;

/// Text files by what they may belong to: the path of "dog.txt" without its ending, "dog", is that of dog.png without
/// its own; "dog.png.txt" belongs to dog.png alone.
class Sidecars {
public:
    Sidecars(const FolderWalk& walk, ImportWork& work) : m_work(work)
    {
        for (const FoundFile& file : walk.files) {
            if (endingOf(file.path) == ".txt")
                m_files.emplace(fs::path(file.path).replace_extension().string(), Sidecar{file.path});
        }
    }

    std::vector<std::string> captionsOf(const std::string& picture)
    {
        for (const std::string& key : {picture, fs::path(picture).replace_extension().string()}) {
            if (const auto found = m_files.find(key); found != m_files.end())
                return read(found->second);
        }
        return {};
    }

    void listStrangers(SkippedList& others) const
    {
        for (const auto& [key, sidecar] : m_files) {
            if (!sidecar.used)
                others.add((m_work.path() / sidecar.file).string(), "there is no picture of its name beside it");
        }
    }

private:
    struct Sidecar {
        std::string file;
        bool used = false;
        std::vector<std::string> captions = {};
    };

    const std::vector<std::string>& read(Sidecar& sidecar)
    {
        if (!sidecar.used) {
            sidecar.used = true;
            try {
                sidecar.captions = readSidecar(m_work.path() / sidecar.file);
            } catch (const Error& error) {
                m_work.skip((m_work.path() / sidecar.file).string(), error.what());
            }
        }
        return sidecar.captions;
    }

    ImportWork& m_work;
    std::map<std::string, Sidecar> m_files; // In order, so that what is left out is listed in order.
};

/// Pictures in a folder and those below it, with captions where text files lie beside them.
class ImageFolderImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "image-folder"; }

    [[nodiscard]] std::string description() const override
    {
        return "A folder of pictures and the folders below it; captions from text files of the same name beside them";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {{"captions",
                 "Whether text files beside pictures (dog.txt, dog.png.txt) hold their captions, one a line",
                 "beside",
                 {"beside", "none"}},
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

        const bool withCaptions = work.option("captions") == "beside";
        Sidecars sidecars(withCaptions ? walk : FolderWalk{}, work);
        SkippedList others(work, job.path.string(), "files");
        ImportedData data;
        work.expect(static_cast<std::int64_t>(walk.files.size()));
        for (const FoundFile& file : walk.files) {
            work.advance(file.path);
            if (const std::string problem = problemOf(file, withCaptions); !problem.empty())
                others.add((job.path / file.path).string(), problem);
            else if (hasPictureName(file.path))
                data.records.push_back(recordOf(file.path, sidecars, work));
        }
        sidecars.listStrangers(others);
        others.finish();
        data.skipped = std::move(work.skipped());
        return data;
    }

private:
    static std::string problemOf(const FoundFile& file, bool withCaptions)
    {
        if (withCaptions && endingOf(file.path) == ".txt")
            return {};
        if (!hasPictureName(file.path))
            return claimsPicture(file.path) ? "pictures of this kind cannot be read" : "it is not a picture";
        return file.bytes == 0 ? "the file is empty" : "";
    }

    static Record recordOf(const std::string& path, Sidecars& sidecars, const ImportWork& work)
    {
        Record record;
        record.image = work.path() / path;
        record.captions = sidecars.captionsOf(path);
        record.split = work.option("split");
        const fs::path relative(path);
        if (record.split.empty() && relative.has_parent_path())
            record.split = splitOfName(relative.begin()->string());
        if (record.split.empty())
            record.split = "train";
        return record;
    }
};

} // namespace
} // namespace vlmo

VLMO_IMPORTER_PLUGIN(vlmo::ImageFolderImporter);
