#include "core/data/plugin.h"

#include <cstdlib>

extern "C" const vlmo::PluginHeader vlmoPluginHeader;
extern "C" const vlmo::PluginHeader vlmoPluginHeader = {vlmo::PluginHeader::currentInterface, __GXX_ABI_VERSION + 1};
extern "C" vlmo::Importer* vlmoMakeImporter() noexcept;
extern "C" vlmo::Importer* vlmoMakeImporter() noexcept
{
    std::abort();
}
