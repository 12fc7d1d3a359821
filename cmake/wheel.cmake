# What a wheel holds beside the Python files of python/greenbench: the extension module, and what the program reads.
#
#   pip wheel .
#
# The tests make theirs from a module that has been compiled already:
#
#   pip wheel . --config-settings=cmake.define.GREENBENCH_MODULE=build/release/python/greenbench/_native.*.so

set(GREENBENCH_MODULE "" CACHE FILEPATH "An extension module that is taken as it is; nothing is compiled then")

if(CMAKE_CXX_FLAGS MATCHES "-m(arch|cpu|tune)=[^ ]*")
  message(FATAL_ERROR "a wheel runs on other machines than this one: take ${CMAKE_MATCH_0} out of CXXFLAGS")
endif()

foreach(folder workloads results/page/charts claims)
  cmake_path(GET folder PARENT_PATH parent)
  install(
    DIRECTORY ${PROJECT_SOURCE_DIR}/${folder}
    DESTINATION greenbench/share/${parent}
    COMPONENT python
    FILES_MATCHING
    PATTERN "*.py"
    PATTERN "*.toml"
    PATTERN "__pycache__" EXCLUDE)
endforeach()

if(GREENBENCH_MODULE)
  add_custom_target(greenbench_native)
  install(FILES ${GREENBENCH_MODULE} DESTINATION greenbench COMPONENT python)
endif()
