#pragma once

#include "app/cli/command_line.h"
#include "app/cli/interrupt.h"
#include "core/data/importers.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace vlmo::cli {

/// Each adds one command to the group `vlmo data`; they live in the files of similar names.
void addDataPreview(CommandLine& line, CLI::App& group); ///< data_preview.cpp
void addDataCheck(CommandLine& line, CLI::App& group);   ///< data_check.cpp
void addDataConvert(CommandLine& line, CLI::App& group); ///< data_convert.cpp
void addDataSplit(CommandLine& line, CLI::App& group);   ///< data_convert.cpp

/// Which data set, and how it is to be read: the same for all commands that use one.
struct DatasetArguments {
    std::string path;
    std::string importer;
    std::vector<std::string> settings;

    /// `name`: of the option that says which; a place among the arguments unless it begins with dashes.
    void addTo(CLI::App& command, const std::string& name = "dataset");
    /// Shows progress. Throws as openDataset() does.
    [[nodiscard]] Dataset open(const Interrupt& interrupt) const;
};

/// {"train": {"pictures": 2, "captions": 3, ...}}
[[nodiscard]] nlohmann::ordered_json splitsJson(const Dataset& dataset);
/// A line a split.
void printSplits(std::ostream& out, const Dataset& dataset);

} // namespace vlmo::cli
