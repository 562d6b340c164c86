#pragma once

#include "ui/experts/expert_index.h"
#include "ui/experts/trace_measure.h"

#include <QObject>

#include <optional>

namespace vlmo::ui {

/// The recorded trace and what is selected in it. Every view of the Experts panel shows this one selection and changes
/// it here, so a selection in one is the selection in all. GUI thread.
class TraceSelection final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Replaces the trace; token and block stay selected where the new one has them, the first one's strongest word is
    /// selected. Throws Error(BadInput) for a trace whose sizes do not fit each other.
    void setTrace(Trace trace);
    [[nodiscard]] bool hasTrace() const noexcept { return m_trace.has_value(); }
    /// Only while hasTrace().
    [[nodiscard]] const Trace& trace() const { return *m_trace; }
    [[nodiscard]] const ExpertIndex& experts() const noexcept { return m_experts; }

    [[nodiscard]] int tokenCount() const { return m_trace ? static_cast<int>(m_trace->tokens.size()) : 0; }
    [[nodiscard]] int blockCount() const { return m_trace ? static_cast<int>(m_trace->blocks) : 0; }
    [[nodiscard]] int token() const noexcept { return m_token; }
    [[nodiscard]] int block() const noexcept { return m_block; }
    [[nodiscard]] TraceMeasure measure() const noexcept { return m_measure; }
    /// Of the whole trace: what compares blocks.
    [[nodiscard]] const MeasureScale& scale() const noexcept { return m_scale; }
    /// Of the selected block alone: what compares its tokens, however little the block does.
    [[nodiscard]] const MeasureScale& blockScale() const noexcept { return m_blockScale; }

    /// Numbers out of range change nothing.
    void selectToken(int token);
    void selectBlock(int block);
    void setMeasure(TraceMeasure measure);

    [[nodiscard]] const TraceCell& cell(int block, int token) const
    {
        return m_trace
            ->cells[static_cast<std::size_t>(block) * m_trace->tokens.size() + static_cast<std::size_t>(token)];
    }
    [[nodiscard]] const TraceToken& tokenAt(int token) const
    {
        return m_trace->tokens[static_cast<std::size_t>(token)];
    }
    /// The chosen measure of a cell, and its place on the scale, in [0, 1].
    [[nodiscard]] double value(int block, int token) const { return measureValue(cell(block, token), m_measure); }
    [[nodiscard]] double share(int block, int token) const { return m_scale.share(value(block, token)); }

    /// The place of a token's value in the selected block on that block's scale.
    [[nodiscard]] double blockShare(int token) const { return m_blockScale.share(value(m_block, token)); }

    /// "##boats", "picture as a whole (cls)", "patch row 4, column 2"
    [[nodiscard]] QString tokenTitle(int token) const;
    /// "block 4, V expert, Expert update, relative 1.09"
    [[nodiscard]] QString readOut(int block, int token) const;
    /// Places of the patches, by row and column; -1 where the trace has none.
    [[nodiscard]] int patchToken(int row, int column) const;

Q_SIGNALS:
    /// Everything below changed with it; the other signals are not sent then.
    void traceChanged();
    void tokenChanged(int token);
    void blockChanged(int block);
    void measureChanged(vlmo::ui::TraceMeasure measure);

private:
    void measureScales();
    [[nodiscard]] int strongestToken() const;

    std::optional<Trace> m_trace;
    ExpertIndex m_experts;
    std::vector<int> m_patches; ///< [grid * grid]
    TraceMeasure m_measure = TraceMeasure::ExpertUpdate;
    MeasureScale m_scale;
    MeasureScale m_blockScale;
    int m_token = 0;
    int m_block = 0;
};

} // namespace vlmo::ui
