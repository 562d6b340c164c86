#include "core/base/error.h"
#include "core/data/import_work.h"
#include "core/data/plugin.h"

#include <new>
#include <stdexcept>

namespace vlmo::test {
namespace {

/// Reads what ends in ".odd" and fails in the way its option asks for.
class OddImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { return "odd"; }
    [[nodiscard]] std::string description() const override { return "Files that end in .odd"; }
    [[nodiscard]] std::vector<ImporterOption> options() const override
    {
        return {{"fail", "How to fail", "not", {"not", "error", "exception", "number", "memory", "look"}},
                {"caption", "The caption of the one picture", "odd"}};
    }
    [[nodiscard]] Detection look(const std::filesystem::path& path) const override
    {
        if (path.filename() == "look.odd")
            throw std::runtime_error("too odd to look at");
        // More than sure, which no importer can be.
        return path.extension() == ".odd" ? Detection{7.0, "it is odd"} : Detection{0.0, "it is not odd"};
    }
    [[nodiscard]] ImportedData read(const ImportJob& job) const override
    {
        ImportWork work(job);
        work.advance("one");
        const std::string& fail = work.option("fail");
        if (fail == "error")
            throw Error(ErrorKind::BadInput, "it is broken on purpose");
        if (fail == "exception")
            throw std::runtime_error("an exception of its own");
        if (fail == "number")
            throw 7;
        if (fail == "memory")
            throw std::bad_alloc();
        ImportedData data;
        Record record;
        record.image = job.path.parent_path() / "odd.png";
        record.captions = {work.option("caption")};
        record.split = "train";
        data.records.push_back(record);
        work.skip("left.png", "it is on the left");
        data.skipped = std::move(work.skipped());
        return data;
    }
};

} // namespace
} // namespace vlmo::test

VLMO_IMPORTER_PLUGIN(vlmo::test::OddImporter);
