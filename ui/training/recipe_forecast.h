#pragma once

#include "core/train/forecast.h"
#include "core/train/recipe.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace vlmo::ui {

/// The memory one training step of a recipe will take, before anything is started.
struct RecipeForecast {
    MemoryForecast memory;
    std::int64_t microBatch = 0;        ///< Items computed at once, as the recipe has it.
    std::int64_t parts = 1;             ///< Micro-batches a step.
    std::int64_t computer = 0;          ///< Bytes of memory the computer has; 0: unknown.
    std::int64_t largestMicroBatch = 0; ///< That fits into it, up to the batch; 0: not one item does.
};

/// Nothing where the model is not known: `start_from` is not there or is no model folder. What a task freezes (stage 2,
/// [finetune] freeze_trunk) has no gradients and no moments in it.
[[nodiscard]] std::optional<RecipeForecast> forecastOf(const Recipe& recipe);
/// The same for a computer with so much memory.
[[nodiscard]] std::optional<RecipeForecast> forecastOf(const Recipe& recipe, std::int64_t computerBytes);

/// A part of the forecast in the words of the window.
[[nodiscard]] QString memoryPartTitle(const MemoryPart& part);

} // namespace vlmo::ui
