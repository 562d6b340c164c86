#include "ui/training/recipe_forecast.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <QCoreApplication>

#include <unistd.h>

#include <algorithm>

namespace vlmo::ui {

namespace {

/// The program with its libraries and some ten thousand small pictures; only a run can tell it exactly.
constexpr std::int64_t programBytes = std::int64_t{1} << 30U;
constexpr std::uintmax_t largestVocabulary = 16U << 20U;

std::int64_t computerBytes()
{
    const std::int64_t pages = ::sysconf(_SC_PHYS_PAGES);
    return pages > 0 ? pages * ::sysconf(_SC_PAGESIZE) : 0;
}

/// What [model] says over what the model before is, as the trainer will take them together.
ModelConfig withNamed(ModelConfig start, const Recipe& recipe)
{
    const auto take = [&](const char* key, std::int64_t ModelConfig::*field) {
        if (recipe.namedModelKeys.contains(key))
            start.*field = recipe.model.*field;
    };
    take("image_size", &ModelConfig::imageSize);
    take("max_text_length", &ModelConfig::maxTextLength);
    take("table_text_length", &ModelConfig::tableTextLength);
    take("vl_start", &ModelConfig::vlStart);
    return start;
}

/// The model that will be trained, without its heads. Throws Error where nothing tells.
ModelConfig modelOf(const Recipe& recipe)
{
    if (recipe.task == "tokenizer")
        return recipe.model; // Of which a visual tokenizer takes the picture's size and its patches.
    if (!recipe.startFrom.empty())
        return withNamed(readConfig(recipe.startFrom / "config.json"), recipe);
    ModelConfig model = recipe.model;
    const std::string pieces = readFile(recipe.vocabulary, largestVocabulary);
    model.vocabularySize = std::max<std::int64_t>(1, std::ranges::count(pieces, '\n'));
    return model;
}

ForecastRequest requestOf(const Recipe& recipe)
{
    Recipe known = recipe;
    known.model = modelOf(recipe);
    ForecastRequest request = forecastRequestOf(known);
    request.programBytes = programBytes;
    return request;
}

QString translated(const char* text)
{
    return QCoreApplication::translate("vlmo::ui::RecipeForecast", text);
}

} // namespace

std::optional<RecipeForecast> forecastOf(const Recipe& recipe)
{
    return forecastOf(recipe, computerBytes());
}

std::optional<RecipeForecast> forecastOf(const Recipe& recipe, std::int64_t computer)
{
    try {
        const ForecastRequest request = requestOf(recipe);
        RecipeForecast forecast;
        forecast.memory = forecastMemory(request);
        forecast.microBatch = request.microBatch;
        forecast.parts = recipe.batch / request.microBatch;
        forecast.computer = computer;
        if (computer > 0)
            forecast.largestMicroBatch = largestMicroBatch(request, computer, recipe.batch);
        return forecast;
    } catch (const Error&) {
        return std::nullopt; // What is missing or unsound is said by its own check.
    }
}

QString memoryPartTitle(const MemoryPart& part)
{
    const struct {
        const char* name;
        QString title;
    } known[] = {{"program", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Program and pictures"))},
                 {"weights", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Weights"))},
                 {"codes", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Visual tokenizer"))},
                 {"start", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Start of the experts"))},
                 {"gaps", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Gaps between them"))},
                 {"gradients", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Gradients"))},
                 {"optimiser", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Optimiser"))},
                 {"average", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Averaged weights"))},
                 {"cast weights", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Weights in bf16"))},
                 {"positions", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Positions"))},
                 {"activations", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Activations"))},
                 {"predictions", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Predictions"))},
                 {"working memory", translated(QT_TRANSLATE_NOOP("vlmo::ui::RecipeForecast", "Backward pass"))}};
    const auto* found = std::ranges::find(known, part.name, [](const auto& each) { return std::string(each.name); });
    return found != std::end(known) ? found->title : QString::fromStdString(part.name);
}

} // namespace vlmo::ui
