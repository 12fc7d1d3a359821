# The target `uninstall`. Include this before anything else installs, and call greenbench_note_installed_files() last.
set(install_record ${PROJECT_BINARY_DIR}/installed)
set(install_scripts ${PROJECT_SOURCE_DIR}/cmake/install)
install(CODE "set(GREENBENCH_RECORD \"${install_record}\")")
install(SCRIPT ${install_scripts}/note_folders.cmake)
add_custom_target(uninstall COMMAND ${CMAKE_COMMAND} -DGREENBENCH_RECORD=${install_record} -P
                                    ${install_scripts}/uninstall.cmake VERBATIM)

function(greenbench_note_installed_files)
  install(SCRIPT ${install_scripts}/note_files.cmake)
endfunction()
