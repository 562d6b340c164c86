#pragma once

#include "tests/ui/experts/hand_made_traces.h"
#include "ui/work/model.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace vlmo::test {

/// What a test tells a model to do, and what it heard of it. Shared by the test and the engine's thread.
class Script {
public:
    /// While closed, traces wait in the engine's thread.
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

    struct Asked {
        bool hasPicture = false;
        std::string imageName;
        std::string sentence;
    };
    [[nodiscard]] std::vector<Asked> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

    /// In the engine's thread.
    Trace answer(Asked asked)
    {
        std::unique_lock lock(m_mutex);
        m_asked.push_back(asked);
        m_changed.wait(lock, [this] { return m_open; });
        if (!m_problem.empty())
            throw Error(ErrorKind::Incompatible, m_problem);
        Trace trace = asked.hasPicture ? asked.sentence.empty() ? imageTrace() : handMadeTrace() : textTrace();
        trace.imageName = asked.imageName;
        trace.sentence = asked.sentence;
        return trace;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = true;
    std::string m_problem;
    std::vector<Asked> m_asked;
};

/// A model without weights that does what its script says.
class ScriptedModel final : public ui::Model, private Embedder {
public:
    explicit ScriptedModel(std::shared_ptr<Script> script) : m_script(std::move(script)) {}

    [[nodiscard]] ui::ModelFacts facts() const override
    {
        ui::ModelFacts facts;
        facts.name = QStringLiteral("scripted");
        facts.blocks = 3;
        facts.vlStart = 2;
        facts.imageSize = 2;
        return facts;
    }
    [[nodiscard]] Embedder& embedder() override { return *this; }
    [[nodiscard]] MatchResult match(const RgbImage&, const std::string&) override { return {}; }
    [[nodiscard]] Trace trace(const std::optional<RgbImage>& prepared, const std::string& imageName,
                              const std::string& sentence) override
    {
        return m_script->answer({prepared.has_value(), imageName, sentence});
    }

private:
    std::string fingerprint() const override { return "scripted"; }
    std::int64_t dimension() const override { return 1; }
    int imageSize() const override { return 2; }
    RgbImage prepare(const RgbImage& picture) const override { return picture; }
    std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared, Branch) override
    {
        return std::vector<std::vector<float>>(prepared.size(), {1.0F});
    }
    std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences, Branch) override
    {
        return std::vector<std::vector<float>>(sentences.size(), {1.0F});
    }

    std::shared_ptr<Script> m_script;
};

} // namespace vlmo::test
