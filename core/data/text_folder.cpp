#include "core/data/text_folder.h"

#include "core/base/error.h"
#include "core/base/folder_walk.h"
#include "core/data/folder_glimpse.h"

#include <utility>
#include <vector>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

/// The nearest name counts: "train/test.txt" is a test.
std::string splitOf(const fs::path& relative)
{
    std::string split;
    for (const fs::path& part : relative) {
        if (const std::string own = splitOfName(part.stem().string()); !own.empty())
            split = own;
    }
    return split.empty() ? "train" : split;
}

/// The text files below a folder, relative to it, in the order of their paths.
std::vector<fs::path> textFilesBelow(const fs::path& folder, ImportWork& work)
{
    const FolderWalk walk = walkFolder(folder, "", [&work](std::int64_t) {
        work.checkCancelled();
        return true;
    });
    for (const SkippedItem& item : walk.skipped)
        work.skip(item.item, item.reason);
    SkippedList others(work, folder.string(), "files");
    std::vector<fs::path> files;
    for (const FoundFile& file : walk.files) {
        if (endingOf(file.path) == ".txt")
            files.emplace_back(file.path);
        else
            others.add((folder / file.path).string(), "its name does not end in .txt");
    }
    others.finish();
    return files;
}

std::string firstReason(const std::vector<SkippedItem>& skipped)
{
    return skipped.empty() ? "" : "; " + skipped.front().item + ": " + skipped.front().reason;
}

} // namespace

TextUnit textUnitFromName(const std::string& name)
{
    if (name == "auto")
        return TextUnit::Auto;
    if (name == "lines")
        return TextUnit::Lines;
    if (name == "sentences")
        return TextUnit::Sentences;
    if (name == "wrapped")
        return TextUnit::Wrapped;
    throw Error(ErrorKind::InvalidArgument, "'" + name +
                                                "' is no unit of text; there are auto, lines, sentences, "
                                                "wrapped");
}

std::map<std::string, TextCorpus> readTextFolder(const fs::path& path, TextUnit unit, const std::string& split,
                                                 ImportWork& work)
{
    std::map<std::string, std::vector<fs::path>> filesOf;
    if (fs::is_directory(path)) {
        const std::vector<fs::path> files = textFilesBelow(path, work);
        work.expect(static_cast<std::int64_t>(files.size()));
        for (const fs::path& file : files)
            filesOf[split.empty() ? splitOf(file) : split].push_back(path / file);
    } else {
        filesOf[split.empty() ? splitOf(path.filename()) : split].push_back(path);
    }

    std::map<std::string, TextCorpus> texts;
    for (const auto& [name, files] : filesOf) {
        if (TextCorpus corpus = readTextFiles(files, unit, work); !corpus.empty())
            texts.emplace(name, std::move(corpus));
    }
    if (texts.empty())
        throw Error(ErrorKind::BadInput, "there is no text in " + path.string() + firstReason(work.skipped()));
    return texts;
}

} // namespace vlmo
