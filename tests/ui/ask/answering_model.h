#pragma once

#include "core/base/error.h"
#include "core/vision/image.h"
#include "ui/work/model.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace vlmo::test {

/// What a test tells a model to do, and what it was asked. Shared by the test and the engine's thread.
class AnswerScript {
public:
    ui::ModelFacts facts;

    AnswerScript()
    {
        facts.name = QStringLiteral("answering");
        facts.imageSize = 4;
        facts.hasItm = facts.hasMlm = facts.hasNlvr2 = true;
        facts.vqaAnswers = 3;
        facts.hasAnswerList = true;
    }

    /// While closed, questions wait in the engine's thread.
    void hold()
    {
        const std::lock_guard lock(m_mutex);
        m_open = false;
    }
    void release()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    void failWith(const std::string& problem)
    {
        const std::lock_guard lock(m_mutex);
        m_problem = problem;
    }
    [[nodiscard]] std::vector<std::string> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

    /// In the engine's thread.
    void hear(const std::string& what)
    {
        std::unique_lock lock(m_mutex);
        m_asked.push_back(what);
        m_changed.wait(lock, [this] { return m_open; });
        if (!m_problem.empty())
            throw Error(ErrorKind::Internal, m_problem);
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = true;
    std::string m_problem;
    std::vector<std::string> m_asked;
};

/// A model without weights that answers by the colour of the upper left corner: "red" scores by its redness.
class AnsweringModel final : public ui::Model, private Embedder {
public:
    explicit AnsweringModel(std::shared_ptr<AnswerScript> script) : m_script(std::move(script)) {}

    [[nodiscard]] ui::ModelFacts facts() const override { return m_script->facts; }
    [[nodiscard]] Embedder& embedder() override { return *this; }
    [[nodiscard]] MatchResult match(const RgbImage& prepared, const std::string& sentence) override
    {
        m_script->hear(sentence);
        return {redness(prepared) - 0.25F, m_script->facts.hasItm ? std::optional(redness(prepared)) : std::nullopt};
    }
    [[nodiscard]] Trace trace(const std::optional<RgbImage>&, const std::string&, const std::string&) override
    {
        return {};
    }
    [[nodiscard]] std::vector<Answer> ask(const RgbImage& prepared, const std::string& question,
                                          std::size_t top) override
    {
        m_script->hear(question);
        const float red = redness(prepared);
        std::vector<Answer> answers{{"red", red}, {"blue", 0.3F}, {"none", 0.1F}};
        std::ranges::stable_sort(answers, std::ranges::greater(), &Answer::score);
        answers.resize(std::min(top, answers.size()));
        return answers;
    }
    [[nodiscard]] CompareResult compare(const RgbImage& left, const RgbImage& right,
                                        const std::string& sentence) override
    {
        m_script->hear(sentence);
        return {redness(left) > redness(right) ? 0.9F : 0.2F};
    }
    [[nodiscard]] std::vector<FilledMask> fill(const std::optional<RgbImage>& prepared, const std::string& sentence,
                                               std::size_t) override
    {
        m_script->hear(sentence);
        const float dog = prepared ? 0.7F : 0.2F;
        return {{{{"dog", dog}, {"cat", 0.15F}}}, {{{"##s", 0.5F}, {"red", 0.25F}}}};
    }
    [[nodiscard]] Evidence evidence(const RgbImage&, const std::string&, const EvidenceRequest& request,
                                    const std::stop_token&) override
    {
        Evidence evidence;
        evidence.method = request.method;
        evidence.target = request.target == EvidenceRequest::Target::Answer ? "red" : "";
        evidence.grid = 2;
        evidence.whole = {0.9F, 0.0F, 0.0F, 0.1F};
        const std::vector<float> colour = request.method == EvidenceMethod::Rollout
                                              ? std::vector{0.0F, 0.5F, 0.0F, 0.0F}
                                              : std::vector{0.0F, 0.0F, 0.5F, 0.0F};
        evidence.words = {{"what", 1, 1, {0.1F, 0.1F, 0.1F, 0.2F}}, {"colour", 2, 2, colour}};
        return evidence;
    }

private:
    static float redness(const RgbImage& picture) { return static_cast<float>(picture.pixels.at(0)) / 255.0F; }
    std::string fingerprint() const override { return "answering"; }
    std::int64_t dimension() const override { return 1; }
    int imageSize() const override { return 4; }
    RgbImage prepare(const RgbImage& picture) const override
    {
        RgbImage square{4, 4, {}};
        for (int i = 0; i < 16; ++i)
            square.pixels.insert(square.pixels.end(), picture.pixels.begin(), picture.pixels.begin() + 3);
        return square;
    }
    std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared, Branch) override
    {
        return std::vector<std::vector<float>>(prepared.size(), {1.0F});
    }
    std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences, Branch) override
    {
        return std::vector<std::vector<float>>(sentences.size(), {1.0F});
    }

    std::shared_ptr<AnswerScript> m_script;
};

} // namespace vlmo::test
