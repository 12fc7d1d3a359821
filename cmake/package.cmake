# The CMake package for libraries of hotspots outside of this tree: installed, and in the build folder as well
# (-Dgreenbench_DIR=build/release).
include(CMakePackageConfigHelpers)

add_library(greenbench_hotspot INTERFACE)
add_library(greenbench::hotspot ALIAS greenbench_hotspot)
set(hotspot_headers ${PROJECT_SOURCE_DIR}/workloads/library/include)
target_include_directories(greenbench_hotspot INTERFACE $<BUILD_INTERFACE:${hotspot_headers}>
                                                        $<INSTALL_INTERFACE:include>)
target_compile_features(greenbench_hotspot INTERFACE cxx_std_17)
set_target_properties(greenbench_hotspot PROPERTIES EXPORT_NAME hotspot)

set(package_files ${PROJECT_SOURCE_DIR}/cmake/greenbenchConfig.cmake
                  ${PROJECT_SOURCE_DIR}/cmake/greenbench_add_hotspots.cmake)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/greenbenchConfigVersion.cmake COMPATIBILITY SameMinorVersion
                                 ARCH_INDEPENDENT)
foreach(file ${package_files})
  cmake_path(GET file FILENAME name)
  configure_file(${file} ${PROJECT_BINARY_DIR}/${name} COPYONLY)
endforeach()

set(package_folder share/cmake/greenbench)
install(TARGETS greenbench_hotspot EXPORT greenbench_targets)
export(EXPORT greenbench_targets NAMESPACE greenbench:: FILE ${PROJECT_BINARY_DIR}/greenbenchTargets.cmake)
install(
  EXPORT greenbench_targets
  NAMESPACE greenbench::
  FILE greenbenchTargets.cmake
  DESTINATION ${package_folder})
install(FILES ${package_files} ${PROJECT_BINARY_DIR}/greenbenchConfigVersion.cmake DESTINATION ${package_folder})
install(DIRECTORY ${hotspot_headers}/greenbench DESTINATION include FILES_MATCHING PATTERN "*.hpp")
