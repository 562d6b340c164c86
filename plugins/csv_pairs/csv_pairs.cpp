#include "core/base/error.h"
#include "core/data/annotation_files.h"
#include "core/data/import_work.h"
#include "core/data/plugin.h"
#include "plugins/csv_pairs/pair_collector.h"
#include "plugins/csv_pairs/pair_table.h"
#include "plugins/csv_pairs/token_file.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <system_error>

namespace vlmo::csv_pairs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostLookedAt = 16;

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

/// The tables and token files of a path: the file itself, or those at the top of the folder.
std::vector<fs::path> tablesOf(const fs::path& path)
{
    std::error_code code;
    if (!fs::is_directory(path, code))
        return {path};
    std::vector<fs::path> tables = filesEnding(path, {".csv", ".tsv", ".token"});
    for (const fs::path& text : filesEnding(path, {".txt"})) {
        // Texts may lie beside thousands of pictures, so names decide which are opened. Flickr8k has a third file, of
        // the same captions without their endings.
        const std::string name = text.filename().string();
        if (name == "captions.txt" || (name.ends_with(".token.txt") && name.find("lemma") == std::string::npos))
            tables.push_back(text);
    }
    return tables;
}

/// Image-caption pairs in tables of text.
class CsvPairsImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "csv-pairs"; }

    [[nodiscard]] std::string description() const override
    {
        return "Pictures with captions in a CSV or TSV table or in a token file of Flickr8k or Flickr30k, or a folder "
               "of "
               "such files: a pair a row";
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
                imageFolderOption(),
                {"delimiter", "What separates the fields: auto, tab, or a character", "auto"},
                {"quotes", "Whether quotes hold fields together", "yes", {"yes", "no"}},
                {"header", "Whether the first row names the columns", "yes", {"yes", "no"}}};
    }

    [[nodiscard]] Detection look(const fs::path& path) const override
    {
        const std::vector<fs::path> tables = tablesOf(path);
        std::string reason = "there is no table of captions in it";
        for (std::size_t i = 0; i < std::min(tables.size(), mostLookedAt); ++i) {
            const fs::path& table = tables[i];
            if (isTokenFile(table))
                return {0.9, table.filename().string() + " has captions of numbered pictures, as Flickr8k"};
            try {
                const PairTable open(table, '\0', true, {});
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
        const char delimiter = delimiterFrom(work.option("delimiter"));
        const std::vector<fs::path> tables = tablesOf(job.path);
        if (tables.empty())
            throw Error(ErrorKind::BadInput, "there is no .csv or .tsv file in " + job.path.string());

        PairCollector pairs(work);
        std::optional<Error> problem;
        for (const fs::path& table : tables) {
            try {
                const std::unique_ptr<PairSource> source = open(table, delimiter, work);
                pairs.add(*source, table, splitFor(table, work));
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
    static std::unique_ptr<PairSource> open(const fs::path& file, char delimiter, const ImportWork& work)
    {
        if (isTokenFile(file))
            return std::make_unique<TokenFile>(file);
        return std::make_unique<PairTable>(file, delimiter, work.option("quotes") == "yes", wantedFrom(work));
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
