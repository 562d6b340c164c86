#include "core/train/training_task.h"

#include <sstream>

namespace vlmo {

std::string listed(const std::string& kind, const std::vector<std::int64_t>& numbers)
{
    std::ostringstream text;
    text << kind;
    for (const std::int64_t number : numbers)
        text << ' ' << number;
    return text.str();
}

} // namespace vlmo
