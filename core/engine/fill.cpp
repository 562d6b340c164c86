#include "core/engine/engine_impl.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace vlmo {

namespace {

/// The tokenizer takes "[MASK]" for special only where it stands alone, and as the vocabulary writes it.
std::string withMasksAlone(const std::string& sentence)
{
    constexpr std::string_view mask = "[MASK]";
    std::string result;
    for (std::size_t at = 0; at < sentence.size();) {
        const std::string_view here = std::string_view(sentence).substr(at, mask.size());
        const bool same = std::equal(here.begin(), here.end(), mask.begin(), mask.end(), [](char left, char right) {
            return std::toupper(static_cast<unsigned char>(left)) == right;
        });
        if (same)
            result.append(" ").append(mask).append(" ");
        else
            result += sentence[at];
        at += same ? mask.size() : 1;
    }
    return result;
}

std::vector<PieceGuess> bestPieces(const torch::Tensor& probabilities, const Tokenizer& tokenizer, std::size_t top)
{
    const float* values = probabilities.data_ptr<float>();
    std::vector<std::int32_t> order(static_cast<std::size_t>(probabilities.numel()));
    std::iota(order.begin(), order.end(), 0);
    const std::size_t count = std::min(top, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](std::int32_t left, std::int32_t right) { return values[left] > values[right]; });
    std::vector<PieceGuess> guesses;
    for (std::size_t i = 0; i < count; ++i)
        guesses.push_back({tokenizer.piece(order[i]), values[order[i]]});
    return guesses;
}

} // namespace

std::vector<FilledMask> Engine::fill(const std::optional<RgbImage>& prepared, const std::string& sentence,
                                     std::size_t top)
{
    refuseUnusable(sentence, "sentence");
    Impl& impl = *m_impl;
    const std::string spaced = withMasksAlone(sentence);
    const std::vector<std::int64_t> ids = impl.pieces(spaced);
    std::vector<std::int64_t> places;
    for (std::size_t place = 0; place < ids.size(); ++place)
        if (ids[place] == impl.tokenizer.mask())
            places.push_back(static_cast<std::int64_t>(place));
    const std::vector<std::int32_t> uncut = impl.tokenizer.ids(spaced);
    const auto wanted = static_cast<std::size_t>(std::count(uncut.begin(), uncut.end(), impl.tokenizer.mask()));
    if (wanted == 0)
        throw Error(ErrorKind::InvalidArgument, "the sentence has no [MASK] that could be filled in");
    if (places.size() < wanted)
        throw Error(ErrorKind::InvalidArgument, "a [MASK] stands beyond the " +
                                                    std::to_string(impl.folder.config.maxTextLength) +
                                                    " word pieces that this model reads; shorten the sentence");
    return impl.run("filling in words", [&] {
        const torch::Tensor index = torch::tensor(places, torch::kInt64).to(impl.device);
        torch::Tensor states;
        if (!impl.folder.config.hasMlm)
            (void)impl.model->mlm({}, impl.pass); // Says what the model lacks.
        if (prepared)
            states = impl.model->encodeFused(impl.text(spaced), impl.pixels({&*prepared, 1}), impl.pass).text;
        else
            states = impl.model->finalNorm(
                impl.model->encodeText(impl.text(spaced), impl.pass, VlmoImpl::Branches::OwnOnly).own);
        const torch::Tensor probabilities =
            torch::softmax(impl.model->mlm(states[0].index_select(0, index), impl.pass), 1).cpu().contiguous();
        std::vector<FilledMask> masks;
        for (std::int64_t i = 0; i < probabilities.size(0); ++i)
            masks.push_back({bestPieces(probabilities[i], impl.tokenizer, top)});
        return masks;
    });
}

} // namespace vlmo
