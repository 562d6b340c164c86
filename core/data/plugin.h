#pragma once

#include "core/data/importer.h"

#include <cstdint>

/// How a plugin offers an importer. A plugin is a shared library with one line at its end:
///
///     VLMO_IMPORTER_PLUGIN(MyImporter)
///
/// where MyImporter derives from vlmo::Importer and can be made without arguments.

namespace vlmo {

/// What a plugin says of itself before anything of it is called. The layout never changes; the numbers do.
struct PluginHeader {
    /// Of the interface: raised whenever Importer or what it hands over changes.
    static constexpr std::uint32_t currentInterface = 2;

    std::uint32_t interfaceVersion;
    std::uint32_t compilerAbi; ///< __GXX_ABI_VERSION: objects of C++ cross the border.
};

} // namespace vlmo

// Two symbols with C's names: the header to be checked, and the function that makes the importer. The function hands
// over an object that the program deletes, or null when making it failed; no exception leaves it.
#define VLMO_IMPORTER_PLUGIN(ImporterType)                                                                             \
    extern "C" __attribute__((visibility("default"))) const vlmo::PluginHeader vlmoPluginHeader;                       \
    extern "C" const vlmo::PluginHeader vlmoPluginHeader = {vlmo::PluginHeader::currentInterface, __GXX_ABI_VERSION};  \
    extern "C" __attribute__((visibility("default"))) vlmo::Importer* vlmoMakeImporter() noexcept;                     \
    extern "C" vlmo::Importer* vlmoMakeImporter() noexcept                                                             \
    {                                                                                                                  \
        try {                                                                                                          \
            return new ImporterType();                                                                                 \
        } catch (...) {                                                                                                \
            return nullptr;                                                                                            \
        }                                                                                                              \
    }                                                                                                                  \
    static_assert(true, "") // so that a semicolon may follow
