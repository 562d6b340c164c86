#include "core/base/text_check.h"
#include "core/data/folder_glimpse.h"
#include "core/data/plugin.h"
#include "core/data/text_folder.h"

#include <fstream>

namespace vlmo {
namespace {

namespace fs = std::filesystem;

/// Whether a file begins as text does: no NUL byte, and UTF-8 up to its last line end.
bool beginsAsText(const fs::path& file)
{
    std::string start(std::size_t{1} << 14U, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(stream.gcount()));
    if (const std::size_t last = start.rfind('\n'); last != std::string::npos)
        start.resize(last);
    return !start.empty() && start.find('\0') == std::string::npos && isUtf8(start);
}

/// Text without pictures: a file or a folder of files with a sentence or a paragraph a line.
class PlainTextImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "plain-text"; }

    [[nodiscard]] std::string description() const override
    {
        return "Text without pictures: a .txt file or a folder of them, a sentence or a paragraph a line";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {{"unit",
                 "What is one text: a line; a sentence of a line; a sentence of a paragraph that runs over several "
                 "lines (wrapped); or what each file looks like (auto)",
                 "auto",
                 {"auto", "lines", "sentences", "wrapped"}},
                {"split", "The split of all texts; empty: what the files' and folders' names say, else train", ""}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        const FolderGlimpse seen = glimpse(path);
        if (seen.texts.empty())
            return {0.0, seen.isFile ? "its name does not end in .txt" : "there is no .txt file in it"};
        if (!beginsAsText(seen.texts.front()))
            return {0.1, seen.texts.front().filename().string() + " does not begin as UTF-8 text"};
        if (seen.isFile)
            return {0.8, "it is a text file"};
        if (seen.pictures > 0)
            return {0.1, "there are pictures beside the text files"};
        return {0.7, "there are text files and no pictures"};
    }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        ImportedData data;
        data.texts = readTextFolder(job.path, textUnitFromName(work.option("unit")), work.option("split"), work);
        data.skipped = std::move(work.skipped());
        return data;
    }
};

} // namespace
} // namespace vlmo

VLMO_IMPORTER_PLUGIN(vlmo::PlainTextImporter);
