#include "core/library/caption_index.h"

#include "core/base/error.h"
#include "core/library/catalogue_writer.h"
#include "core/library/ranking.h"

#include <algorithm>
#include <string>

namespace vlmo {
namespace {

constexpr std::int64_t captionsAtOnce = 64;

/// A vector for each sentence; an empty one for a sentence that the model refuses.
std::vector<std::vector<float>> embedEach(std::span<const std::string> sentences, Embedder& embedder, Branch branch)
{
    try {
        return embedder.embedTexts(sentences, branch);
    } catch (const Error& problem) {
        if (problem.kind() != ErrorKind::InvalidArgument)
            throw;
        if (sentences.size() == 1)
            return {{}};
    }
    // One of them is to blame; the others shall not suffer for it.
    std::vector<std::vector<float>> vectors;
    for (std::size_t i = 0; i < sentences.size(); ++i)
        vectors.push_back(embedEach(sentences.subspan(i, 1), embedder, branch).front());
    return vectors;
}

} // namespace

void CaptionIndex::embedNewCaptions(Embedder& embedder)
{
    for (;;) {
        const std::vector<Catalogue::Text> texts = m_catalogue.textsWithoutVector(captionsAtOnce);
        if (texts.empty())
            return;
        std::vector<std::string> sentences;
        for (const Catalogue::Text& text : texts)
            sentences.push_back(text.text);
        const std::vector<std::vector<float>> vectors = embedEach(sentences, embedder, m_catalogue.model().branch);
        if (vectors.size() != texts.size())
            throw Error(ErrorKind::Internal, "the model gave " + std::to_string(vectors.size()) + " vectors for " +
                                                 std::to_string(texts.size()) + " sentences");
        CatalogueWriter writer(m_catalogue);
        for (std::size_t i = 0; i < texts.size(); ++i)
            writer.setTextVector(texts[i].id, halvesFromFloats(vectors[i]));
        writer.commit();
    }
}

void CaptionIndex::refresh()
{
    const SQLite::Transaction snapshot(m_catalogue.database());
    const std::int64_t now = m_catalogue.textRevision();
    if (m_index && m_revision == now)
        return;
    m_index.emplace(m_catalogue.model().dimension);
    m_catalogue.forEachTextVector([this](auto id, auto vector) { m_index->put(id, vector); });
    m_revision = now;
}

std::vector<CaptionHit> CaptionIndex::search(std::span<const float> query, std::size_t limit, Embedder& embedder)
{
    embedNewCaptions(embedder);
    refresh();
    const std::vector<float> scores = m_index->scores(query);
    std::vector<CaptionHit> hits;
    for (const std::size_t row : bestRows(scores, m_index->ids(), limit))
        hits.push_back({m_catalogue.textOf(m_index->ids()[row]), std::clamp(scores[row], -1.0F, 1.0F)});
    return hits;
}

} // namespace vlmo
