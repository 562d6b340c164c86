#include "core/base/reason.h"

namespace vlmo {

std::string reasonWithoutName(const std::filesystem::path& file, std::string_view sentence)
{
    const std::string& name = file.native();
    if (name.empty() || !sentence.starts_with(name))
        return std::string(sentence);
    const std::string_view rest = sentence.substr(name.size());
    if (rest.starts_with(": "))
        return std::string(rest.substr(2));
    return rest.starts_with(' ') ? "it" + std::string(rest) : std::string(sentence);
}

} // namespace vlmo
