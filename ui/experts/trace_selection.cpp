#include "ui/experts/trace_selection.h"

#include "core/base/error.h"

#include <algorithm>

namespace vlmo::ui {

namespace {

// Beyond these a map would need more room than any window has; no model comes near them.
constexpr std::int64_t mostBlocks = 512;
constexpr std::size_t mostTokens = 32'768;
constexpr int widestGrid = 181;

void refuseMisfits(const Trace& trace)
{
    const auto refuse = [](const std::string& why) {
        throw Error(ErrorKind::BadInput, "the trace cannot be shown: " + why);
    };
    if (trace.tokens.empty() || trace.blocks < 1)
        refuse("it has no tokens or no blocks");
    if (trace.blocks > mostBlocks || trace.tokens.size() > mostTokens || trace.grid > widestGrid || trace.grid < 0)
        refuse("it is larger than " + std::to_string(mostBlocks) + " blocks, " + std::to_string(mostTokens) +
               " tokens or " + std::to_string(widestGrid) + " patches a side");
    if (trace.cells.size() != static_cast<std::size_t>(trace.blocks) * trace.tokens.size())
        refuse("it has " + std::to_string(trace.cells.size()) + " cells for " + std::to_string(trace.blocks) +
               " blocks of " + std::to_string(trace.tokens.size()) + " tokens");
    for (const TraceToken& token : trace.tokens) {
        if (token.kind == TraceToken::Kind::Patch &&
            (token.row < 0 || token.row >= trace.grid || token.column < 0 || token.column >= trace.grid))
            refuse("a patch lies outside its grid");
    }
}

} // namespace

void TraceSelection::setTrace(Trace trace)
{
    refuseMisfits(trace);
    m_experts = ExpertIndex(trace);
    const auto side = static_cast<std::size_t>(trace.grid);
    m_patches.assign(side * side, -1);
    for (std::size_t token = 0; token < trace.tokens.size(); ++token) {
        const TraceToken& place = trace.tokens[token];
        if (place.kind == TraceToken::Kind::Patch)
            m_patches[static_cast<std::size_t>(place.row) * side + static_cast<std::size_t>(place.column)] =
                static_cast<int>(token);
    }
    const bool isFirst = !m_trace;
    m_trace = std::move(trace);
    m_block = isFirst ? blockCount() / 2 : std::min(m_block, blockCount() - 1);
    m_token = isFirst ? strongestToken() : std::min(m_token, tokenCount() - 1);
    measureScales();
    Q_EMIT traceChanged();
}

void TraceSelection::measureScales()
{
    m_scale = measureScale(*m_trace, m_measure);
    m_blockScale = measureScale(*m_trace, m_measure, m_block);
}

int TraceSelection::strongestToken() const
{
    // A word of the sentence says more than the marks around it; without words any token will do.
    const auto isMark = [](const TraceToken& token) {
        return token.text.starts_with('[') && token.text.ends_with(']');
    };
    const bool hasWords = std::ranges::any_of(m_trace->tokens, [&](const TraceToken& token) {
        return token.kind == TraceToken::Kind::Word && !isMark(token);
    });
    int strongest = -1;
    for (int token = 0; token < tokenCount(); ++token) {
        const bool counts = !hasWords || (tokenAt(token).kind == TraceToken::Kind::Word && !isMark(tokenAt(token)));
        if (counts && (strongest < 0 || value(m_block, token) > value(m_block, strongest)))
            strongest = token;
    }
    return std::max(strongest, 0);
}

void TraceSelection::selectToken(int token)
{
    if (token < 0 || token >= tokenCount() || token == m_token)
        return;
    m_token = token;
    Q_EMIT tokenChanged(token);
}

void TraceSelection::selectBlock(int block)
{
    if (block < 0 || block >= blockCount() || block == m_block)
        return;
    m_block = block;
    m_blockScale = measureScale(*m_trace, m_measure, block);
    Q_EMIT blockChanged(block);
}

void TraceSelection::setMeasure(TraceMeasure measure)
{
    if (measure == m_measure)
        return;
    m_measure = measure;
    if (m_trace)
        measureScales();
    Q_EMIT measureChanged(measure);
}

QString TraceSelection::tokenTitle(int token) const
{
    const TraceToken& place = tokenAt(token);
    switch (place.kind) {
    case TraceToken::Kind::Word:
        return QString::fromStdString(place.text);
    case TraceToken::Kind::ImageCls:
        return tr("cls, the picture's own token");
    case TraceToken::Kind::Patch:
        break;
    }
    return tr("patch row %1, column %2").arg(QString::number(place.row), QString::number(place.column));
}

QString TraceSelection::readOut(int block, int token) const
{
    const QString letter = m_experts.look(m_experts.of(block, token), currentTheme()).letter;
    //: Read-out of a cell: "block 4, V expert. Expert update, relative: 1.09"
    return tr("block %1, %2 expert. %3: %4")
        .arg(QString::number(block), letter, measureTitle(m_measure), measureText(value(block, token)));
}

int TraceSelection::patchToken(int row, int column) const
{
    const int side = m_trace ? m_trace->grid : 0;
    if (row < 0 || row >= side || column < 0 || column >= side)
        return -1;
    return m_patches[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(column)];
}

} // namespace vlmo::ui
