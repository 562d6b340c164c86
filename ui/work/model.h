#pragma once

#include "core/engine/engine.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo::ui {

/// What the window shows of a loaded model. What it can be asked counts the heads of its specialists in
/// (core/model/specialists.h).
struct ModelFacts {
    QString name;
    std::filesystem::path folder;
    std::string fingerprint;
    std::int64_t dimension = 0;
    std::int64_t blocks = 0;
    std::int64_t width = 0;
    std::int64_t vlStart = 0;     ///< First block with the VL expert; equal to blocks when there is none.
    bool hasSharedExpert = false; ///< One feed-forward network serves in place of all experts (an ablation).
    int imageSize = 0;
    bool hasItm = false;
    bool hasItc = true;
    bool hasMlm = false;
    bool hasNlvr2 = false;
    std::int64_t vqaAnswers = 0; ///< Of its VQA head; 0 without one.
    bool hasAnswerList = false;  ///< Whether these answers have names.
    QString device;
    int threads = 1;
    QString precision;
    QString precisionReason;
    std::int64_t parameters = 0;

    /// Names of the experts as the configuration has them.
    [[nodiscard]] QStringList experts() const;
};

/// What the window asks of a model. The engine answers it; tests put a small stand-in in its place.
///
/// Lives in the session's engine thread; only prepare() of its embedder may be called from others.
class Model {
public:
    virtual ~Model() = default;

    [[nodiscard]] virtual ModelFacts facts() const = 0;
    [[nodiscard]] virtual Embedder& embedder() = 0;
    [[nodiscard]] virtual MatchResult match(const RgbImage& prepared, const std::string& sentence) = 0;
    [[nodiscard]] virtual Trace trace(const std::optional<RgbImage>& prepared, const std::string& imageName,
                                      const std::string& sentence) = 0;

    /// The model to ask for what a head answers: this one, or the specialist in its folder that has the head, which is
    /// opened when it is first asked for and stays (core/model/specialists.h). Pictures are prepared by the one that is
    /// asked. Throws what openModel() throws.
    [[nodiscard]] virtual Model& withHead(const std::string& head)
    {
        (void)head;
        return *this;
    }

    // What only some models can do; as it stands here each throws Error(Incompatible). See Engine for the contracts.

    [[nodiscard]] virtual std::vector<Answer> ask(const RgbImage& prepared, const std::string& question,
                                                  std::size_t top);
    [[nodiscard]] virtual CompareResult compare(const RgbImage& left, const RgbImage& right,
                                                const std::string& sentence);
    [[nodiscard]] virtual std::vector<FilledMask> fill(const std::optional<RgbImage>& prepared,
                                                       const std::string& sentence, std::size_t top);
    [[nodiscard]] virtual Evidence evidence(const RgbImage& prepared, const std::string& sentence,
                                            const EvidenceRequest& request, const std::stop_token& stop);
};

/// The engine with the model of a folder. Takes seconds; throws what Engine::open throws.
[[nodiscard]] std::unique_ptr<Model> openModel(const std::filesystem::path& folder, const EngineOptions& options);

} // namespace vlmo::ui
