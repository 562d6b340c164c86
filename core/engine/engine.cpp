#include "core/engine/engine.h"

#include "core/base/process_memory.h"
#include "core/checkpoint/tensor_file.h"
#include "core/engine/engine_impl.h"
#include "core/engine/trace_recorder.h"
#include "core/model/weights.h"

#include <algorithm>
#include <numeric>

namespace vlmo {

using torch::Tensor;

namespace {

/// Pictures and sentences that go through the model at once: enough to fill the processor, little memory.
constexpr std::size_t kImagesAtOnce = 16;
constexpr std::size_t kTextsAtOnce = 64;

std::vector<std::vector<float>> rowsOf(const Tensor& matrix)
{
    const Tensor values = matrix.to(torch::kCPU, torch::kFloat32).contiguous();
    std::vector<std::vector<float>> rows;
    for (std::int64_t i = 0; i < values.size(0); ++i) {
        const float* row = values.data_ptr<float>() + i * values.size(1);
        rows.emplace_back(row, row + values.size(1));
    }
    return rows;
}

/// The sentences `order`, lengths rising, as a table [sentences, pieces] for each length.
std::vector<Tensor> tablesOf(const std::vector<std::vector<std::int64_t>>& ids, std::span<const std::size_t> order,
                             const torch::Device& device)
{
    std::vector<Tensor> tables;
    for (std::size_t first = 0; first < order.size();) {
        const std::size_t length = ids[order[first]].size();
        std::vector<std::int64_t> flat;
        std::int64_t count = 0;
        for (; first < order.size() && ids[order[first]].size() == length; ++first, ++count)
            flat.insert(flat.end(), ids[order[first]].begin(), ids[order[first]].end());
        tables.push_back(
            torch::tensor(flat, torch::kInt64).view({count, static_cast<std::int64_t>(length)}).to(device));
    }
    return tables;
}

} // namespace

Engine::Engine(std::unique_ptr<Impl> impl) noexcept : m_impl(std::move(impl)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Engine Engine::open(const std::filesystem::path& modelFolder, const EngineOptions& options)
{
    ModelFolder folder = readModelFolder(modelFolder);
    Tokenizer tokenizer = Tokenizer::fromFile(modelFolder / "vocab.txt");
    if (static_cast<std::int64_t>(tokenizer.size()) != folder.config.vocabularySize)
        throw Error(ErrorKind::Incompatible,
                    modelFolder.string() + ": vocab.txt has " + std::to_string(tokenizer.size()) +
                        " pieces, but config.json asks for " + std::to_string(folder.config.vocabularySize));
    EngineInfo info;
    const torch::Device device = deviceFromName(options.device);
    info.device = device.str();
    info.threads = useThreads(options.threads);
    if (options.precision == Precision::Auto) {
        const PrecisionChoice choice = choosePrecision(options.device, info.threads);
        info.precision = choice.precision;
        info.precisionReason = choice.reason;
    } else {
        info.precision = options.precision;
        info.precisionReason = "asked for";
    }
    auto impl = std::make_unique<Impl>(
        Impl{std::move(folder), std::move(info), std::move(tokenizer), device, Vlmo(nullptr), Pass{}});
    guarded("loading the model", [&] {
        const torch::NoGradGuard noGradient;
        impl->model = Vlmo(impl->folder.config);
        const TensorFile weights = readModelFolderTensors(modelFolder);
        try {
            loadWeights(impl->model, weights);
        } catch (const Error& error) {
            throw error.during(modelFolder.string());
        }
        if (const auto name = findNotFinite(*impl->model))
            throw Error(ErrorKind::BadInput,
                        modelFolder.string() + ": the weights '" + *name +
                            "' hold numbers that are not finite, so the model cannot compute anything; the file is "
                            "damaged, or the training that wrote it diverged");
        impl->model->eval();
        for (Tensor& parameter : impl->model->parameters()) {
            impl->info.parameters += parameter.numel();
            parameter.set_requires_grad(false); // Evidence asks for gradients of a picture, never of weights.
        }
        if (impl->info.precision == Precision::Bf16) {
            impl->pass.compute = torch::kBFloat16;
            impl->model->castProducts(torch::kBFloat16);
        }
        impl->model->to(device);
    });
    returnFreedMemory(); // The heap would keep the float32 weights that the cast ones replaced.
    return Engine(std::move(impl));
}

const ModelFolder& Engine::model() const
{
    return m_impl->folder;
}

const EngineInfo& Engine::info() const
{
    return m_impl->info;
}

std::string Engine::fingerprint() const
{
    return m_impl->folder.fingerprint;
}

std::int64_t Engine::dimension() const
{
    return m_impl->folder.config.width;
}

int Engine::imageSize() const
{
    return static_cast<int>(m_impl->folder.config.imageSize);
}

RgbImage Engine::prepare(const RgbImage& picture) const
{
    return resizeBicubic(picture, imageSize(), imageSize());
}

std::vector<std::vector<float>> Engine::embedImages(std::span<const RgbImage> prepared, Branch branch)
{
    return m_impl->run("embedding pictures", [&] {
        std::vector<std::vector<float>> vectors;
        for (std::size_t first = 0; first < prepared.size(); first += kImagesAtOnce) {
            const auto part = prepared.subspan(first, std::min(kImagesAtOnce, prepared.size() - first));
            for (std::vector<float>& row : rowsOf(m_impl->imageVectors(part, branch)))
                vectors.push_back(std::move(row));
        }
        return vectors;
    });
}

std::vector<std::vector<float>> Engine::embedTexts(std::span<const std::string> sentences, Branch branch)
{
    return m_impl->run("embedding sentences", [&] {
        // Sentences of like length go through together, and none is padded.
        std::vector<std::vector<std::int64_t>> ids;
        for (const std::string& sentence : sentences) {
            refuseUnusable(sentence, "sentence");
            ids.push_back(m_impl->pieces(sentence));
        }
        std::vector<std::size_t> order(ids.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t left, std::size_t right) { return ids[left].size() < ids[right].size(); });
        std::vector<std::vector<float>> vectors(sentences.size());
        for (std::size_t first = 0; first < order.size(); first += kTextsAtOnce) {
            const auto part = std::span(order).subspan(first, std::min(kTextsAtOnce, order.size() - first));
            auto rows = rowsOf(m_impl->textVectors(tablesOf(ids, part, m_impl->device), branch));
            for (std::size_t i = 0; i < part.size(); ++i)
                vectors[part[i]] = std::move(rows[i]);
        }
        return vectors;
    });
}

MatchResult Engine::match(const RgbImage& prepared, const std::string& sentence)
{
    refuseUnusable(sentence, "sentence");
    return m_impl->run("matching", [&] {
        const std::span<const RgbImage> one(&prepared, 1);
        MatchResult result;
        result.itcSimilarity =
            (m_impl->imageVectors(one, Branch::Own) * m_impl->textVectors({m_impl->text(sentence).ids}, Branch::Own))
                .sum()
                .item<float>();
        if (m_impl->folder.config.hasItm)
            result.itmProbability = m_impl->matchProbabilities(one, sentence).item<float>();
        return result;
    });
}

std::vector<float> Engine::matchMany(std::span<const RgbImage> prepared, const std::string& sentence)
{
    refuseUnusable(sentence, "sentence");
    return m_impl->run("matching", [&] {
        std::vector<float> probabilities;
        for (std::size_t first = 0; first < prepared.size(); first += kImagesAtOnce) {
            const auto part = prepared.subspan(first, std::min(kImagesAtOnce, prepared.size() - first));
            const Tensor values = m_impl->matchProbabilities(part, sentence).cpu().contiguous();
            probabilities.insert(probabilities.end(), values.data_ptr<float>(),
                                 values.data_ptr<float>() + values.numel());
        }
        return probabilities;
    });
}

std::vector<Answer> Engine::ask(const RgbImage& prepared, const std::string& question, std::size_t top)
{
    refuseUnusable(question, "question");
    m_impl->requireAnswerList();
    return m_impl->run("answering", [&] {
        const std::span<const RgbImage> one(&prepared, 1);
        const FusedStates states =
            m_impl->model->encodeFused(m_impl->text(question), m_impl->pixels(one), m_impl->pass);
        const Tensor scores = torch::sigmoid(m_impl->model->vqa(states.pooled, m_impl->pass))[0].cpu().contiguous();
        const ModelFolder& folder = m_impl->folder;
        std::vector<std::size_t> order(folder.answers.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const std::size_t count = std::min(top, order.size());
        const float* score = scores.data_ptr<float>();
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                          [&](std::size_t left, std::size_t right) { return score[left] > score[right]; });
        std::vector<Answer> answers;
        for (std::size_t i = 0; i < count; ++i)
            answers.push_back({folder.answers[order[i]], score[order[i]]});
        return answers;
    });
}

CompareResult Engine::compare(const RgbImage& left, const RgbImage& right, const std::string& sentence)
{
    refuseUnusable(sentence, "sentence");
    return m_impl->run("comparing", [&] {
        const auto pooled = [&](const RgbImage& picture, std::int64_t tokenType) {
            return m_impl->model
                ->encodeFused(m_impl->text(sentence), m_impl->pixels({&picture, 1}), m_impl->pass, tokenType)
                .pooled;
        };
        if (!m_impl->folder.config.hasNlvr2)
            (void)m_impl->model->nlvr2({}, {}, m_impl->pass); // says what the model lacks
        const Tensor logits = m_impl->model->nlvr2(pooled(left, 1), pooled(right, 2), m_impl->pass);
        return CompareResult{torch::softmax(logits, 1)[0][1].item<float>()};
    });
}

Trace Engine::trace(const std::optional<RgbImage>& prepared, const std::string& imageName, const std::string& sentence)
{
    const bool hasText = sentence.find_first_not_of(" \t\r\n") != std::string::npos;
    if (!prepared && !hasText)
        throw Error(ErrorKind::InvalidArgument, "a trace needs a picture, a sentence, or both");
    if (hasText)
        refuseUnusable(sentence, "sentence");
    return m_impl->run("recording a trace", [&] {
        const ModelConfig& config = m_impl->folder.config;
        Trace trace;
        trace.mode = prepared && hasText ? TraceMode::Fused : prepared ? TraceMode::Image : TraceMode::Text;
        trace.modelName = m_impl->folder.path.filename().string();
        trace.modelFingerprint = m_impl->folder.fingerprint;
        trace.imageName = prepared ? imageName : "";
        trace.sentence = hasText ? sentence : "";
        trace.blocks = config.depth;
        trace.vlStart = config.vlStart;
        if (hasText)
            for (const std::int64_t id : m_impl->pieces(sentence))
                trace.tokens.push_back(
                    {TraceToken::Kind::Word, m_impl->tokenizer.piece(static_cast<std::int32_t>(id)), -1, -1});
        const std::size_t words = trace.tokens.size();
        if (prepared) {
            trace.grid = static_cast<int>(config.grid());
            trace.tokens.push_back({TraceToken::Kind::ImageCls, "cls", -1, -1});
            for (int row = 0; row < trace.grid; ++row)
                for (int column = 0; column < trace.grid; ++column)
                    trace.tokens.push_back({TraceToken::Kind::Patch, "", row, column});
        }

        TraceRecorder recorder;
        Pass pass = m_impl->pass;
        pass.observer = &recorder;
        const auto own = VlmoImpl::Branches::OwnOnly;
        if (trace.mode == TraceMode::Fused)
            (void)m_impl->model->encodeFused(m_impl->text(sentence), m_impl->pixels({&*prepared, 1}), pass);
        else if (trace.mode == TraceMode::Image)
            (void)m_impl->model->encodeImage(m_impl->pixels({&*prepared, 1}), pass, own);
        else
            (void)m_impl->model->encodeText(m_impl->text(sentence), pass, own);

        recorder.fill(trace, [&](std::size_t block, std::size_t token) -> std::string {
            if (config.sharedExpert)
                return kSharedExpert;
            if (trace.mode == TraceMode::Fused && config.hasVlExpert(static_cast<std::int64_t>(block)))
                return kVlExpert;
            return token < words ? kLanguageExpert : kVisionExpert;
        });
        return trace;
    });
}

} // namespace vlmo
