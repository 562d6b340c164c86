#include "core/data/plugin.h"

#include <stdexcept>

namespace vlmo::test {
namespace {

/// Fails when it is asked for its name.
class NamelessImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override { throw std::logic_error("I have no name"); }
    [[nodiscard]] std::string description() const override { return ""; }
    [[nodiscard]] std::vector<ImporterOption> options() const override { return {}; }
    [[nodiscard]] Detection look(const std::filesystem::path&) const override { return {}; }
    [[nodiscard]] ImportedData read(const ImportJob&) const override { return {}; }
};

} // namespace
} // namespace vlmo::test

VLMO_IMPORTER_PLUGIN(vlmo::test::NamelessImporter);
