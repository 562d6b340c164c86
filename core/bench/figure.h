#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vlmo {

/// What repeated measurements of one thing gave, in the unit of whoever keeps it.
struct Spread {
    double value = 0.0; ///< What stands for all of them: the median, unless its keeper says otherwise.
    double lowest = 0.0;
    double highest = 0.0;
    std::size_t repetitions = 0;
};

/// The median and the extremes. Of an even count the median lies between the two in the middle. All zero for none.
[[nodiscard]] Spread spreadOf(std::span<const double> values);
/// The smallest of the values that at least `share` of them do not exceed (0.95: the 95th percentile, nearest rank).
/// `share` in (0, 1]; 0 for no values.
[[nodiscard]] double quantileOf(std::span<const double> values, double share);
/// Rates of what takes `seconds`: `amount` over each, lowest and highest exchanged.
[[nodiscard]] Spread rateOf(double amount, const Spread& seconds);

/// The fastest that this machine does one kind of work, measured in the same run.
struct Ceiling {
    std::string name; ///< "products in bf16", "reading memory"
    std::string unit; ///< "GFLOP/s", "GB/s"
    Spread speed;
    std::string note; ///< Of which sizes.
};

/// How much of a ceiling a figure reached.
struct CeilingShare {
    std::string ceiling; ///< Its name.
    double speed = 0.0;  ///< What it was right before and after the figure, in its unit.
    double share = 0.0;
};

/// What a figure must reach.
struct Bar {
    std::string text; ///< "at least 80 % of the ceiling"
    bool reached = false;
};

/// The same work by the released reference code on its own base model, measured once on another machine: a constant.
struct Reference {
    double value = 0.0;        ///< In the figure's unit.
    std::string from;          ///< "torch 1.13, fp32"
    double timesAsFast = 0.0;  ///< How much faster this run was.
    double ceilingShare = 0.0; ///< What the reference reached of its own machine's ceiling; 0 where that is not known.
};

struct Figure {
    std::string name;      ///< As `--only` takes it: "embed-images".
    std::string title;     ///< "embed pictures, 16 at once"
    std::string precision; ///< "bf16", "fp32"; empty where no products are made.
    std::string unit;      ///< "pictures/s", "ms"
    Spread value;
    std::optional<CeilingShare> share;
    std::vector<Bar> bars; ///< Empty where there is no bar for what was measured.
    std::optional<Reference> reference;
    std::string note; ///< What else a reader needs; may be empty.
};

void addBar(Figure& figure, Bar bar);
void addBar(Figure& figure, std::string text, bool reached);

} // namespace vlmo
