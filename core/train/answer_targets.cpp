#include "core/train/answer_targets.h"

#include "core/model/vqa_answers.h"

#include <algorithm>
#include <array>

namespace vlmo {

std::map<std::string, double> answerTargets(const Question& question)
{
    constexpr std::array<double, 5> worth{0.0, 0.3, 0.6, 0.9, 1.0};
    std::map<std::string, std::size_t> counts;
    for (const std::string& answer : question.answers) {
        if (std::string normal = normaliseAnswer(answer); !normal.empty())
            ++counts[std::move(normal)];
    }
    std::map<std::string, double> targets;
    for (const auto& [answer, count] : counts)
        targets[answer] = question.answers.size() == 1 ? 1.0 : worth.at(std::min(count, worth.size() - 1));
    return targets;
}

} // namespace vlmo
