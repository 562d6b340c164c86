#include "core/base/relative_path.h"

namespace vlmo {
namespace fs = std::filesystem;

bool staysInside(const fs::path& relative)
{
    const fs::path normal = relative.lexically_normal();
    return !normal.is_absolute() && !normal.empty() && *normal.begin() != "..";
}

bool isPlainName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." && fs::path(name).filename() == fs::path(name);
}

} // namespace vlmo
