# The few functions with which every folder declares itself: one target a folder.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Without this sloppiness ccache never hits a file that uses a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

# Packages are found here, since imported targets are seen only in and below the folder that finds them.
find_package(Threads REQUIRED)
find_package(OpenMP REQUIRED)  # before faiss, whose package names it but does not look for it
find_package(Torch REQUIRED)
find_package(faiss REQUIRED)
find_package(OpenCV REQUIRED COMPONENTS core imgproc imgcodecs)
find_package(SQLite3 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(nlohmann_json REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
find_package(JPEG REQUIRED)
find_package(GIF REQUIRED)
find_package(TIFF REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(WEBP REQUIRED IMPORTED_TARGET libwebp libwebpdemux)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
if(VLMO_BUILD_WINDOW)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets Charts Svg LinguistTools)
endif()
if(VLMO_BUILD_TESTS)
  find_package(GTest REQUIRED)
  if(VLMO_BUILD_WINDOW)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
  endif()
endif()

# Torch's own compile flags (ABI) as an imported target of ours; SYSTEM keeps its warnings out.
add_library(vlmo_torch_headers INTERFACE)
target_include_directories(vlmo_torch_headers SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
target_link_libraries(vlmo_torch_headers INTERFACE ${TORCH_LIBRARIES} OpenMP::OpenMP_CXX)

add_library(vlmo_warnings INTERFACE)
target_compile_options(vlmo_warnings INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wconversion -Wno-sign-conversion
  # GCC 12 sees overlapping copies in string concatenations where there are none (its bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  $<$<BOOL:${VLMO_WERROR}>:-Werror>)

# Compiles a target's sources several at a time: what they include is read once for all of them, which takes a third off
# a clean build. Names in one file's unnamed namespace then meet those of its neighbours; vlmo_alone() is for files that
# mind. The presets dev, tidy and no-window leave it off, so that every file is seen to include what it uses.
function(vlmo_unite target count)
  if(VLMO_UNITE_SOURCES)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${count})
    # GCC takes united sources for headers, where a local type inside a named one would be a mistake.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

# vlmo_add_library(NAME SOURCES ... HEADERS ... PUBLIC targets... PRIVATE targets... [TORCH])
#
# Declares the static library vlmo_NAME, alias vlmo::NAME, of the current folder. Include paths begin at the repository
# root ("core/model/config.h"). TORCH gives it torch's headers through the one shared precompiled header.
function(vlmo_add_library name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  add_library(vlmo_${name} STATIC ${ARG_SOURCES} ${ARG_HEADERS})
  add_library(vlmo::${name} ALIAS vlmo_${name})
  target_include_directories(vlmo_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
  target_link_libraries(vlmo_${name} PUBLIC ${ARG_PUBLIC} PRIVATE $<BUILD_INTERFACE:vlmo_warnings> ${ARG_PRIVATE})
  if(ARG_TORCH)
    vlmo_use_torch(vlmo_${name})
  endif()
  vlmo_unite(vlmo_${name} 4)
endfunction()

# vlmo_alone(files...): sources of the current folder that are never united with others, for their local names clash.
function(vlmo_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# vlmo_hot(files...): sources of the current folder whose loops over numbers deserve all the compiler can do
# (the preset release compiles with -O2, which takes a tenth less time).
function(vlmo_hot)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS "$<$<CONFIG:Release>:-O3>")
endfunction()

# vlmo_add_precompiled(NAME HEADERS ... LIBRARIES ...)
#
# The owner of a precompiled header that several targets reuse: compiling it once saves each of their files a second or
# more. Whoever reuses it must be compiled as position independent as a library, and may add macros and include folders
# only where these headers do not look at them. Every file still includes what it uses.
function(vlmo_add_precompiled name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES" ${ARGN})
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp CONTENT "// Owner of a precompiled header.\n")
  add_library(${name} STATIC ${PROJECT_BINARY_DIR}/${name}.cpp)
  target_link_libraries(${name} PRIVATE vlmo_warnings ${ARG_LIBRARIES})
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

function(vlmo_use_precompiled target owner)
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "EXECUTABLE")
    # CMake would compile a program with -fPIE, and the precompiled header is a library's, with -fPIC.
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
  target_precompile_headers(${target} REUSE_FROM ${owner})
endfunction()

# Gives a target torch's headers and reuses the precompiled one, so that a file costs seconds instead of ten.
function(vlmo_use_torch target)
  target_link_libraries(${target} PRIVATE vlmo_torch_headers)
  vlmo_use_precompiled(${target} vlmo_torch_pch)
endfunction()

vlmo_add_precompiled(vlmo_torch_pch HEADERS <torch/torch.h> LIBRARIES vlmo_torch_headers)
if(VLMO_BUILD_TESTS)
  vlmo_add_precompiled(vlmo_test_pch HEADERS <gmock/gmock.h> <gtest/gtest.h> LIBRARIES GTest::gmock GTest::gtest)
  if(VLMO_BUILD_WINDOW)
    # Without Qt6::Test, whose headers look at macros that differ from folder to folder.
    vlmo_add_precompiled(vlmo_ui_test_pch
      HEADERS <gmock/gmock.h> <gtest/gtest.h> <QApplication> <QLabel> <QPainter> <QPushButton>
      LIBRARIES vlmo::ui GTest::gmock GTest::gtest)
  endif()
endif()

# vlmo_add_test(NAME SOURCES ... LIBRARIES ... [PREFIX text.] [TORCH | QT])
#
# One test program a folder; its tests are listed when ctest runs, so that the build does not start it.
# Tests find their data under VLMO_TEST_DATA (the folder tests/).
function(vlmo_add_test name)
  cmake_parse_arguments(ARG "TORCH;QT" "PREFIX" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name}_test ${ARG_SOURCES})
  target_link_libraries(${name}_test PRIVATE vlmo_warnings ${ARG_LIBRARIES} GTest::gmock
    $<IF:$<BOOL:${ARG_QT}>,GTest::gtest,GTest::gmock_main>)
  target_compile_definitions(${name}_test PRIVATE VLMO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR})
  # A test runs once, so a second saved in compiling it is worth more than one saved in running it.
  target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O1>
    # At -O1 GCC knows too little of ranges and sees overflows in string concatenations; AddressSanitizer sees real ones.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-maybe-uninitialized>)
  if(ARG_TORCH)
    vlmo_use_torch(${name}_test)
  elseif(ARG_QT)
    vlmo_use_precompiled(${name}_test vlmo_ui_test_pch)
  else()
    vlmo_use_precompiled(${name}_test vlmo_test_pch)
  endif()
  vlmo_unite(${name}_test 3)
  include(GoogleTest)
  gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST TEST_PREFIX "${ARG_PREFIX}"
    PROPERTIES TIMEOUT 300 ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()
