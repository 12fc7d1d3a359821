# A shared library of hotspots, for `greenbench run libmine.so`.
#
#   find_package(greenbench REQUIRED)
#   greenbench_add_hotspots(mine SOURCES mine.cpp LIBRARIES fmt::fmt)

function(greenbench_add_hotspots target)
  cmake_parse_arguments(PARSE_ARGV 1 hotspots "" "" "SOURCES;LIBRARIES")
  if(hotspots_UNPARSED_ARGUMENTS OR NOT hotspots_SOURCES)
    message(FATAL_ERROR "write greenbench_add_hotspots(<target> SOURCES <file>... [LIBRARIES <library>...])")
  endif()
  add_library(${target} MODULE ${hotspots_SOURCES})
  target_link_libraries(${target} PRIVATE greenbench::hotspot ${hotspots_LIBRARIES})
  # What is hidden can be inlined, and does not meet the symbols of another library of hotspots.
  set_target_properties(${target} PROPERTIES CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
  set(flags "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}}")
  # A missing definition is found here, not when the library is loaded. Sanitizers leave theirs to the program.
  if(NOT flags MATCHES "-fsanitize")
    target_link_options(${target} PRIVATE LINKER:--no-undefined)
  endif()
  if(NOT CMAKE_CONFIGURATION_TYPES AND NOT flags MATCHES "-O[123sz]|-Ofast")
    message(WARNING "${target} is compiled without optimisation, so that its numbers would mislead; configure with "
                    "-DCMAKE_BUILD_TYPE=Release")
  endif()
endfunction()
