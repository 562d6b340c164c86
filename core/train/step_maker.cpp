#include "core/train/step_maker.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/stopwatch.h"
#include "core/engine/engine.h"
#include "core/engine/torch_device.h"
#include "core/train/open_task.h"
#include "core/train/process_group.h"

#include <algorithm>
#include <cmath>

namespace vlmo {

namespace {

/// Items of the batch that one process of so many computes at once.
std::int64_t microBatchOf(const Recipe& recipe, std::int64_t processes)
{
    const std::int64_t own = std::max<std::int64_t>(1, recipe.batch / processes);
    return recipe.microBatch > 0 ? std::min(recipe.microBatch, own) : own;
}

/// Before the processes meet, so that all refuse and none waits for one that did.
const ProcessGroup& dividing(const Recipe& recipe, const ProcessGroup& group)
{
    if (group.size > 0 && recipe.batch % (microBatchOf(recipe, group.size) * group.size) != 0)
        throw Error(ErrorKind::InvalidArgument, "a batch of " + std::to_string(recipe.batch) +
                                                    " cannot be divided evenly among " + std::to_string(group.size) +
                                                    " processes");
    return group;
}

} // namespace

StepMaker::StepMaker(RunFolder& run, StepMakerOptions options)
    : m_run(run), m_options(std::move(options)), m_device(deviceFromName(m_options.train.device)),
      m_threads(useThreads(m_options.train.threads)),
      m_others(joinProcesses(dividing(run.recipe(), m_options.train.group), m_device)),
      m_task(openTask({.run = run,
                       .writes = m_options.writes && m_others->rank() == 0,
                       .device = m_device,
                       .others = *m_others,
                       .ledger = m_options.ledger,
                       .observer = m_options.observer,
                       .stop = m_options.stop})),
      m_recipe(run.recipe()), m_optimizer(m_task->module(), m_recipe.optimiser),
      m_experts(m_recipe.watching.expertsEvery > 0 ? ExpertWatch(m_task->module()) : ExpertWatch())
{
    const Precision asked = precisionFromName(m_recipe.precision);
    const Precision precision =
        asked == Precision::Auto ? choosePrecision(m_options.train.device, m_threads).precision : asked;
    m_pass.compute = precision == Precision::Bf16 ? torch::kBFloat16 : torch::kFloat32;
    m_pass.recompute = m_recipe.recompute;
    if (m_options.ledger != nullptr)
        m_options.ledger->charge(MemoryPhase::Optimiser);
}

RunProgress StepMaker::loadNewest()
{
    const auto last = m_run.lastCheckpoint();
    return last ? loadCheckpoint(*last, m_task->module(), m_optimizer) : RunProgress{};
}

std::int64_t StepMaker::microBatch() const
{
    return microBatchOf(m_recipe, m_others->size());
}

std::int64_t StepMaker::microBatches() const
{
    return m_recipe.batch / (microBatch() * m_others->size());
}

std::unique_ptr<Prefetcher> StepMaker::batchesFrom(std::int64_t step) const
{
    return std::make_unique<Prefetcher>(
        *m_task, [this](std::uint64_t number) { return request(number); },
        static_cast<std::uint64_t>(step * microBatches()));
}

/// Micro-batch after micro-batch; within one, process after process. So the union of all processes is the batch that
/// one process would have computed.
BatchRequest StepMaker::request(std::uint64_t number) const
{
    const auto count = static_cast<std::uint64_t>(microBatch());
    const auto processes = static_cast<std::uint64_t>(m_others->size());
    const auto rank = static_cast<std::uint64_t>(m_others->rank());
    return {static_cast<std::int64_t>(number / static_cast<std::uint64_t>(microBatches())),
            (number * processes + rank) * count, count};
}

/// Those that have a gradient in any process. What has none in all of them stays untouched, as it does in one process
/// alone: a gradient of zeros would let weight decay at it.
std::vector<torch::Tensor> StepMaker::parametersWithGradient()
{
    std::vector<torch::Tensor> learning;
    std::vector<float> has;
    for (const torch::Tensor& parameter : m_task->module().parameters())
        if (parameter.requires_grad()) {
            learning.push_back(parameter);
            has.push_back(parameter.grad().defined() ? 1.0F : 0.0F);
        }
    std::vector<torch::Tensor> counts{torch::tensor(has, torch::kFloat32).to(m_device)};
    m_others->sum(counts);
    const torch::Tensor everywhere = counts.front().cpu();
    std::vector<torch::Tensor> found;
    for (std::size_t i = 0; i < learning.size(); ++i)
        if (everywhere[static_cast<std::int64_t>(i)].item<float>() > 0.0F)
            found.push_back(learning[i]);
    return found;
}

/// Makes gradients, losses and the wish to stop those of all processes.
void StepMaker::reduce(Gradients& gradients)
{
    gradients.stop = m_options.stop.stop_requested();
    if (m_others->size() == 1)
        return;
    StepEvent& event = gradients.event;
    std::vector<double> values{gradients.stop ? 1.0 : 0.0, event.loss};
    for (const auto& [name, value] : event.measures)
        values.push_back(value);
    std::vector<torch::Tensor> tensors{torch::tensor(values, torch::kFloat64).to(m_device)};
    for (const torch::Tensor& parameter : parametersWithGradient()) {
        if (!parameter.grad().defined())
            torch::Tensor(parameter).mutable_grad() = torch::zeros_like(parameter);
        tensors.push_back(parameter.grad());
    }
    m_others->sum(tensors);
    const auto processes = static_cast<double>(m_others->size());
    for (std::size_t i = 1; i < tensors.size(); ++i)
        tensors[i].div_(processes);
    const torch::Tensor sums = tensors.front().cpu();
    gradients.stop = sums[0].item<double>() > 0.0;
    event.loss = sums[1].item<double>() / processes;
    std::int64_t place = 2;
    for (auto& [name, value] : event.measures)
        value = sums[place++].item<double>() / processes;
}

StepMaker::Gradients StepMaker::computeGradients(Prefetcher& batches, std::int64_t step)
{
    const std::int64_t parts = microBatches();
    Gradients result;
    m_task->module().train();
    m_optimizer.zeroGradients();
    for (std::int64_t part = 0; part < parts; ++part) {
        const Stopwatch clock;
        const std::unique_ptr<TaskBatch> batch = batches.take();
        result.waited += clock.seconds();
        result.lengths.keepLarger(m_task->lengthsOf(*batch));
        // Stochastic depth draws from torch's generator: seeded by step and part, a resumed run draws the same.
        torch::manual_seed(mixBits(m_recipe.seed ^ mixBits(static_cast<std::uint64_t>(step * parts + part) * 64 +
                                                           static_cast<std::uint64_t>(m_others->rank()))));
        const StepOutcome outcome = m_task->forward(*batch, step, m_pass);
        const double loss = outcome.loss.item<double>();
        if (!std::isfinite(loss))
            result.brokenBatch = batch->describe();
        (outcome.loss / static_cast<double>(parts)).backward();
        result.event.loss += loss / static_cast<double>(parts);
        for (const auto& [name, value] : outcome.measures)
            result.event.measures[name] += value / static_cast<double>(parts);
    }
    reduce(result);
    return result;
}

void StepMaker::update(StepEvent& event, std::int64_t step)
{
    event.learningRate = learningRateAt(step, m_recipe.optimiser.learningRate, m_recipe.schedule);
    event.gradientNorm = m_optimizer.step(event.learningRate);
}

} // namespace vlmo
