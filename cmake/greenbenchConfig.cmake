# What find_package(greenbench) gives: the target greenbench::hotspot, the headers that hotspots are written with, and
# greenbench_add_hotspots(). The same file serves an installed greenbench and its build folder.
include("${CMAKE_CURRENT_LIST_DIR}/greenbenchTargets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/greenbench_add_hotspots.cmake")
