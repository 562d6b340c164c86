#include "core/train/retrieval_evaluation.h"

#include "core/base/error.h"
#include "core/train/picture_feed.h"
#include "core/train/ranking.h"
#include "core/train/vector_table.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace vlmo {
namespace {

constexpr std::size_t familiesForAnAnswer = 3;

/// Tells the observer how far the work has come and ends it when somebody asks.
class Work {
public:
    Work(ProgressObserver* observer, std::stop_token stop) : m_observer(observer), m_stop(std::move(stop)) {}

    void expect(std::size_t total) { m_progress.total = static_cast<std::int64_t>(total); }

    void advance(std::size_t items, const std::string& current)
    {
        m_progress.done += static_cast<std::int64_t>(items);
        m_progress.current = current;
        m_progress.secondsElapsed = seconds();
        if (m_observer != nullptr)
            m_observer->onProgress(m_progress);
    }

    void skip(const SkippedItem& skipped)
    {
        if (m_observer != nullptr)
            m_observer->onSkipped(skipped);
    }

    void endIfAsked() const
    {
        if (m_stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "the evaluation was cancelled");
    }

    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    ProgressObserver* m_observer;
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    Progress m_progress;
};

const std::string& mainCaption(const Record& record)
{
    return record.captions.front();
}

std::vector<const Record*> recordsToMeasure(const Dataset& dataset, const RetrievalOptions& options)
{
    std::vector<const Record*> chosen;
    std::set<std::string> splits;
    bool known = false;
    for (const Record& record : dataset.records) {
        splits.insert(record.split);
        if (record.split != options.split)
            continue;
        known = true;
        if ((record.object || !options.objectsOnly) && !record.captions.empty())
            chosen.push_back(&record);
    }
    if (!known) {
        std::string names;
        for (const std::string& name : splits)
            names += (names.empty() ? "" : ", ") + name;
        throw Error(ErrorKind::NotFound,
                    "data set " + dataset.name + " has no split '" + options.split + "'; it has " + names);
    }
    if (chosen.empty())
        throw Error(ErrorKind::InvalidArgument, "split '" + options.split + "' of data set " + dataset.name +
                                                    " has no picture " +
                                                    (options.objectsOnly ? "of an object" : "with a caption"));
    return chosen;
}

/// Concepts drawn often enough to be asked for by name: by at least three families of the training split.
std::vector<std::string> identityAnswers(const Dataset& dataset)
{
    std::map<std::string, std::set<std::string>> families;
    for (const Record& record : dataset.records) {
        if (record.split == "train" && record.object && !record.concept_.empty())
            families[record.concept_].insert(record.family);
    }
    std::vector<std::string> answers;
    for (const auto& [concept_, seen] : families) {
        if (seen.size() >= familiesForAnAnswer)
            answers.push_back(concept_);
    }
    return answers;
}

/// Puts the caption in place of every "%1" of the template, and nowhere else: a caption may itself contain "%1".
std::string sentenceFor(const std::string& caption, const std::string& pattern)
{
    constexpr std::string_view place = "%1";
    std::string sentence;
    std::size_t from = 0;
    for (std::size_t at = pattern.find(place); at != std::string::npos; at = pattern.find(place, from)) {
        sentence.append(pattern, from, at - from).append(caption);
        from = at + place.size();
    }
    return sentence.append(pattern, from);
}

/// The pictures that could be read, and their vectors in the same order.
struct EmbeddedPictures {
    std::vector<const Record*> records;
    VectorTable vectors;
};

EmbeddedPictures embedPictures(Embedder& embedder, const std::vector<const Record*>& records,
                               const RetrievalOptions& options, Work& work, std::vector<SkippedItem>& skipped)
{
    std::vector<std::filesystem::path> files;
    for (const Record* record : records)
        files.push_back(record->image);
    DecodeOptions decoding;
    decoding.strict = options.strictPixels;
    PictureFeed feed(
        std::move(files), decoding, [&embedder](const RgbImage& picture) { return embedder.prepare(picture); },
        2 * options.batch);

    EmbeddedPictures result{{}, VectorTable(static_cast<std::size_t>(embedder.dimension()))};
    std::vector<RgbImage> batch;
    const auto embedBatch = [&] {
        result.vectors.append(embedder.embedImages(batch, options.branch), batch.size());
        work.advance(batch.size(), result.records.back()->image.filename().string());
        batch.clear();
    };
    while (auto picture = feed.next()) {
        work.endIfAsked();
        const Record* record = records[picture->index];
        if (!picture->image) {
            skipped.push_back({record->image.string(), picture->problem});
            work.skip(skipped.back());
            work.advance(1, record->image.filename().string());
            continue;
        }
        result.records.push_back(record);
        batch.push_back(std::move(*picture->image));
        if (batch.size() == options.batch)
            embedBatch();
    }
    if (!batch.empty())
        embedBatch();
    if (result.records.empty())
        throw Error(ErrorKind::BadInput, "none of the " + std::to_string(records.size()) + " pictures of split '" +
                                             options.split + "' can be read; the first: " + skipped.front().reason);
    return result;
}

VectorTable embedCaptions(Embedder& embedder, const std::vector<std::string>& captions, const RetrievalOptions& options,
                          Work& work)
{
    VectorTable result(static_cast<std::size_t>(embedder.dimension()));
    for (std::size_t start = 0; start < captions.size(); start += options.batch) {
        work.endIfAsked();
        const std::size_t count = std::min(options.batch, captions.size() - start);
        std::vector<std::string> sentences;
        for (std::size_t i = start; i < start + count; ++i)
            sentences.push_back(sentenceFor(captions[i], options.captionTemplate));
        result.append(embedder.embedTexts(sentences, options.branch), count);
        work.advance(count, captions[start + count - 1]);
    }
    return result;
}

/// The distinct main captions of some pictures, and which of them each picture has.
struct CaptionList {
    std::vector<std::string> captions;
    std::vector<std::size_t> ofPicture;
};

CaptionList captionsOf(const std::vector<const Record*>& records)
{
    CaptionList result;
    std::map<std::string, std::size_t> places;
    for (const Record* record : records) {
        const auto [place, isNew] = places.try_emplace(mainCaption(*record), result.captions.size());
        if (isNew)
            result.captions.push_back(mainCaption(*record));
        result.ofPicture.push_back(place->second);
    }
    return result;
}

/// What became of each query, and what a random order of the candidates would have made of it.
class RankedQueries {
public:
    void add(std::int64_t rank, std::size_t candidates, std::size_t right)
    {
        m_ranks.push_back(rank);
        m_candidates.push_back(static_cast<std::int64_t>(candidates));
        m_right.push_back(static_cast<std::int64_t>(right));
    }

    [[nodiscard]] std::size_t size() const { return m_ranks.size(); }

    [[nodiscard]] JudgedShare at(std::int64_t depth) const
    {
        std::vector<double> hits;
        double chance = 0.0;
        for (std::size_t i = 0; i < m_ranks.size(); ++i) {
            hits.push_back(m_ranks[i] <= depth ? 1.0 : 0.0);
            chance += chanceOfHit(m_candidates[i], m_right[i], depth);
        }
        return judge(hits, m_ranks.empty() ? 0.0 : chance / static_cast<double>(m_ranks.size()));
    }

    [[nodiscard]] RecallAtK recall() const { return {at(1), at(5), at(10)}; }

private:
    std::vector<std::int64_t> m_ranks;
    std::vector<std::int64_t> m_candidates;
    std::vector<std::int64_t> m_right;
};

RankedQueries rankPicturesForCaptions(const VectorTable& captions, const VectorTable& pictures,
                                      const std::vector<std::size_t>& captionOfPicture, const Work& work)
{
    std::vector<std::size_t> carriers(captions.size(), 0);
    for (const std::size_t caption : captionOfPicture)
        ++carriers[caption];
    RankedQueries ranked;
    forEachScoreRow(captions, pictures, [&](std::size_t caption, std::span<const float> scores) {
        work.endIfAsked();
        const auto isRight = [&](std::size_t picture) { return captionOfPicture[picture] == caption; };
        ranked.add(rankOfFirstRight(scores, isRight), scores.size(), carriers[caption]);
    });
    return ranked;
}

/// `answerOfPicture`: the one right candidate of each picture; pictures without one are not asked.
RankedQueries rankAnswersForPictures(const VectorTable& pictures, const VectorTable& answers,
                                     const std::vector<std::optional<std::size_t>>& answerOfPicture, const Work& work)
{
    RankedQueries ranked;
    forEachScoreRow(pictures, answers, [&](std::size_t picture, std::span<const float> scores) {
        work.endIfAsked();
        const std::optional<std::size_t> right = answerOfPicture[picture];
        if (right)
            ranked.add(rankOfFirstRight(scores, [&](std::size_t i) { return i == *right; }), scores.size(), 1);
    });
    return ranked;
}

std::vector<std::optional<std::size_t>> answersOf(const std::vector<const Record*>& records,
                                                  const std::vector<std::string>& sortedAnswers)
{
    std::vector<std::optional<std::size_t>> result;
    for (const Record* record : records) {
        const auto place = std::lower_bound(sortedAnswers.begin(), sortedAnswers.end(), record->concept_);
        if (place != sortedAnswers.end() && *place == record->concept_)
            result.emplace_back(static_cast<std::size_t>(place - sortedAnswers.begin()));
        else
            result.emplace_back();
    }
    return result;
}

void requireUsable(const RetrievalOptions& options)
{
    if (options.captionTemplate.find("%1") == std::string::npos)
        throw Error(ErrorKind::InvalidArgument,
                    "the caption template \"" + options.captionTemplate + "\" has no %1 where the caption is to stand");
    if (options.batch == 0)
        throw Error(ErrorKind::InvalidArgument, "a batch of 0 pictures makes no progress");
}

} // namespace

void requireMeasurable(const Dataset& dataset, const RetrievalOptions& options)
{
    requireUsable(options);
    (void)recordsToMeasure(dataset, options);
}

RetrievalReport evaluateRetrieval(Embedder& embedder, const Dataset& dataset, const RetrievalOptions& options,
                                  ProgressObserver* observer, std::stop_token stop)
{
    requireUsable(options);
    const std::vector<const Record*> chosen = recordsToMeasure(dataset, options);
    const std::vector<std::string> answers = identityAnswers(dataset);
    Work work(observer, std::move(stop));
    work.expect(chosen.size() + captionsOf(chosen).captions.size() + answers.size());

    RetrievalReport report;
    report.split = options.split;
    report.objectsOnly = options.objectsOnly;
    const EmbeddedPictures pictures = embedPictures(embedder, chosen, options, work, report.skipped);
    const CaptionList captions = captionsOf(pictures.records);
    work.expect(chosen.size() + captions.captions.size() + answers.size());
    report.pictures = static_cast<std::int64_t>(pictures.records.size());
    report.captions = static_cast<std::int64_t>(captions.captions.size());

    const VectorTable sentences = embedCaptions(embedder, captions.captions, options, work);
    report.textToImage = rankPicturesForCaptions(sentences, pictures.vectors, captions.ofPicture, work).recall();
    report.imageToText = rankAnswersForPictures(pictures.vectors, sentences,
                                                {captions.ofPicture.begin(), captions.ofPicture.end()}, work)
                             .recall();

    const VectorTable names = embedCaptions(embedder, answers, options, work);
    const RankedQueries named =
        rankAnswersForPictures(pictures.vectors, names, answersOf(pictures.records, answers), work);
    report.identity = named.at(1);
    report.identityPictures = static_cast<std::int64_t>(named.size());
    report.identityAnswers = static_cast<std::int64_t>(answers.size());
    report.seconds = work.seconds();
    return report;
}

} // namespace vlmo
