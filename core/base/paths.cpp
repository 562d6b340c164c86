#include "core/base/paths.h"

#include "core/base/error.h"

#include <cstdlib>
#include <string>
#include <system_error>

namespace vlmo {
namespace fs = std::filesystem;
namespace {

fs::path xdgFolder(const char* variable, const char* belowHome)
{
    // The specification says that a relative value is to be ignored.
    if (const char* value = std::getenv(variable); value != nullptr && fs::path(value).is_absolute())
        return fs::path(value) / "vlmo-studio";
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/") / belowHome / "vlmo-studio";
}

} // namespace

fs::path cacheFolder()
{
    return xdgFolder("XDG_CACHE_HOME", ".cache");
}

fs::path configFolder()
{
    return xdgFolder("XDG_CONFIG_HOME", ".config");
}

fs::path dataFolder()
{
    return xdgFolder("XDG_DATA_HOME", ".local/share");
}

fs::path resourceFolder()
{
    if (const char* value = std::getenv("VLMO_RESOURCES"); value != nullptr && *value != '\0') {
        if (!fs::is_directory(value))
            throw Error(ErrorKind::NotFound, std::string("VLMO_RESOURCES names ") + value + ", which is not a folder");
        return value;
    }
    std::error_code code;
    const fs::path program = fs::read_symlink("/proc/self/exe", code);
    // Installed: PREFIX/bin/vlmo and PREFIX/share/vlmo-studio. Built: BUILD/bin/vlmo, somewhere below the source tree.
    const fs::path installed = program.parent_path().parent_path() / "share" / "vlmo-studio";
    if (!code && fs::is_directory(installed))
        return installed;
    if (fs::is_directory(VLMO_SOURCE_RESOURCES))
        return VLMO_SOURCE_RESOURCES;
    throw Error(ErrorKind::NotFound, "the program's resources are missing: neither " + installed.string() +
                                         " exists nor is VLMO_RESOURCES set");
}

} // namespace vlmo
