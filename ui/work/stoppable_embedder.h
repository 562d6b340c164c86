#pragma once

#include "core/base/error.h"
#include "core/engine/embedder.h"

#include <stop_token>
#include <utility>

namespace vlmo::ui {

/// Ends long work of core's that has no stop token of its own: once `stop` is requested, the next call throws
/// Error(Cancelled). The embedder behind it outlives it.
class StoppableEmbedder final : public Embedder {
public:
    StoppableEmbedder(Embedder& embedder, std::stop_token stop) : m_embedder(embedder), m_stop(std::move(stop)) {}

    [[nodiscard]] std::string fingerprint() const override { return m_embedder.fingerprint(); }
    [[nodiscard]] std::int64_t dimension() const override { return m_embedder.dimension(); }
    [[nodiscard]] int imageSize() const override { return m_embedder.imageSize(); }
    [[nodiscard]] RgbImage prepare(const RgbImage& picture) const override { return m_embedder.prepare(picture); }

    [[nodiscard]] std::vector<std::vector<float>> embedImages(std::span<const RgbImage> prepared,
                                                              Branch branch) override
    {
        requireWanted();
        return m_embedder.embedImages(prepared, branch);
    }

    [[nodiscard]] std::vector<std::vector<float>> embedTexts(std::span<const std::string> sentences,
                                                             Branch branch) override
    {
        requireWanted();
        return m_embedder.embedTexts(sentences, branch);
    }

private:
    void requireWanted() const
    {
        if (m_stop.stop_requested())
            throw Error(ErrorKind::Cancelled, "nobody waits for this any more");
    }

    Embedder& m_embedder;
    std::stop_token m_stop;
};

} // namespace vlmo::ui
