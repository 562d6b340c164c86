#include "core/engine/engine_impl.h"

#include <algorithm>

// Many pictures and sentences at once: what measuring a model on a data set asks for.

namespace vlmo {

using torch::Tensor;

namespace {

constexpr std::size_t kPairsAtOnce = 32;

void requireAsMany(std::size_t pictures, std::size_t sentences)
{
    if (pictures != sentences)
        throw Error(ErrorKind::InvalidArgument, "there are " + std::to_string(pictures) + " pictures for " +
                                                    std::to_string(sentences) + " sentences");
}

/// The sentences as one table, shorter ones padded.
TextBatch tableOf(const std::vector<std::vector<std::int64_t>>& ids, const torch::Device& device)
{
    std::size_t longest = 0;
    for (const auto& row : ids)
        longest = std::max(longest, row.size());
    const auto rows = static_cast<std::int64_t>(ids.size());
    const auto columns = static_cast<std::int64_t>(longest);
    Tensor table = torch::zeros({rows, columns}, torch::kInt64);
    Tensor mask = torch::zeros({rows, columns}, torch::kBool);
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto& own = ids[static_cast<std::size_t>(row)];
        const auto length = static_cast<std::int64_t>(own.size());
        table[row].narrow(0, 0, length).copy_(torch::tensor(own, torch::kInt64));
        mask[row].narrow(0, 0, length).fill_(true);
    }
    return {table.to(device), mask.all().item<bool>() ? Tensor() : mask.to(device)};
}

/// Calls `body(first, count)` for each part of `total` that goes through the model together.
template <typename Body>
void inParts(std::size_t total, const Body& body)
{
    for (std::size_t first = 0; first < total; first += kPairsAtOnce)
        body(first, std::min(kPairsAtOnce, total - first));
}

} // namespace

TextBatch Engine::Impl::texts(std::span<const std::string> sentences, const char* what) const
{
    std::vector<std::vector<std::int64_t>> ids;
    for (const std::string& sentence : sentences) {
        refuseUnusable(sentence, what);
        ids.push_back(pieces(sentence));
    }
    return tableOf(ids, device);
}

std::vector<Answer> Engine::askMany(std::span<const RgbImage> prepared, std::span<const std::string> questions)
{
    requireAsMany(prepared.size(), questions.size());
    m_impl->requireAnswerList();
    return m_impl->run("answering", [&] {
        std::vector<Answer> answers;
        inParts(questions.size(), [&](std::size_t first, std::size_t count) {
            const FusedStates states =
                m_impl->model->encodeFused(m_impl->texts(questions.subspan(first, count), "question"),
                                           m_impl->pixels(prepared.subspan(first, count)), m_impl->pass);
            const auto [scores, places] = torch::sigmoid(m_impl->model->vqa(states.pooled, m_impl->pass)).max(1);
            for (std::size_t i = 0; i < count; ++i) {
                const auto row = static_cast<std::int64_t>(i);
                answers.push_back({m_impl->folder.answers[static_cast<std::size_t>(places[row].item<std::int64_t>())],
                                   scores[row].item<float>()});
            }
        });
        return answers;
    });
}

std::vector<float> Engine::compareMany(std::span<const RgbImage> left, std::span<const RgbImage> right,
                                       std::span<const std::string> sentences)
{
    requireAsMany(left.size(), sentences.size());
    requireAsMany(right.size(), sentences.size());
    return m_impl->run("comparing", [&] {
        if (!m_impl->folder.config.hasNlvr2)
            (void)m_impl->model->nlvr2({}, {}, m_impl->pass); // Says what the model lacks.
        std::vector<float> truth;
        inParts(sentences.size(), [&](std::size_t first, std::size_t count) {
            const TextBatch text = m_impl->texts(sentences.subspan(first, count), "sentence");
            const auto pooled = [&](std::span<const RgbImage> pictures, std::int64_t tokenType) {
                return m_impl->model
                    ->encodeFused(text, m_impl->pixels(pictures.subspan(first, count)), m_impl->pass, tokenType)
                    .pooled;
            };
            const Tensor logits = m_impl->model->nlvr2(pooled(left, 1), pooled(right, 2), m_impl->pass);
            const std::vector<float> part = valuesOf(torch::softmax(logits, 1).select(1, 1));
            truth.insert(truth.end(), part.begin(), part.end());
        });
        return truth;
    });
}

std::vector<float> Engine::matchLogits(const RgbImage& prepared, std::span<const std::string> sentences)
{
    return m_impl->run("matching", [&] {
        std::vector<float> logits;
        inParts(sentences.size(), [&](std::size_t first, std::size_t count) {
            const Tensor picture =
                m_impl->pixels({&prepared, 1}).expand({static_cast<std::int64_t>(count), -1, -1, -1});
            const FusedStates states = m_impl->model->encodeFused(
                m_impl->texts(sentences.subspan(first, count), "sentence"), picture, m_impl->pass);
            const std::vector<float> part = valuesOf(m_impl->model->itm(states.pooled, m_impl->pass).select(1, 1));
            logits.insert(logits.end(), part.begin(), part.end());
        });
        return logits;
    });
}

std::vector<std::vector<float>> Engine::classify(std::span<const RgbImage> prepared)
{
    const ModelFolder& folder = m_impl->folder;
    if (static_cast<std::int64_t>(folder.classes.size()) != folder.config.imageClasses)
        throw Error(ErrorKind::Incompatible, folder.path.string() + " has a classifier of " +
                                                 std::to_string(folder.config.imageClasses) +
                                                 " classes but no classes.txt that names them");
    return m_impl->run("naming classes", [&] {
        std::vector<std::vector<float>> probabilities;
        inParts(prepared.size(), [&](std::size_t first, std::size_t count) {
            const BranchStates states = m_impl->model->encodeImage(m_impl->pixels(prepared.subspan(first, count)),
                                                                   m_impl->pass, VlmoImpl::Branches::OwnOnly);
            const Tensor shares = torch::softmax(m_impl->model->classify(states.own, m_impl->pass), 1);
            for (std::int64_t row = 0; row < shares.size(0); ++row)
                probabilities.push_back(valuesOf(shares[row]));
        });
        return probabilities;
    });
}

} // namespace vlmo
