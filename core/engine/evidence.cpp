#include "core/engine/evidence.h"

#include "core/engine/engine_impl.h"
#include "core/engine/evidence_maps.h"

#include <algorithm>

namespace vlmo {

const char* evidenceMethodName(EvidenceMethod method) noexcept
{
    return method == EvidenceMethod::Rollout ? "rollout" : "gradient";
}

std::vector<float> evidenceShares(const std::vector<float>& patches)
{
    std::vector<float> shares(patches.size(), 0.0F);
    if (patches.empty())
        return shares;
    const auto [weakest, strongest] = std::minmax_element(patches.begin(), patches.end());
    const float low = std::max(*weakest, 0.0F);
    const float range = *strongest - low;
    if (range > 0.0F)
        std::transform(patches.begin(), patches.end(), shares.begin(),
                       [&](float value) { return std::max(value - low, 0.0F) / range; });
    return shares;
}

namespace {

/// The words between `[CLS]` and `[SEP]`, pieces that go on with a word joined to it.
std::vector<EvidenceWord> wordsOf(const Tokenizer& tokenizer, const std::vector<std::int32_t>& ids)
{
    std::vector<EvidenceWord> words;
    for (std::size_t place = 1; place + 1 < ids.size(); ++place) {
        const std::string& piece = tokenizer.piece(ids[place]);
        if (piece.starts_with("##") && piece.size() > 2 && !words.empty()) {
            words.back().text += piece.substr(2);
            ++words.back().pieces;
        } else {
            words.push_back({piece, place, 1, {}});
        }
    }
    return words;
}

struct Named {
    std::string text;
    std::int64_t number = 0;
};

/// The answer that is to be explained, or else the first choice.
Named answerOf(const ModelFolder& folder, const std::string& wanted, const torch::Tensor& logits)
{
    if (wanted.empty()) {
        const auto best = logits.argmax().item<std::int64_t>();
        return {folder.answers.at(static_cast<std::size_t>(best)), best};
    }
    const auto found = std::find(folder.answers.begin(), folder.answers.end(), wanted);
    if (found == folder.answers.end())
        throw Error(ErrorKind::InvalidArgument, "\"" + wanted + "\" is none of the answers that this model knows");
    return {wanted, std::distance(folder.answers.begin(), found)};
}

/// Words and patches do not meet in ITC: there is one map, of the picture for the whole sentence.
bool isApart(const ModelConfig& config, const EvidenceRequest& request)
{
    return request.target == EvidenceRequest::Target::Match && !config.hasItm;
}

} // namespace

void Engine::Impl::addRollout(Evidence& evidence, const RgbImage& prepared, const std::string& sentence,
                              const EvidenceRequest& request)
{
    AttentionRollout rollout;
    Pass watched = pass;
    watched.observer = &rollout;
    const torch::Tensor planes = pixels({&prepared, 1});
    std::int64_t firstPatch = 1;
    if (isApart(folder.config, request)) {
        (void)model->encodeImage(planes, watched, VlmoImpl::Branches::OwnOnly);
    } else {
        const TextBatch batch = text(sentence);
        firstPatch += batch.ids.size(1);
        const FusedStates states = model->encodeFused(batch, planes, watched);
        if (request.target == EvidenceRequest::Target::Answer)
            evidence.target = answerOf(folder, request.answer, model->vqa(states.pooled, pass)[0]).text;
    }
    const torch::Tensor toPatches = rollout.rows().narrow(1, firstPatch, folder.config.patches());
    evidence.whole = valuesOf(toPatches[0]);
    for (EvidenceWord& word : evidence.words)
        word.patches = valuesOf(
            toPatches.narrow(0, static_cast<std::int64_t>(word.place), static_cast<std::int64_t>(word.pieces)).mean(0));
}

void Engine::Impl::addGradients(Evidence& evidence, const RgbImage& prepared, const std::string& sentence,
                                const EvidenceRequest& request, const std::stop_token& stop)
{
    const ModelConfig& config = folder.config;
    const torch::Tensor image = model->imageInput(pixels({&prepared, 1}), pass);
    if (isApart(config, request)) {
        const torch::Tensor input = image.detach().requires_grad_(true);
        const auto own = VlmoImpl::Branches::OwnOnly;
        const torch::Tensor similarity = (model->itcImage(model->encodeImageInput(input, pass, own).own, pass) *
                                          textVectors({text(sentence).ids}, Branch::Own))
                                             .sum();
        evidence.whole = valuesOf(patchProducts(torch::autograd::grad({similarity}, {input}).front(), input));
        return;
    }
    std::vector<PlaceRun> runs;
    for (const EvidenceWord& word : evidence.words)
        runs.emplace_back(static_cast<std::int64_t>(word.place), static_cast<std::int64_t>(word.pieces));
    // After the last block only the first place counts, and before the first no word has met a patch.
    const std::int64_t last = config.depth - 1;
    const std::int64_t cut = std::clamp<std::int64_t>(config.vlStart, std::min<std::int64_t>(1, last), last);
    const auto logit = [&](const FusedStates& states) {
        if (request.target == EvidenceRequest::Target::Match)
            return model->itm(states.pooled, pass)[0][1];
        const torch::Tensor logits = model->vqa(states.pooled, pass)[0];
        const Named answer = answerOf(folder, request.answer, logits);
        evidence.target = answer.text;
        return logits[answer.number];
    };
    const GradientMaps maps = gradientMaps(model, text(sentence), image, pass, cut, runs, logit, stop);
    evidence.whole = valuesOf(maps.whole);
    for (std::size_t i = 0; i < evidence.words.size(); ++i)
        evidence.words[i].patches = valuesOf(maps.parts[i]);
}

Evidence Engine::evidence(const RgbImage& prepared, const std::string& sentence, const EvidenceRequest& request,
                          const std::stop_token& stop)
{
    const bool wantsAnswer = request.target == EvidenceRequest::Target::Answer;
    refuseUnusable(sentence, wantsAnswer ? "question" : "sentence");
    Impl& impl = *m_impl;
    if (wantsAnswer)
        impl.requireAnswerList();

    Evidence evidence;
    evidence.method = request.method;
    evidence.grid = static_cast<int>(impl.folder.config.grid());
    const EncodedText encoded =
        impl.tokenizer.encode(sentence, static_cast<std::size_t>(impl.folder.config.maxTextLength));
    evidence.cutPieces = encoded.cutPieces;
    if (!isApart(impl.folder.config, request))
        evidence.words = wordsOf(impl.tokenizer, encoded.ids);
    if (request.method == EvidenceMethod::Rollout)
        impl.run("rolling attention out", [&] { impl.addRollout(evidence, prepared, sentence, request); });
    else
        impl.runWithGradients("taking gradients",
                              [&] { impl.addGradients(evidence, prepared, sentence, request, stop); });
    return evidence;
}

} // namespace vlmo
