# One compilation unit for each inner folder: most of the time would go into reading the same headers again.
#
#   greenbench_unity(target)    # counters/perf/*.cpp together, counters/powercap/*.cpp together, ...
#
# A source with compile options of its own stays alone.

option(GREENBENCH_UNITY "Compile the files of each inner folder as one unit" OFF)

function(greenbench_unity target)
  if(NOT GREENBENCH_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # GCC takes every file of a unit for a header, where a class with members of unnamed namespaces would be a mistake.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  get_target_property(folder ${target} SOURCE_DIR)
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    get_source_file_property(options ${source} COMPILE_OPTIONS)
    if(NOT options)
      cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder} OUTPUT_VARIABLE inner)
      cmake_path(RELATIVE_PATH inner BASE_DIRECTORY ${folder})
      cmake_path(GET inner PARENT_PATH inner)
      string(MAKE_C_IDENTIFIER "unit_${inner}" group)
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
    endif()
  endforeach()
endfunction()
