#pragma once

#include "core/data/importer.h"

namespace vlmo {

/// The program's own format, with or without texts beside the pictures: what `vlmo data convert` writes and the demo
/// corpus is. Built in, so that no plugin is needed to train.
class OwnFormatImporter final : public Importer {
public:
    [[nodiscard]] std::string name() const override;
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::vector<ImporterOption> options() const override;
    [[nodiscard]] Detection look(const std::filesystem::path& path) const override;
    [[nodiscard]] ImportedData read(const ImportJob& job) const override;
};

} // namespace vlmo
