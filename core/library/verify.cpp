#include "core/library/verify.h"

#include "core/library/ranking.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <numeric>

namespace vlmo {
namespace {

constexpr std::size_t sampleCount = 8;
constexpr std::size_t comparedHits = 10;
constexpr std::size_t mostExamples = 20; // Sentences about single pictures, for each kind of problem.

class Verification {
public:
    Verification(const Catalogue& catalogue, const VectorIndex& index) : m_catalogue(catalogue), m_index(index) {}

    std::vector<std::string> run()
    {
        checkDatabase();
        checkPictures("is both embedded and recorded as failed", "e.id IS NOT NULL AND f.picture_id IS NOT NULL");
        checkPictures("has neither an embedding nor a reason why not", "e.id IS NULL AND f.picture_id IS NULL");
        checkVectors();
        checkIndex();
        return std::move(m_problems);
    }

private:
    void checkDatabase()
    {
        SQLite::Statement integrity(m_catalogue.database(), "PRAGMA integrity_check(20)");
        while (integrity.executeStep()) {
            if (const std::string line = integrity.getColumn(0).getString(); line != "ok")
                m_problems.push_back("The catalogue is damaged: " + line + ".");
        }
        SQLite::Statement references(m_catalogue.database(), "PRAGMA foreign_key_check");
        for (std::size_t count = 0; references.executeStep() && count < mostExamples; ++count)
            m_problems.push_back("A row of the table " + references.getColumn(0).getString() + " refers to one of " +
                                 references.getColumn(2).getString() + " that is not there.");
    }

    void checkPictures(const std::string& problem, const std::string& condition)
    {
        SQLite::Statement query(m_catalogue.database(),
                                "SELECT r.path || '/' || p.path FROM pictures p JOIN roots r ON r.id = p.root_id "
                                "LEFT JOIN failures f ON f.picture_id = p.id LEFT JOIN embeddings e "
                                "ON e.picture_id = p.id AND e.model_id = (SELECT model_id FROM library) WHERE " +
                                    condition);
        std::size_t count = 0;
        for (; query.executeStep(); ++count) {
            if (count < mostExamples)
                m_problems.push_back(query.getColumn(0).getString() + " " + problem + ".");
        }
        tellOfMore(count, "pictures, each of which " + problem);
    }

    void tellOfMore(std::size_t count, const std::string& what)
    {
        if (count > mostExamples)
            m_problems.push_back("There are " + std::to_string(count - mostExamples) + " more " + what + ".");
    }

    void checkVectors()
    {
        SQLite::Statement query(m_catalogue.database(), "SELECT picture_id, vector FROM embeddings "
                                                        "WHERE model_id = (SELECT model_id FROM library)");
        std::size_t count = 0;
        while (query.executeStep()) {
            const std::string problem = problemOf(query.getColumn(1));
            if (!problem.empty() && count++ < mostExamples)
                m_problems.push_back("The vector of picture " + std::to_string(query.getColumn(0).getInt64()) + " " +
                                     problem + ".");
        }
        tellOfMore(count, "vectors that are not sound");
    }

    [[nodiscard]] std::string problemOf(const SQLite::Column& blob) const
    {
        const auto size = static_cast<std::size_t>(m_catalogue.model().dimension);
        if (static_cast<std::size_t>(blob.getBytes()) != size * sizeof(Half))
            return "has " + std::to_string(blob.getBytes()) + " bytes instead of " +
                   std::to_string(size * sizeof(Half));
        std::vector<Half> halves(size);
        std::memcpy(halves.data(), blob.getBlob(), size * sizeof(Half));
        double squares = 0.0;
        for (const Half half : halves)
            squares += static_cast<double>(floatFromHalf(half)) * floatFromHalf(half);
        const double length = std::sqrt(squares);
        return std::abs(length - 1.0) < 0.01 ? "" : "has the length " + std::to_string(length) + " instead of 1";
    }

    void checkIndex()
    {
        const auto expected = static_cast<std::size_t>(m_catalogue.searchableCount());
        if (m_index.size() != expected)
            m_problems.push_back("The index holds " + std::to_string(m_index.size()) + " vectors, the catalogue " +
                                 std::to_string(expected) + ".");
        if (m_index.size() == 0)
            return;
        std::vector<Sample> samples = chooseSamples();
        scan(samples);
        for (Sample& sample : samples)
            compare(sample);
    }

    /// A stored vector, and what a scan that uses nothing of the index answers to it.
    struct Sample {
        std::int64_t id = 0;
        std::vector<float> query;
        std::vector<float> scanned;
    };

    std::vector<Sample> chooseSamples()
    {
        std::vector<Sample> samples;
        const std::size_t count = std::min(sampleCount, m_index.size());
        for (std::size_t i = 0; i < count; ++i) {
            const std::int64_t id = m_index.ids()[i * m_index.size() / count];
            if (const auto vector = m_catalogue.vectorOf(id))
                samples.push_back({id, floatsFromHalves(*vector), {}});
            else
                m_problems.push_back("The index holds picture " + std::to_string(id) +
                                     ", of which the catalogue has no vector.");
        }
        return samples;
    }

    void scan(std::vector<Sample>& samples)
    {
        m_catalogue.forEachVector(-1, [&](std::int64_t, std::span<const Half> halves) {
            const std::vector<float> vector = floatsFromHalves(halves);
            for (Sample& sample : samples)
                sample.scanned.push_back(
                    static_cast<float>(std::inner_product(vector.begin(), vector.end(), sample.query.begin(), 0.0)));
        });
    }

    void compare(Sample& sample)
    {
        std::sort(sample.scanned.begin(), sample.scanned.end(), std::greater<>());
        const std::vector<float> scores = m_index.scores(sample.query);
        const std::vector<std::size_t> rows = bestRows(scores, m_index.ids(), comparedHits);
        for (std::size_t i = 0; i < std::min(rows.size(), sample.scanned.size()); ++i) {
            if (std::abs(scores[rows[i]] - sample.scanned[i]) <= 1e-3F)
                continue;
            m_problems.push_back("The index answers other than a linear scan when asked for picture " +
                                 std::to_string(sample.id) + ": " + std::to_string(scores[rows[i]]) + " instead of " +
                                 std::to_string(sample.scanned[i]) + " at place " + std::to_string(i + 1) + ".");
            return;
        }
    }

    const Catalogue& m_catalogue;
    const VectorIndex& m_index;
    std::vector<std::string> m_problems;
};

} // namespace

std::vector<std::string> verifyLibrary(const Catalogue& catalogue, const VectorIndex& index)
{
    return Verification(catalogue, index).run();
}

} // namespace vlmo
