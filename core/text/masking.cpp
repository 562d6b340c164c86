#include "core/text/masking.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace vlmo {
namespace {

using Ids = std::span<const std::int32_t>;
using Places = std::vector<std::size_t>;

class SeededDraws final : public MaskingDraws {
public:
    explicit SeededDraws(std::uint64_t seed) : m_random(seed) {}

    double select(std::size_t) override { return m_random.uniform(); }
    double replaceByMask(std::size_t) override { return m_random.uniform(); }
    double replaceByRandom(std::size_t) override { return m_random.uniform(); }
    std::int32_t randomPiece(std::size_t, std::size_t vocabulary) override
    {
        return static_cast<std::int32_t>(m_random.below(vocabulary));
    }
    std::vector<std::size_t> wordOrder(std::size_t words) override
    {
        std::vector<std::size_t> order(words);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t left = words; left > 1; --left)
            std::swap(order[left - 1], order[m_random.below(left)]);
        return order;
    }

private:
    Random m_random;
};

void check(Ids ids, const Tokenizer& tokenizer, const MaskingOptions& options)
{
    for (const double share : {options.share, options.maskShare, options.randomOfRest})
        if (!(share >= 0.0 && share <= 1.0))
            throw Error(ErrorKind::InvalidArgument,
                        "a share of masked words must lie between 0 and 1, not at " + std::to_string(share));
    for (const std::int32_t id : ids)
        if (id < 0 || static_cast<std::size_t>(id) >= tokenizer.size())
            throw Error(ErrorKind::InvalidArgument, "the word piece " + std::to_string(id) +
                                                        " is outside the vocabulary of " +
                                                        std::to_string(tokenizer.size()));
}

/// Its own special pieces, `[UNK]` among them as in the reference: guessing "unknown" teaches nothing.
bool isSpecial(std::int32_t id, const Tokenizer& tokenizer)
{
    return id == tokenizer.pad() || id == tokenizer.unknown() || id == tokenizer.cls() || id == tokenizer.sep() ||
           id == tokenizer.mask();
}

Places choosePieces(Ids ids, const Tokenizer& tokenizer, const MaskingOptions& options, MaskingDraws& draws)
{
    Places chosen;
    std::size_t nearest = ids.size(); // The place that came closest to being chosen.
    double nearestDraw = 1.0;
    for (std::size_t place = 0; place < ids.size(); ++place) {
        if (isSpecial(ids[place], tokenizer))
            continue;
        const double draw = draws.select(place);
        if (draw < options.share)
            chosen.push_back(place);
        if (draw < nearestDraw) {
            nearest = place;
            nearestDraw = draw;
        }
    }
    if (chosen.empty() && options.atLeastOne && nearest < ids.size())
        chosen.push_back(nearest);
    return chosen;
}

struct Words {
    std::vector<Places> words;
    std::size_t countedPieces = 0; ///< What the share is taken of.
};

/// The words that may be offered. With padCountsForBudget everything but `[CLS]` and `[SEP]` is a word, as in the
/// reference; without it, only what can be masked.
Words wordsOf(Ids ids, const Tokenizer& tokenizer, const MaskingOptions& options)
{
    Words result;
    bool followsWord = false;
    for (std::size_t place = 0; place < ids.size(); ++place) {
        const std::int32_t id = ids[place];
        const bool offered =
            options.padCountsForBudget ? id != tokenizer.cls() && id != tokenizer.sep() : !isSpecial(id, tokenizer);
        if (!offered) {
            // In the reference a `##` piece continues the last word even over a separator.
            followsWord = followsWord && options.padCountsForBudget;
            continue;
        }
        if (followsWord && tokenizer.piece(id).starts_with("##"))
            result.words.back().push_back(place);
        else
            result.words.push_back({place});
        followsWord = true;
        ++result.countedPieces;
    }
    if (options.padCountsForBudget)
        result.countedPieces = ids.size();
    return result;
}

Places chooseWords(Ids ids, const Tokenizer& tokenizer, const MaskingOptions& options, MaskingDraws& draws)
{
    const Words all = wordsOf(ids, tokenizer, options);
    if (all.words.empty())
        return {};
    // Rounded half to even, as Python rounds.
    const double wanted = std::nearbyint(static_cast<double>(all.countedPieces) * options.share);
    const std::size_t budget = std::max<std::size_t>(1, static_cast<std::size_t>(wanted));

    Places chosen;
    std::size_t spent = 0;
    const Places* shortest = nullptr; // The first of the shortest words that can be masked.
    for (const std::size_t index : draws.wordOrder(all.words.size())) {
        const Places& word = all.words.at(index);
        const bool maskable = !isSpecial(ids[word.front()], tokenizer);
        if (maskable && (shortest == nullptr || word.size() < shortest->size()))
            shortest = &word;
        if (spent + word.size() > budget)
            continue;
        spent += word.size();
        for (const std::size_t place : word)
            if (!isSpecial(ids[place], tokenizer))
                chosen.push_back(place);
    }
    if (chosen.empty() && options.atLeastOne && shortest != nullptr)
        chosen = *shortest;
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

} // namespace

std::size_t MaskedPieces::count() const noexcept
{
    return labels.size() - static_cast<std::size_t>(std::count(labels.begin(), labels.end(), kNoLabel));
}

MaskedPieces maskPieces(Ids ids, const Tokenizer& tokenizer, const MaskingOptions& options, MaskingDraws& draws)
{
    check(ids, tokenizer, options);
    MaskedPieces result{{ids.begin(), ids.end()}, std::vector<std::int64_t>(ids.size(), MaskedPieces::kNoLabel)};
    const Places chosen = options.unit == MaskingUnit::Piece ? choosePieces(ids, tokenizer, options, draws)
                                                             : chooseWords(ids, tokenizer, options, draws);
    for (const std::size_t place : chosen) {
        result.labels[place] = ids[place];
        if (draws.replaceByMask(place) < options.maskShare)
            result.ids[place] = tokenizer.mask();
        else if (draws.replaceByRandom(place) < options.randomOfRest)
            result.ids[place] = draws.randomPiece(place, tokenizer.size());
    }
    return result;
}

MaskedPieces maskPieces(Ids ids, const Tokenizer& tokenizer, const MaskingOptions& options, std::uint64_t seed)
{
    SeededDraws draws(seed);
    return maskPieces(ids, tokenizer, options, draws);
}

} // namespace vlmo
