#include "plugins/csv_pairs/pair_collector.h"

#include "core/base/error.h"
#include "core/data/caption_text.h"

namespace vlmo::csv_pairs {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longestPath = 4096;

/// What the folders of pictures are called in the data sets of Flickr.
std::vector<std::string> pictureFolderNames()
{
    return {"Flicker8k_Dataset", "Flickr8k_Dataset", "flickr30k_images", "flickr30k-images"};
}

} // namespace

void PairCollector::add(PairSource& source, const fs::path& file, const std::string& split)
{
    PictureFinder pictures(pictureFolders(m_work, file, pictureFolderNames()));
    const SplitLists lists(file.parent_path());
    SkippedList problems(m_work, file.string(), "rows");
    Pair pair;
    for (bool more = true; more;) {
        try {
            more = source.next(pair);
            if (more)
                addPair(pair, pictures, lists, split);
        } catch (const Error& error) {
            problems.add(file.string() + ", line " + std::to_string(source.line()), error.what());
        }
        m_work.advance(pair.image);
    }
    problems.finish();
}

void PairCollector::addPair(const Pair& pair, PictureFinder& pictures, const SplitLists& lists,
                            const std::string& split)
{
    std::string caption = usableCaption(pair.caption);
    std::string ownSplit = usableText(pair.split, longestSplit, "split");
    const std::string image = usableText(pair.image, longestPath, "picture's name");
    if (ownSplit.empty() && !lists.empty() && m_work.option("split").empty()) {
        ownSplit = lists.of(image);
        if (ownSplit.empty())
            throw Error(ErrorKind::BadInput, "the picture '" + image + "' is in none of the lists of splits");
    }
    Record& record = m_records.at(pictures.find(image), ownSplit.empty() ? split : ownSplit);
    addCaption(record.captions, std::move(caption));
}

} // namespace vlmo::csv_pairs
