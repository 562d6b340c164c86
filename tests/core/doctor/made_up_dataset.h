#pragma once

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/doctor/check_dataset.h"
#include "core/vision/encode_png.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace vlmo::test {

/// A PNG file with a pattern of its own for each `number`.
inline std::string patternPng(int number, int width = 80, int height = 80)
{
    RgbImage image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3))};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            // Blocks of eight by eight with a grey that follows from their place and the number.
            const auto block = static_cast<unsigned>(y * 8 / height * 8 + x * 8 / width);
            const unsigned value = (block * 2654435761U + static_cast<unsigned>(number) * 40503U * (block + 7U)) >> 7U;
            std::fill_n(image.row(y) + 3 * x, 3, static_cast<std::uint8_t>(value & 0xFFU));
        }
    }
    return encodePng(image);
}

/// A data set that a test makes picture by picture, and what the doctor says of it.
class MadeUpDataset : public ::testing::Test {
protected:
    MadeUpDataset()
    {
        dataset.folder = folder / "data";
        dataset.name = "made up";
        dataset.importer = "test";
        dataset.fingerprint = "0123";
        std::filesystem::create_directories(dataset.folder);
        options.threads = 2;
    }

    std::filesystem::path file(const std::string& name, const std::string& content) const
    {
        return folder.write("data/" + name, content);
    }

    /// A record of a picture file.
    Record& add(const std::string& name, const std::string& content, const std::string& split = "train",
                std::vector<std::string> captions = {})
    {
        Record record;
        record.image = file(name, content);
        record.captions = std::move(captions);
        record.split = split;
        return dataset.records.emplace_back(std::move(record));
    }

    void addStatement(const std::string& left, const std::string& right, const std::string& text, bool isTrue,
                      const std::string& split = "train")
    {
        dataset.statements.push_back({dataset.folder / left, dataset.folder / right, text, isTrue, split, {}});
    }

    [[nodiscard]] DatasetReport check() const { return checkDataset(dataset, options); }

    /// What was found of a kind; a count of 0 when nothing was.
    [[nodiscard]] static DatasetFinding finding(const DatasetReport& report, const std::string& kind)
    {
        for (const DatasetFinding& each : report.findings) {
            if (each.kind == kind)
                return each;
        }
        return {};
    }
    [[nodiscard]] DatasetFinding finding(const std::string& kind) const { return finding(check(), kind); }

    /// Content and time of change of every file below the data set.
    [[nodiscard]] std::map<std::string, std::pair<std::string, std::filesystem::file_time_type>> state() const
    {
        std::map<std::string, std::pair<std::string, std::filesystem::file_time_type>> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(dataset.folder)) {
            const std::string content =
                entry.is_regular_file() ? readFile(entry.path(), std::uintmax_t{1} << 24U) : "folder";
            files[entry.path().string()] = {content, entry.last_write_time()};
        }
        return files;
    }

    /// [PAD] [UNK] [CLS] [SEP] [MASK] and these.
    void vocabulary(const std::vector<std::string>& pieces)
    {
        std::string content = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
        for (const std::string& piece : pieces)
            content += piece + "\n";
        options.vocabulary = folder.write("vocab.txt", content);
    }

    TemporaryFolder folder;
    Dataset dataset;
    CheckOptions options;
};

/// EXPECT_THAT(finding.examples, ElementsAre(itemOf("a.png", "it is not there")));
inline auto itemOf(const std::string& item, const std::string& reason)
{
    return ::testing::AllOf(::testing::Field(&FoundItem::item, item),
                            ::testing::Field(&FoundItem::reason, ::testing::HasSubstr(reason)));
}

/// Asks for a stop after so many reports.
class StopsAfter final : public ProgressObserver {
public:
    explicit StopsAfter(int reports) : m_left(reports) {}

    void onProgress(const Progress& progress) override
    {
        last = progress;
        if (--m_left == 0)
            m_stop.request_stop();
    }
    void onSkipped(const SkippedItem& item) override { skipped.push_back(item); }

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

    Progress last;
    std::vector<SkippedItem> skipped;

private:
    int m_left;
    std::stop_source m_stop;
};

} // namespace vlmo::test
