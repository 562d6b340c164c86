#pragma once

#include "core/engine/trace.h"

#include <cstddef>
#include <string>
#include <vector>

namespace vlmo::test {

struct TraceShape {
    std::vector<std::string> words{"[CLS]", "two", "boats", "[SEP]"};
    int grid = 2;
    int blocks = 3;
    int vlStart = 2;
};

/// A trace whose numbers can be told in advance: see handMadeCell().
inline TraceCell handMadeCell(int block, int token)
{
    TraceCell cell;
    cell.residualNorm = 10.0F;
    cell.attentionUpdate = 2.0F;
    cell.expertUpdate = 4.0F;
    cell.expertRelative = 0.1F * static_cast<float>(block + 1) + 0.01F * static_cast<float>(token);
    cell.attentionRelative = 0.5F;
    cell.expertCosine = 0.25F - 0.01F * static_cast<float>(token);
    cell.cosineToFinal = 0.3F * static_cast<float>(block + 1);
    return cell;
}

inline Trace handMadeTrace(const TraceShape& shape = {})
{
    Trace trace;
    trace.mode = shape.grid == 0 ? TraceMode::Text : shape.words.empty() ? TraceMode::Image : TraceMode::Fused;
    trace.modelName = "hand-made";
    trace.modelFingerprint = "0123";
    trace.imageName = shape.grid > 0 ? "boats.png" : "";
    for (const std::string& word : shape.words) {
        trace.tokens.push_back({TraceToken::Kind::Word, word});
        if (word.front() != '[')
            trace.sentence += (trace.sentence.empty() ? "" : " ") + word;
    }
    trace.grid = shape.grid;
    trace.blocks = shape.blocks;
    trace.vlStart = shape.vlStart;
    if (shape.grid > 0)
        trace.tokens.push_back({TraceToken::Kind::ImageCls, "cls"});
    for (int row = 0; row < shape.grid; ++row) {
        for (int column = 0; column < shape.grid; ++column)
            trace.tokens.push_back({TraceToken::Kind::Patch, "", row, column});
    }
    for (int block = 0; block < shape.blocks; ++block) {
        for (std::size_t token = 0; token < trace.tokens.size(); ++token) {
            TraceCell cell = handMadeCell(block, static_cast<int>(token));
            // Only a pass of both goes through the shared experts.
            cell.expert = trace.mode == TraceMode::Fused && block >= shape.vlStart ? "vl"
                          : trace.tokens[token].kind == TraceToken::Kind::Word     ? "language"
                                                                                   : "vision";
            trace.cells.push_back(cell);
        }
    }
    return trace;
}

inline Trace textTrace()
{
    TraceShape shape;
    shape.grid = 0;
    return handMadeTrace(shape);
}

inline Trace imageTrace()
{
    TraceShape shape;
    shape.words.clear();
    return handMadeTrace(shape);
}

/// 40 words, 900 patches and their own token: the largest input of the largest model.
inline Trace largestTrace()
{
    TraceShape shape;
    shape.words.assign(40, "word");
    shape.grid = 30;
    shape.blocks = 24;
    shape.vlStart = 21;
    return handMadeTrace(shape);
}

} // namespace vlmo::test
