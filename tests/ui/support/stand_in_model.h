#pragma once

#include "tests/core/library/stand_in_embedder.h"
#include "ui/work/model.h"

#include <memory>

namespace vlmo::test {

/// A model without weights: its vectors are colours, its trace a made-up one of two blocks.
class StandInModel : public ui::Model {
public:
    explicit StandInModel(const std::string& fingerprint = "stand-in-fingerprint") { m_embedder.name = fingerprint; }

    [[nodiscard]] ui::ModelFacts facts() const override
    {
        ui::ModelFacts facts;
        facts.name = QStringLiteral("stand-in");
        facts.fingerprint = m_embedder.fingerprint();
        facts.dimension = m_embedder.dimension();
        facts.blocks = 2;
        facts.width = 8;
        facts.vlStart = 1;
        facts.imageSize = 1;
        facts.device = QStringLiteral("cpu");
        facts.threads = 1;
        facts.precision = QStringLiteral("fp32");
        return facts;
    }

    [[nodiscard]] Embedder& embedder() override { return m_embedder; }

    [[nodiscard]] MatchResult match(const RgbImage&, const std::string&) override { return {}; }

    [[nodiscard]] Evidence evidence(const RgbImage&, const std::string&, const EvidenceRequest& request,
                                    const std::stop_token&) override
    {
        Evidence evidence;
        evidence.method = request.method;
        evidence.grid = 1;
        evidence.whole = {1.0F};
        return evidence;
    }

    [[nodiscard]] Trace trace(const std::optional<RgbImage>&, const std::string& imageName,
                              const std::string& sentence) override
    {
        Trace trace;
        trace.modelName = "stand-in";
        trace.imageName = imageName;
        trace.sentence = sentence;
        trace.blocks = 2;
        trace.vlStart = 1;
        trace.grid = 1;
        trace.tokens = {{TraceToken::Kind::Word, "[CLS]"},
                        {TraceToken::Kind::Word, "red"},
                        {TraceToken::Kind::Word, "[SEP]"},
                        {TraceToken::Kind::ImageCls, ""},
                        {TraceToken::Kind::Patch, "", 0, 0}};
        for (int block = 0; block < 2; ++block) {
            for (std::size_t token = 0; token < trace.tokens.size(); ++token) {
                TraceCell cell;
                cell.expert = block == 1 ? "vl" : token < 3 ? "language" : "vision";
                cell.expertRelative = 0.1F * static_cast<float>(token + 1);
                trace.cells.push_back(cell);
            }
        }
        return trace;
    }

private:
    StandInEmbedder m_embedder;
};

inline std::unique_ptr<ui::Model> makeStandInModel()
{
    return std::make_unique<StandInModel>();
}

} // namespace vlmo::test
