#include "core/engine/evidence_maps.h"

#include "core/base/error.h"

namespace vlmo {

using torch::Tensor;

void AttentionRollout::onAttention(const Tensor& probabilities)
{
    const Tensor mean = probabilities[0].to(torch::kFloat32).mean(0); // [N, N]
    Tensor step = 0.5 * (mean + torch::eye(mean.size(0), mean.options()));
    step = step / step.sum(1, /*keepdim=*/true); // In bf16 a softmax is only nearly 1.
    m_rows = m_rows.defined() ? torch::matmul(step, m_rows) : step;
}

namespace {

/// Keeps the states between two blocks.
class StateKeeper final : public BlockObserver {
public:
    explicit StateKeeper(std::int64_t cut) : m_cut(cut) {}
    void onBlock(const BlockRecord& record) override
    {
        if (record.block + 1 == m_cut)
            m_states = record.after;
    }
    [[nodiscard]] const Tensor& states() const { return m_states; } ///< [1, N, d]; undefined for cut 0.

private:
    std::int64_t m_cut;
    Tensor m_states;
};

Tensor gradientOf(const Tensor& number, const Tensor& input)
{
    return torch::autograd::grad({number}, {input}, {}, /*retain_graph=*/true).front();
}

} // namespace

Tensor patchProducts(const Tensor& gradient, const Tensor& image)
{
    return (gradient * image).sum(2)[0].detach().narrow(0, 1, image.size(1) - 1).to(torch::kCPU, torch::kFloat32);
}

GradientMaps gradientMaps(Vlmo& model, const TextBatch& text, const Tensor& image, const Pass& pass, std::int64_t cut,
                          const std::vector<PlaceRun>& runs, const std::function<Tensor(const FusedStates&)>& logit,
                          const std::stop_token& stop)
{
    const Tensor input = image.detach().requires_grad_(true);
    StateKeeper keeper(cut);
    Pass watched = pass;
    watched.observer = &keeper;
    const Tensor number = logit(model->encodeFusedInput(text, input, watched));

    GradientMaps maps;
    maps.whole = patchProducts(gradientOf(number, input), input);
    const Tensor pull = keeper.states().defined() ? gradientOf(number, keeper.states()) : Tensor();
    for (const auto& [first, count] : runs) {
        if (stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "nobody waits for this evidence any more");
        if (!pull.defined()) {
            maps.parts.push_back(torch::zeros_like(maps.whole));
            continue;
        }
        const Tensor through = (keeper.states().narrow(1, first, count) * pull.narrow(1, first, count)).sum();
        maps.parts.push_back(patchProducts(gradientOf(through, input), input));
    }
    return maps;
}

} // namespace vlmo
