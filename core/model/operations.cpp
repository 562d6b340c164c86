#include "core/model/operations.h"

namespace vlmo {

namespace {

double real(std::int64_t count)
{
    return static_cast<double>(count);
}

double square(const ModelConfig& model)
{
    return real(model.width) * real(model.width);
}

/// How many blocks a token runs through.
double blocksOf(const ModelConfig& model, bool bothBranches)
{
    return real(model.depth + (bothBranches ? model.depth - model.vlStart : 0));
}

double patchOperations(const ModelConfig& model)
{
    return 2.0 * real(model.patches()) * 3.0 * real(model.patchSize * model.patchSize) * real(model.width);
}

} // namespace

double blockOperations(const ModelConfig& model, double tokens)
{
    return 2.0 * tokens * (4.0 + 2.0 * real(model.ffnRatio)) * square(model) +
           4.0 * tokens * tokens * real(model.width);
}

double imagePassOperations(const ModelConfig& model, bool bothBranches)
{
    return patchOperations(model) + blocksOf(model, bothBranches) * blockOperations(model, real(model.imageTokens()));
}

double textPassOperations(const ModelConfig& model, double pieces, bool bothBranches)
{
    return blocksOf(model, bothBranches) * blockOperations(model, pieces);
}

double fusedPassOperations(const ModelConfig& model, double pieces)
{
    return patchOperations(model) + real(model.depth) * blockOperations(model, pieces + real(model.imageTokens())) +
           2.0 * square(model);
}

double contrastHeadOperations(const ModelConfig& model)
{
    return 2.0 * square(model);
}

double matchingHeadOperations(const ModelConfig& model)
{
    return 4.0 * real(model.width);
}

double wordHeadOperations(const ModelConfig& model)
{
    return 2.0 * square(model) + 2.0 * real(model.width) * real(model.vocabularySize);
}

double pairStepOperations(const ModelConfig& model, double pieces, double maskedWords)
{
    const bool both = model.hasVlExpert(model.depth - 1);
    const double branches = both ? 2.0 : 1.0;
    // The masked words' pass has no use for the pooler.
    const double forward = imagePassOperations(model, both) + textPassOperations(model, pieces, both) +
                           2.0 * branches * contrastHeadOperations(model) + 4.0 * fusedPassOperations(model, pieces) -
                           2.0 * square(model) + 3.0 * matchingHeadOperations(model) +
                           maskedWords * wordHeadOperations(model);
    constexpr double imagePasses = 5.0; // of contrast, matching and masked words
    return 3.0 * forward - imagePasses * patchOperations(model);
}

double textTowerNumbers(const ModelConfig& model)
{
    return (real(model.depth) * (4.0 + 2.0 * real(model.ffnRatio)) + 1.0) * square(model);
}

} // namespace vlmo
