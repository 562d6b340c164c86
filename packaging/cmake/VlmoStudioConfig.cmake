# find_package(VlmoStudio): the target vlmo::data, and vlmo_plugin_library().
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_dependency(OpenSSL COMPONENTS Crypto)
find_dependency(ICU COMPONENTS uc)
find_dependency(ZLIB)
include(${CMAKE_CURRENT_LIST_DIR}/VlmoStudioTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/VlmoPlugin.cmake)
