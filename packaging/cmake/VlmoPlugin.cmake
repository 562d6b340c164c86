# vlmo_plugin_library(TARGET sources...)
#
# A shared module with importers of data sets, which VLMo Studio loads at run time. It carries its own copy of what it uses
# of the program and shows nothing but its two entry points, so that neither the program nor another plugin meets its
# symbols.
function(vlmo_plugin_library target)
  add_library(${target} MODULE ${ARGN})
  target_link_libraries(${target} PRIVATE vlmo::data)
  target_link_options(${target} PRIVATE -Wl,--exclude-libs,ALL -Wl,--gc-sections)
  set_target_properties(${target} PROPERTIES PREFIX "" CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()
