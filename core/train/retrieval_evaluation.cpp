#include "core/train/retrieval_evaluation.h"

#include "core/base/error.h"
#include "core/train/evaluation_work.h"
#include "core/train/missed_queries.h"
#include "core/train/picture_feed.h"
#include "core/train/ranking.h"
#include "core/train/retrieval_metrics.h"
#include "core/train/vector_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace vlmo {
namespace {

constexpr std::size_t familiesForAnAnswer = 3;

std::vector<const Record*> recordsToMeasure(const Dataset& dataset, const RetrievalOptions& options)
{
    std::vector<const Record*> chosen;
    std::vector<std::string> splits;
    for (const Record& record : dataset.records) {
        splits.push_back(record.split);
        if (record.split != options.split)
            continue;
        if ((record.object || !options.objectsOnly) && !record.captions.empty())
            chosen.push_back(&record);
    }
    requireSplit(dataset, options.split, splits);
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

PictureFeed feedOf(const Embedder& embedder, const std::vector<const Record*>& records, const RetrievalOptions& options)
{
    std::vector<std::filesystem::path> files;
    for (const Record* record : records)
        files.push_back(record->image);
    DecodeOptions decoding;
    decoding.strict = options.strictPixels;
    return PictureFeed(
        std::move(files), decoding, [&embedder](const RgbImage& picture) { return embedder.prepare(picture); },
        2 * options.batch);
}

EmbeddedPictures embedPictures(Embedder& embedder, const std::vector<const Record*>& records,
                               const RetrievalOptions& options, EvaluationWork& work)
{
    PictureFeed feed = feedOf(embedder, records, options);

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
            work.skip(record->image.string(), picture->problem);
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
                                             options.split +
                                             "' can be read; the first: " + work.skipped().front().reason);
    return result;
}

VectorTable embedCaptions(Embedder& embedder, const std::vector<std::string>& captions, const RetrievalOptions& options,
                          EvaluationWork& work)
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

/// The distinct captions of some pictures, and who has which.
struct CaptionList {
    std::vector<std::string> captions;
    std::vector<std::vector<std::size_t>> ofPicture;
    std::vector<std::vector<std::size_t>> carriers; ///< The pictures of each caption.
};

CaptionList captionsOf(const std::vector<const Record*>& records, bool all)
{
    CaptionList result;
    std::map<std::string, std::size_t> places;
    for (std::size_t picture = 0; picture < records.size(); ++picture) {
        const std::vector<std::string>& captions = records[picture]->captions;
        std::vector<std::size_t>& own = result.ofPicture.emplace_back();
        for (std::size_t i = 0; i < (all ? captions.size() : 1); ++i) {
            const auto [place, isNew] = places.try_emplace(captions[i], result.captions.size());
            if (isNew) {
                result.captions.push_back(captions[i]);
                result.carriers.emplace_back();
            }
            if (std::find(own.begin(), own.end(), place->second) != own.end())
                continue;
            own.push_back(place->second);
            result.carriers[place->second].push_back(picture);
        }
    }
    return result;
}

std::vector<std::vector<std::size_t>> sortedEach(std::vector<std::vector<std::size_t>> lists)
{
    for (std::vector<std::size_t>& list : lists)
        std::sort(list.begin(), list.end());
    return lists;
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

/// Changes the scores of one query's candidates before they are ranked.
using ChangeScores = std::function<void(std::size_t query, std::span<float> scores)>;

/// `right`: the right candidates of each query, rising; a query without one is not asked. Those that do not find one
/// at once are added to `missed`.
RankedQueries rank(const VectorTable& queries, const VectorTable& candidates,
                   const std::vector<std::vector<std::size_t>>& right, const EvaluationWork& work,
                   const ChangeScores& change = {}, MissedQueries* missed = nullptr)
{
    RankedQueries ranked;
    std::vector<float> changed;
    forEachScoreRow(queries, candidates, [&](std::size_t query, std::span<const float> scores) {
        work.endIfAsked();
        const std::vector<std::size_t>& own = right[query];
        if (own.empty())
            return;
        if (change) {
            changed.assign(scores.begin(), scores.end());
            change(query, changed);
            scores = changed;
        }
        const auto isRight = [&](std::size_t i) { return std::binary_search(own.begin(), own.end(), i); };
        const std::int64_t place = rankOfFirstRight(scores, isRight);
        ranked.add(place, scores.size(), own.size());
        if (missed != nullptr)
            missed->add(query, place, scores, own);
    });
    return ranked;
}

std::vector<std::vector<std::size_t>> answersOf(const std::vector<const Record*>& records,
                                                const std::vector<std::string>& sortedAnswers)
{
    std::vector<std::vector<std::size_t>> result;
    for (const Record* record : records) {
        std::vector<std::size_t>& own = result.emplace_back();
        const auto place = std::lower_bound(sortedAnswers.begin(), sortedAnswers.end(), record->concept_);
        if (place != sortedAnswers.end() && *place == record->concept_)
            own.push_back(static_cast<std::size_t>(place - sortedAnswers.begin()));
    }
    return result;
}

/// The pairs of pictures and captions that ITM is to look at, and what it says of them.
class MatchedPairs {
public:
    explicit MatchedPairs(std::size_t pictures) : m_logits(pictures) {}

    void ask(std::size_t picture, std::size_t caption) { m_logits[picture].try_emplace(caption, 0.0F); }
    [[nodiscard]] std::map<std::size_t, float>& of(std::size_t picture) { return m_logits[picture]; }
    [[nodiscard]] float at(std::size_t picture, std::size_t caption) const { return m_logits[picture].at(caption); }

private:
    std::vector<std::map<std::size_t, float>> m_logits; ///< By caption, of each picture.
};

/// Looks at the pairs, a picture at a time. A picture that was read before and cannot be now ends the measurement.
void matchPairs(const Embedder& embedder, const EmbeddedPictures& pictures, const CaptionList& captions,
                const RetrievalOptions& options, MatchedPairs& pairs, EvaluationWork& work)
{
    PictureFeed feed = feedOf(embedder, pictures.records, options);
    while (auto picture = feed.next()) {
        work.endIfAsked();
        const std::string name = pictures.records[picture->index]->image.string();
        if (!picture->image)
            throw Error(ErrorKind::BadInput, name + " could be read a moment ago and now cannot: " + picture->problem);
        std::map<std::size_t, float>& own = pairs.of(picture->index);
        std::vector<std::string> sentences;
        for (const auto& [caption, logit] : own)
            sentences.push_back(sentenceFor(captions.captions[caption], options.captionTemplate));
        const std::vector<float> logits =
            sentences.empty() ? std::vector<float>() : options.matchLogits(*picture->image, sentences);
        if (logits.size() != sentences.size())
            throw Error(ErrorKind::Internal, "the model matched " + std::to_string(logits.size()) + " of " +
                                                 std::to_string(sentences.size()) + " sentences");
        std::size_t next = 0;
        for (auto& [caption, logit] : own)
            logit = logits[next++];
        work.advance(1, name);
    }
}

/// As rerankedRecall() (core/train/retrieval_metrics.h), for the pairs among the first of a query alone.
RerankedRecall rerank(const Embedder& embedder, const EmbeddedPictures& pictures, const VectorTable& sentences,
                      const CaptionList& captions, const RetrievalOptions& options, EvaluationWork& work)
{
    MatchedPairs pairs(pictures.records.size());
    forEachScoreRow(sentences, pictures.vectors, [&](std::size_t caption, std::span<const float> scores) {
        for (const std::size_t picture : highest(scores, options.rerank))
            pairs.ask(picture, caption);
    });
    forEachScoreRow(pictures.vectors, sentences, [&](std::size_t picture, std::span<const float> scores) {
        for (const std::size_t caption : highest(scores, options.rerank))
            pairs.ask(picture, caption);
    });
    matchPairs(embedder, pictures, captions, options, pairs, work);

    // Which pairs count is decided by the direction's own first places, not by what the other one asked for.
    const auto changed = [&](auto logitOf) {
        return [&options, logitOf](std::size_t query, std::span<float> scores) {
            const std::vector<std::size_t> first = highest(scores, options.rerank);
            std::vector<float> logits;
            for (const std::size_t candidate : first)
                logits.push_back(logitOf(query, candidate));
            rerankRow(scores, first, logits);
        };
    };
    RerankedRecall result;
    result.top = static_cast<std::int64_t>(options.rerank);
    result.textToImage =
        rank(sentences, pictures.vectors, captions.carriers, work,
             changed([&](std::size_t caption, std::size_t picture) { return pairs.at(picture, caption); }))
            .recall();
    result.imageToText =
        rank(pictures.vectors, sentences, sortedEach(captions.ofPicture), work,
             changed([&](std::size_t picture, std::size_t caption) { return pairs.at(picture, caption); }))
            .recall();
    return result;
}

void requireUsable(const RetrievalOptions& options)
{
    if (options.captionTemplate.find("%1") == std::string::npos)
        throw Error(ErrorKind::InvalidArgument,
                    "the caption template \"" + options.captionTemplate + "\" has no %1 where the caption is to stand");
    if (options.batch == 0)
        throw Error(ErrorKind::InvalidArgument, "a batch of 0 pictures makes no progress");
    if (options.rerank > 0 && !options.matchLogits)
        throw Error(ErrorKind::InvalidArgument, "re-ranking needs a model with an ITM head");
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
    EvaluationWork work(observer, std::move(stop));
    const auto expect = [&](std::size_t captions) {
        work.expect(chosen.size() * (options.rerank > 0 ? 2 : 1) + captions + answers.size());
    };
    expect(captionsOf(chosen, options.allCaptions).captions.size());

    RetrievalReport report;
    report.split = options.split;
    report.objectsOnly = options.objectsOnly;
    const EmbeddedPictures pictures = embedPictures(embedder, chosen, options, work);
    const CaptionList captions = captionsOf(pictures.records, options.allCaptions);
    expect(captions.captions.size());
    report.pictures = static_cast<std::int64_t>(pictures.records.size());
    report.captions = static_cast<std::int64_t>(captions.captions.size());

    const VectorTable sentences = embedCaptions(embedder, captions.captions, options, work);
    MissedQueries missed;
    report.textToImage = rank(sentences, pictures.vectors, captions.carriers, work, {}, &missed).recall();
    for (const MissedQueries::Missed& each : missed.worst(options.mistakes))
        report.mistakes.push_back({captions.captions[each.query], pictures.records[each.given]->image,
                                   static_cast<double>(each.givenScore), pictures.records[each.truth]->image,
                                   static_cast<double>(each.truthScore), each.place});
    report.imageToText = rank(pictures.vectors, sentences, sortedEach(captions.ofPicture), work).recall();
    if (options.rerank > 0)
        report.reranked = rerank(embedder, pictures, sentences, captions, options, work);

    const VectorTable names = embedCaptions(embedder, answers, options, work);
    const RankedQueries named = rank(pictures.vectors, names, answersOf(pictures.records, answers), work);
    report.identity = named.at(1);
    report.identityPictures = static_cast<std::int64_t>(named.size());
    report.identityAnswers = static_cast<std::int64_t>(answers.size());
    report.skipped = std::move(work.skipped());
    report.seconds = work.seconds();
    return report;
}

} // namespace vlmo
