#include "core/doctor/picture_survey.h"

#include "core/base/error.h"
#include "core/base/read_ahead.h"
#include "core/base/stopwatch.h"
#include "core/doctor/picture_cache.h"
#include "core/doctor/work_in_steps.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

constexpr double secondsBetweenSaves = 60.0;
constexpr std::size_t atOnce = 16;
constexpr const char* whatItIs = "looking at the pictures";

/// Gives each path a number, the same for the same path.
class Numbers {
public:
    explicit Numbers(std::vector<fs::path>& files) : m_files(files) {}

    std::size_t of(const fs::path& file)
    {
        const auto [place, isNew] = m_numbers.try_emplace(file.native(), m_files.size());
        if (isNew)
            m_files.push_back(file);
        return place->second;
    }

private:
    std::vector<fs::path>& m_files;
    std::unordered_map<std::string, std::size_t> m_numbers;
};

/// A survey under way: first the sizes of all files, then a look into those of which too little is remembered.
class Survey {
public:
    Survey(const std::vector<fs::path>& files, const std::string& dataset, const SurveyOptions& options)
        : m_files(files), m_options(options), m_cache(options.cacheFolder, dataset), m_stamps(files.size())
    {
        m_result.facts.resize(files.size());
    }

    PictureSurvey run(ProgressObserver* observer, const std::stop_token& stop)
    {
        measure(stop);
        recall();
        try {
            examine(observer, stop);
        } catch (const Error&) {
            save();
            throw;
        }
        save();
        return std::move(m_result);
    }

private:
    void measure(const std::stop_token& stop)
    {
        const WorkInSteps work(whatItIs, std::ssize(m_files), nullptr, stop);
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            m_stamps[i] = stampOf(m_files[i]);
            if (m_stamps[i])
                ++m_ofSize[m_stamps[i]->bytes];
            if (i % 256 == 0)
                work.checkCancelled();
        }
    }

    [[nodiscard]] PictureWish wishFor(std::size_t file) const
    {
        const bool mayBeEqual = m_ofSize.at(m_stamps[file]->bytes) > 1;
        return {m_options.digests == Digests::All || mayBeEqual, m_options.decode, m_options.look};
    }

    void recall()
    {
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            if (!m_stamps[i])
                continue; // Missing, as the facts say that nobody has filled in.
            const PictureFacts* known = m_cache.find(m_files[i].native(), *m_stamps[i]);
            if (known != nullptr && known->fulfils(wishFor(i))) {
                m_result.facts[i] = *known;
                ++m_result.remembered;
            } else {
                m_toExamine.push_back(i);
            }
        }
    }

    void examine(ProgressObserver* observer, const std::stop_token& stop)
    {
        WorkInSteps work(whatItIs, std::ssize(m_toExamine), observer, stop);
        const auto threads = static_cast<std::size_t>(
            m_options.threads > 0 ? m_options.threads
                                  : std::max(2, static_cast<int>(std::thread::hardware_concurrency())));
        ReadAhead<PictureFacts> made(m_toExamine.size(), 4 * atOnce, threads, [this](std::size_t i) {
            return examinePicture(m_files[m_toExamine[i]], wishFor(m_toExamine[i]));
        });
        Stopwatch sinceSave;
        std::size_t done = 0;
        for (auto batch = made.take(atOnce, stop); !batch.empty(); batch = made.take(atOnce, stop)) {
            for (PictureFacts& facts : batch)
                keep(m_toExamine[done++], std::move(facts));
            work.advance(std::ssize(batch), m_files[m_toExamine[done - 1]].string());
            if (sinceSave.seconds() > secondsBetweenSaves) {
                save();
                sinceSave = {};
            }
        }
        work.checkCancelled();
    }

    void keep(std::size_t file, PictureFacts facts)
    {
        m_cache.put(m_files[file].native(), *m_stamps[file], facts);
        m_result.facts[file] = std::move(facts);
    }

    /// A cache that cannot be written costs time and nothing else.
    void save()
    {
        try {
            m_cache.save();
        } catch (const Error& error) {
            m_result.cacheProblem = error.what();
        }
    }

    const std::vector<fs::path>& m_files;
    const SurveyOptions& m_options;
    PictureCache m_cache;
    std::vector<std::optional<FileStamp>> m_stamps;
    std::unordered_map<std::int64_t, std::int64_t> m_ofSize; ///< How many files have so many bytes.
    std::vector<std::size_t> m_toExamine;
    PictureSurvey m_result;
};

} // namespace

PictureIndex picturesOf(const Dataset& dataset)
{
    PictureIndex index;
    Numbers numbers(index.files);
    for (const Record& record : dataset.records)
        index.ofRecord.push_back(numbers.of(record.image));
    for (const Statement& statement : dataset.statements)
        index.ofStatement.push_back({numbers.of(statement.left), numbers.of(statement.right)});
    return index;
}

PictureSurvey surveyPictures(const std::vector<fs::path>& files, const std::string& dataset,
                             const SurveyOptions& options, ProgressObserver* observer, const std::stop_token& stop)
{
    return Survey(files, dataset, options).run(observer, stop);
}

} // namespace vlmo
