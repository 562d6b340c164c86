#include "core/engine/trace_recorder.h"

namespace vlmo {

using torch::Tensor;

namespace {

/// Keeps a ratio finite where a state is all zeros.
constexpr double kTiny = 1e-12;

Tensor lengths(const Tensor& states)
{
    return states.norm(2, -1); // [N, d] -> [N]
}

Tensor cosine(const Tensor& left, const Tensor& right)
{
    return (left * right).sum(-1) / (lengths(left) * lengths(right)).clamp_min(kTiny);
}

} // namespace

void TraceRecorder::onBlock(const BlockRecord& record)
{
    if (record.vlBranch)
        return;
    const Tensor before = record.before[0].to(torch::kFloat32);
    const Tensor attention = record.attention[0].to(torch::kFloat32);
    const Tensor expert = record.expert[0].to(torch::kFloat32);
    const Tensor middle = before + attention;
    Measures measures;
    measures.residual = lengths(before);
    measures.attention = lengths(attention);
    measures.expert = lengths(expert);
    measures.attentionRelative = measures.attention / measures.residual.clamp_min(kTiny);
    measures.expertRelative = measures.expert / lengths(middle).clamp_min(kTiny);
    measures.expertCosine = cosine(expert, middle);
    measures.after = record.after[0].to(torch::kFloat32).clone();
    m_blocks.push_back(std::move(measures));
}

std::vector<TraceCell> TraceRecorder::cells() const
{
    std::vector<TraceCell> cells;
    for (const Measures& block : m_blocks) {
        const Tensor toFinal = cosine(block.after, m_blocks.back().after);
        // One row a token, in the order of the cell's fields.
        const Tensor table = torch::stack({block.residual, block.attention, block.expert, block.attentionRelative,
                                           block.expertRelative, block.expertCosine, toFinal},
                                          1)
                                 .cpu()
                                 .contiguous(); // [N, 7]
        const float* row = table.data_ptr<float>();
        for (std::int64_t token = 0; token < table.size(0); ++token, row += 7)
            cells.push_back({"", row[0], row[1], row[2], row[3], row[4], row[5], row[6]});
    }
    return cells;
}

} // namespace vlmo
