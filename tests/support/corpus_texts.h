#pragma once

#include "core/data/text_corpus.h"

#include <cstddef>
#include <string>
#include <vector>

namespace vlmo::test {

/// The texts of a corpus in their order.
inline std::vector<std::string> textsOf(const TextCorpus& corpus)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < corpus.size(); ++i)
        texts.push_back(corpus.at(i));
    return texts;
}

} // namespace vlmo::test
