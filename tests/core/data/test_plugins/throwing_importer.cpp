#include "core/data/plugin.h"

#include <stdexcept>

namespace vlmo::test {
namespace {

/// Cannot even be made.
class ThrowingImporter final : public Importer {
public:
    ThrowingImporter() { throw std::runtime_error("no"); }
    [[nodiscard]] std::string name() const override { return "throwing"; }
    [[nodiscard]] std::string description() const override { return ""; }
    [[nodiscard]] std::vector<ImporterOption> options() const override { return {}; }
    [[nodiscard]] Detection look(const std::filesystem::path&) const override { return {}; }
    [[nodiscard]] ImportedData read(const ImportJob&) const override { return {}; }
};

} // namespace
} // namespace vlmo::test

VLMO_IMPORTER_PLUGIN(vlmo::test::ThrowingImporter);
