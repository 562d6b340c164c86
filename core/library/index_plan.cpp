#include "core/library/index_plan.h"

#include "core/library/caption_files.h"

#include <algorithm>
#include <unordered_map>

namespace vlmo {
namespace {

/// True when `path` lies in `folder`, both relative; "" is the root itself.
bool liesIn(const std::string& path, const std::string& folder)
{
    return folder.empty() ||
           (path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 && path[folder.size()] == '/');
}

bool isSettled(const KnownPicture& known, const FoundFile& file)
{
    const bool sameFile = known.bytes == file.bytes && known.modified == file.modified;
    return sameFile && (known.embedded || (!known.failure.empty() && !known.retry));
}

class FolderComparison {
public:
    FolderComparison(const Catalogue& catalogue, const LibraryRoot& root, IndexPlan& plan)
        : m_catalogue(catalogue), m_root(root), m_plan(plan)
    {}

    void compare(FolderWalk&& walk, const std::string& below, FolderNotes&& notes)
    {
        std::unordered_map<std::string, KnownPicture> known;
        for (KnownPicture& picture : m_catalogue.picturesOf(m_root.id)) {
            if (liesIn(picture.path, below))
                known.emplace(picture.path, std::move(picture));
        }
        for (std::size_t i = 0; i < walk.files.size(); ++i) {
            const auto place = known.find(walk.files[i].path);
            if (place == known.end() && notes.read[i]) {
                ++m_plan.captionFiles;
                continue;
            }
            if (place == known.end()) {
                addTask(std::move(walk.files[i]), std::nullopt, std::move(notes.notes[i]), notes.complete);
                continue;
            }
            KnownPicture picture = std::move(place->second);
            known.erase(place);
            if (isSettled(picture, walk.files[i]))
                keep(picture, std::move(notes.notes[i]), notes.complete);
            else
                addTask(std::move(walk.files[i]), std::move(picture), std::move(notes.notes[i]), notes.complete);
        }
        for (const auto& [path, picture] : known) {
            const bool isUnknowable = std::any_of(walk.unreadable.begin(), walk.unreadable.end(),
                                                  [&path = path](const auto& folder) { return liesIn(path, folder); });
            if (!isUnknowable)
                m_plan.unseen.push_back(picture.id);
        }
    }

private:
    void addTask(FoundFile file, std::optional<KnownPicture> known, PictureNotes notes, bool complete)
    {
        std::string digest = digestOf(notes);
        m_plan.tasks.push_back(
            {m_root, std::move(file), std::move(known), std::move(notes), std::move(digest), complete});
    }

    void keep(const KnownPicture& picture, PictureNotes notes, bool complete)
    {
        if (picture.missing)
            m_plan.returned.push_back(picture.id);
        if (picture.embedded) {
            ++m_plan.unchanged;
        } else {
            ++m_plan.failed;
            m_plan.skipped.push_back({(m_root.path / picture.path).string(), picture.failure});
        }
        std::string digest = digestOf(notes);
        if (digest != picture.notes && (complete || !digest.empty()))
            m_plan.notes.push_back({picture.id, std::move(notes), std::move(digest)});
    }

    const Catalogue& m_catalogue;
    const LibraryRoot& m_root;
    IndexPlan& m_plan;
};

} // namespace

void planFolder(const Catalogue& catalogue, const LibraryRoot& root, const std::string& below, IndexPlan& plan,
                const std::stop_token& stop, const std::function<void(std::int64_t pictures)>& onFolder)
{
    FolderWalk walk = walkFolder(root.path, below, [&](std::int64_t pictures) {
        onFolder(pictures);
        return !stop.stop_requested();
    });
    plan.skipped.insert(plan.skipped.end(), walk.skipped.begin(), walk.skipped.end());
    FolderNotes notes = readNotes(root.path, walk.files, plan.skipped, stop);
    plan.cancelled = plan.cancelled || walk.cancelled || stop.stop_requested();
    if (!plan.cancelled)
        FolderComparison(catalogue, root, plan).compare(std::move(walk), below, std::move(notes));
}

} // namespace vlmo
