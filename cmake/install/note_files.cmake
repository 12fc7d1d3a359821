# Runs after everything is installed: notes in GREENBENCH_RECORD which files were. CMake's own install_manifest.txt would
# be written by CPack as well, and then name files of the Debian package.
if(GREENBENCH_RECORD AND NOT "$ENV{DESTDIR}" MATCHES "/_CPack_Packages/")
  list(JOIN CMAKE_INSTALL_MANIFEST_FILES "\n" lines)
  file(WRITE "${GREENBENCH_RECORD}.files" "${lines}\n")
endif()
