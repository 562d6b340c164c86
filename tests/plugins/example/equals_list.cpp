#include "core/base/error.h"
#include "core/data/caption_text.h"
#include "core/data/import_work.h"
#include "core/data/picture_finder.h"
#include "core/data/plugin.h"
#include "core/data/record_collector.h"

#include <fstream>

namespace fs = std::filesystem;

// Reads "captions.equals", whose lines are "dog.png = a dog on a beach".
class EqualsList final : public vlmo::Importer {
public:
    std::string name() const override { return "equals-list"; }
    std::string description() const override { return "Pictures and captions in lines with an equals sign"; }
    std::vector<vlmo::ImporterOption> options() const override
    {
        return {vlmo::imageFolderOption(), {"split", "The split of all pictures", "train"}};
    }

    vlmo::Detection look(const fs::path& path) const override
    {
        if (fs::is_regular_file(listOf(path)))
            return {0.97, "there is a captions.equals"};
        return {0.0, "there is no captions.equals"};
    }

    vlmo::ImportedData read(const vlmo::ImportJob& job) const override
    {
        vlmo::ImportWork work(job);
        const fs::path list = listOf(job.path);
        vlmo::PictureFinder pictures(vlmo::pictureFolders(work, list, {}));
        vlmo::RecordCollector records;
        vlmo::SkippedList problems(work, list.string(), "lines");
        std::ifstream stream(list);
        std::string line;
        for (int number = 1; std::getline(stream, line); ++number) {
            work.advance(line); // Tells how far it is, and ends the work when a person cancels it.
            try {
                const std::size_t place = line.find(" = ");
                if (place == std::string::npos)
                    throw vlmo::Error(vlmo::ErrorKind::BadInput, "it has no equals sign");
                std::string caption = vlmo::usableCaption(line.substr(place + 3));
                vlmo::Record& record = records.at(pictures.find(line.substr(0, place)), work.option("split"));
                vlmo::addCaption(record.captions, std::move(caption));
            } catch (const vlmo::Error& error) {
                if (error.kind() != vlmo::ErrorKind::BadInput)
                    throw;
                problems.add(list.string() + ", line " + std::to_string(number), error.what());
            }
        }
        problems.finish();
        return {.records = records.take(), .skipped = work.skipped()};
    }

private:
    static fs::path listOf(const fs::path& path) { return fs::is_directory(path) ? path / "captions.equals" : path; }
};

VLMO_IMPORTER_PLUGIN(EqualsList);
