#pragma once

#include "core/base/error.h"
#include "core/data/importers.h"
#include "tests/support/skips.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace vlmo::test {

/// A data set that is to be read by the built plugins.
class PluginFolder : public ::testing::Test {
protected:
    Dataset open(const std::string& name = "", const OpenOptions& options = {}) const
    {
        return openDataset(importers(), folder / name, options);
    }

    /// Which importer is the surest of a path.
    std::string surest(const std::string& name = "") const
    {
        const Finding first = importers().look(folder / name).front();
        return first.detection.confidence > 0.0 ? first.importer->name() : "nobody";
    }

    static const Importers& importers()
    {
        static const Importers all({VLMO_PLUGINS});
        return all;
    }

    const TemporaryFolder folder;
};

/// "images/dog.png: a dog | a hound (train)"
inline std::vector<std::string> linesOf(const Dataset& dataset)
{
    const auto root = std::filesystem::is_directory(dataset.folder) ? dataset.folder : dataset.folder.parent_path();
    std::vector<std::string> lines;
    for (const Record& record : dataset.records) {
        std::string line = record.image.lexically_relative(root).string() + ":";
        for (const std::string& caption : record.captions)
            line += (line.back() == ':' ? " " : " | ") + caption;
        lines.push_back(line + " (" + record.split + ")");
    }
    return lines;
}

} // namespace vlmo::test
