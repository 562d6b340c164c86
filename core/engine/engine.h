#pragma once

#include "core/engine/embedder.h"
#include "core/engine/evidence.h"
#include "core/engine/trace.h"
#include "core/model/model_folder.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

enum class Precision { Auto, Fp32, Bf16 };

/// Throws Error(InvalidArgument) for anything but "auto", "fp32", "bf16".
[[nodiscard]] Precision precisionFromName(std::string_view name);
[[nodiscard]] const char* precisionName(Precision precision) noexcept;

struct EngineOptions {
    std::string device = "auto"; ///< "cpu", "cuda", "cuda:N", or "auto": CUDA when there is one.
    Precision precision = Precision::Auto;
    int threads = 0; ///< 0: as many as the process may use.
};

/// What was chosen, for display.
struct EngineInfo {
    std::string device;                    ///< "cpu" or "cuda:0 (name)"
    Precision precision = Precision::Fp32; ///< Never Auto.
    std::string precisionReason;           ///< "measured: bf16 3.9 times as fast as fp32 (2026-11-24)"
    int threads = 1;
    std::int64_t parameters = 0;
};

struct MatchResult {
    float itcSimilarity = 0.0F;          ///< Cosine of the two embeddings (own branch).
    std::optional<float> itmProbability; ///< Nothing when the model has no ITM head.
};

struct Answer {
    std::string text;
    float score = 0.0F; ///< Sigmoid of the logit: independent per answer, they do not add up to 1.
};

struct CompareResult {
    float trueProbability = 0.0F; ///< NLVR2: probability that the sentence is true of the two pictures.
};

/// A word piece that may stand at a [MASK].
struct PieceGuess {
    std::string piece;        ///< As the vocabulary has it: "##s" goes on with the piece before.
    float probability = 0.0F; ///< Softmax over the whole vocabulary.
};

/// What may stand at one [MASK], best first.
struct FilledMask {
    std::vector<PieceGuess> guesses;
};

/// Versions, devices and processors of this machine, for `vlmo info` and the window's about box.
struct SystemInfo {
    std::string version;
    std::string libtorch;
    std::string opencv;
    std::string cpu;
    int processors = 1;
    bool cpuHasBf16 = false;
    std::vector<std::string> cudaDevices;
};
[[nodiscard]] SystemInfo systemInfo();

/// Which of fp32 and bf16 is faster on this machine, measured once per machine and remembered in the cache folder.
struct PrecisionChoice {
    Precision precision = Precision::Fp32;
    std::string reason;
};
[[nodiscard]] PrecisionChoice choosePrecision(const std::string& device, int threads);

/// A loaded model: the front door of core for the window and the command line. No torch type crosses it.
///
/// Use from one thread at a time (prepare() excepted). A call throws Error: InvalidArgument (a sentence that is empty
/// or not UTF-8, a picture that does not come from prepare()), Incompatible (the model lacks the head, and the sentence
/// says which one and how to get it), OutOfMemory.
class Engine final : public Embedder {
public:
    /// Throws Error: NotFound, BadInput (also weights that are not finite), Incompatible (weights and configuration
    /// disagree), InvalidArgument (device).
    [[nodiscard]] static Engine open(const std::filesystem::path& modelFolder, const EngineOptions& options = {});
    ~Engine() override;
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;

    [[nodiscard]] const ModelFolder& model() const;
    [[nodiscard]] const EngineInfo& info() const;

    [[nodiscard]] std::string fingerprint() const override;
    [[nodiscard]] std::int64_t dimension() const override;
    [[nodiscard]] int imageSize() const override;
    [[nodiscard]] RgbImage prepare(const RgbImage& picture) const override;
    [[nodiscard]] std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared,
                                                              Branch branch) override;
    [[nodiscard]] std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences,
                                                             Branch branch) override;

    [[nodiscard]] MatchResult match(const RgbImage& prepared, const std::string& sentence);
    /// ITM probability of each picture with the sentence.
    [[nodiscard]] std::vector<float> matchMany(std::span<const RgbImage> prepared, const std::string& sentence);
    /// Best answers first, at most `top`.
    [[nodiscard]] std::vector<Answer> ask(const RgbImage& prepared, const std::string& question, std::size_t top);
    [[nodiscard]] CompareResult compare(const RgbImage& left, const RgbImage& right, const std::string& sentence);

    // Many at once, for measuring on a data set. Throw Error(InvalidArgument) where lists differ in length.

    /// The surest answer to each question about the picture beside it.
    [[nodiscard]] std::vector<Answer> askMany(std::span<const RgbImage> prepared,
                                              std::span<const std::string> questions);
    /// The probability that each sentence is true of the two pictures beside it.
    [[nodiscard]] std::vector<float> compareMany(std::span<const RgbImage> left, std::span<const RgbImage> right,
                                                 std::span<const std::string> sentences);
    /// ITM's logit for a match of one picture with each sentence: what re-ranking adds to similarities.
    [[nodiscard]] std::vector<float> matchLogits(const RgbImage& prepared, std::span<const std::string> sentences);
    /// Probabilities of the model's classes (ModelFolder::classes) for each picture; they add up to 1.
    [[nodiscard]] std::vector<std::vector<float>> classify(std::span<const RgbImage> prepared);

    /// For each [MASK] of the sentence, in order, its `top` most probable pieces; with a picture or by the words alone.
    /// "[MASK]" counts in any case and beside punctuation. Throws Error(InvalidArgument) for a sentence without one, or
    /// with one beyond the model's text length.
    [[nodiscard]] std::vector<FilledMask> fill(const std::optional<RgbImage>& prepared, const std::string& sentence,
                                               std::size_t top);
    /// Where in the picture an answer, or how well a sentence fits, comes from. Roll-out takes as long as a pass; the
    /// gradient one more for each word, and stops between words: Error(Cancelled).
    [[nodiscard]] Evidence evidence(const RgbImage& prepared, const std::string& sentence,
                                    const EvidenceRequest& request, const std::stop_token& stop = {});
    /// Records a forward pass: image mode without a sentence, text mode without a picture, fused with both.
    [[nodiscard]] Trace trace(const std::optional<RgbImage>& prepared, const std::string& imageName,
                              const std::string& sentence);

private:
    struct Impl; // engine.cpp: the torch modules
    explicit Engine(std::unique_ptr<Impl> impl) noexcept;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vlmo
