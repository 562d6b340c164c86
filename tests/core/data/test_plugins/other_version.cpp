#include "core/data/plugin.h"

#include <cstdlib>

// As a plugin of a later program: whatever its factory does, it must not be called.
extern "C" const vlmo::PluginHeader vlmoPluginHeader;
extern "C" const vlmo::PluginHeader vlmoPluginHeader = {vlmo::PluginHeader::currentInterface + 1, __GXX_ABI_VERSION};
extern "C" vlmo::Importer* vlmoMakeImporter() noexcept;
extern "C" vlmo::Importer* vlmoMakeImporter() noexcept
{
    std::abort();
}
