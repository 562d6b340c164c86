#pragma once

#include "core/data/importer.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace vlmo {

/// What an importer carries along while it reads: the options, the list of what was skipped, progress, and the question
/// whether to stop.
class ImportWork final {
public:
    explicit ImportWork(const ImportJob& job) : m_job(job) {}

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_job.path; }
    /// The value of an option that the importer declares. Throws Error(InvalidArgument) for another.
    [[nodiscard]] const std::string& option(const std::string& key) const;

    /// How many steps there are; 0 while it is not known.
    void expect(std::int64_t steps) { m_progress.total = steps; }
    /// One step more is done. Throws Error(Cancelled).
    void advance(const std::string& current);
    /// Throws Error(Cancelled).
    void checkCancelled() const;

    void skip(const std::string& item, const std::string& reason);
    [[nodiscard]] std::vector<SkippedItem>& skipped() noexcept { return m_skipped; }

private:
    const ImportJob& m_job;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    Progress m_progress;
    std::vector<SkippedItem> m_skipped;
};

/// Lists skipped items of one kind up to a limit and counts the rest, so that a million of them stay readable.
class SkippedList final {
public:
    /// `file`: what the summary is about; `items`: "lines", "files".
    SkippedList(ImportWork& work, std::string file, std::string items)
        : m_work(work), m_file(std::move(file)), m_items(std::move(items))
    {}

    void add(const std::string& item, const std::string& reason);
    /// Adds the summary where there were more than were listed. Call once, last.
    void finish();

private:
    static constexpr std::int64_t mostListed = 100;

    ImportWork& m_work;
    std::string m_file;
    std::string m_items;
    std::int64_t m_count = 0;
};

/// The split a file or folder name stands for: "train" for train, training; "val" for val, valid, validation, dev;
/// "test" for test, testing, whatever follows a '.', '-' or '_' or a digit ("test-00", "val2017"); empty for others.
[[nodiscard]] std::string splitOfName(const std::string& name);

/// The first word of a name that stands for a split, with the digits behind it: "val2017" of "captions_val2017.json".
/// Words are what is between other characters than letters and digits. Empty where there is none.
[[nodiscard]] std::string splitWordIn(const std::string& name);

/// The split that splitWordIn() stands for.
[[nodiscard]] std::string splitInName(const std::string& name);

} // namespace vlmo
