#include "core/base/error.h"
#include "core/data/folder_glimpse.h"
#include "core/data/import_work.h"
#include "core/data/plugin.h"
#include "plugins/csv_pairs/pair_table.h"

#include <optional>
#include <system_error>

namespace vlmo::csv_pairs {
namespace {

namespace fs = std::filesystem;

WantedColumns wantedFrom(const ImportWork& work)
{
    return {work.option("image_column"), work.option("caption_column"), work.option("split_column"),
            work.option("header") == "yes"};
}

/// The character that a delimiter's name or the option's text stands for; '\0' is to find out.
char delimiterFrom(const std::string& option)
{
    if (option == "auto")
        return '\0';
    if (option == "tab")
        return '\t';
    if (option.size() == 1 && option.front() != '"' && option.front() != '\n')
        return option.front();
    throw Error(ErrorKind::InvalidArgument, "delimiter cannot be '" + option + "'; it is auto, tab or one character");
}

/// The tables of a path: the file itself, or those at the top of the folder.
std::vector<fs::path> tablesOf(const fs::path& path)
{
    const FolderGlimpse seen = glimpse(path);
    if (seen.isFile)
        return {path};
    std::vector<fs::path> tables = seen.tables;
    std::error_code code;
    if (fs::is_regular_file(path / "captions.txt", code)) // Flickr8k's table, whatever its ending.
        tables.push_back(path / "captions.txt");
    return tables;
}

/// Image-caption pairs in tables of text.
class CsvPairsImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "csv-pairs"; }

    [[nodiscard]] std::string description() const override
    {
        return "Pictures with captions in a CSV or TSV table, or a folder with such tables: a pair a row";
    }

    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        const WantedColumns columns;
        return {{"image_column",
                 "The column that names the picture: a name, several with '|' between them, or a number",
                 columns.image},
                {"caption_column", "The column of the caption, in the same way", columns.caption},
                {"split_column", "The column of the split, if there is one", columns.split},
                {"split", "The split of rows that do not say it; empty: what the table's name says, else train", ""},
                {"image_folder", "Where the pictures are; empty: beside the table, or in Images or images there", ""},
                {"delimiter", "What separates the fields: auto, tab, or a character", "auto"},
                {"quotes", "Whether quotes hold fields together", "yes", {"yes", "no"}},
                {"header", "Whether the first row names the columns", "yes", {"yes", "no"}}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        const std::vector<fs::path> tables = tablesOf(path);
        std::string reason = "there is no .csv or .tsv file in it";
        for (const fs::path& table : tables) {
            try {
                const OpenTable open(table, '\0', true, {});
                return {0.9, table.filename().string() + " has columns of pictures and captions"};
            } catch (const Error& error) {
                reason = table.filename().string() + ": " + error.what();
            }
        }
        return {0.0, reason};
    }

    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        const WantedColumns wanted = wantedFrom(work);
        const char delimiter = delimiterFrom(work.option("delimiter"));
        const std::vector<fs::path> tables = tablesOf(job.path);
        if (tables.empty())
            throw Error(ErrorKind::BadInput, "there is no .csv or .tsv file in " + job.path.string());

        PairCollector pairs(imageFolder(work), work);
        std::optional<Error> problem;
        for (const fs::path& table : tables) {
            try {
                OpenTable open(table, delimiter, work.option("quotes") == "yes", wanted);
                pairs.add(open, table, splitFor(table, work));
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::BadInput && error.kind() != ErrorKind::Internal)
                    throw;
                problem = error.during(table.string());
                work.skip(table.string(), error.what());
            }
        }
        ImportedData data;
        data.records = pairs.take();
        if (data.records.empty() && problem)
            throw Error(*problem);
        data.skipped = std::move(work.skipped());
        return data;
    }

private:
    static fs::path imageFolder(const ImportWork& work)
    {
        const std::string& option = work.option("image_folder");
        if (option.empty())
            return {};
        const fs::path base = fs::is_directory(work.path()) ? work.path() : work.path().parent_path();
        if (!fs::is_directory(base / option))
            throw Error(ErrorKind::NotFound, "there is no folder of pictures " + (base / option).string());
        return base / option;
    }

    static std::string splitFor(const fs::path& table, const ImportWork& work)
    {
        if (!work.option("split").empty())
            return work.option("split");
        const std::string named = splitOfName(table.stem().string());
        return named.empty() ? "train" : named;
    }
};

} // namespace
} // namespace vlmo::csv_pairs

VLMO_IMPORTER_PLUGIN(vlmo::csv_pairs::CsvPairsImporter);
