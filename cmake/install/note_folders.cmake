# Runs before anything is installed: notes in GREENBENCH_RECORD which of the folders to come are not there yet, so that
# `uninstall` removes those and no others. Folders of greenbench's own name go in any case.
set(shared_folders bin sbin include share share/cmake share/doc share/man share/man/man1 share/man/man8 share/zsh
                   share/zsh/site-functions share/bash-completion share/bash-completion/completions share/fish
                   share/fish/vendor_completions.d)
set(own_folders include/greenbench share/greenbench share/doc/greenbench share/cmake/greenbench)

# What CPack installs lies in a folder of its own, which it removes. Tests keep the record elsewhere, or not at all.
if(DEFINED ENV{GREENBENCH_INSTALL_RECORD})
  set(GREENBENCH_RECORD "$ENV{GREENBENCH_INSTALL_RECORD}")
endif()
if(GREENBENCH_RECORD AND NOT "$ENV{DESTDIR}" MATCHES "/_CPack_Packages/")
  set(made "")
  if(EXISTS "${GREENBENCH_RECORD}.folders")
    file(STRINGS "${GREENBENCH_RECORD}.folders" made)
  endif()
  set(prefix "${CMAKE_INSTALL_PREFIX}")
  set(parent "${prefix}")
  while(NOT parent STREQUAL "/" AND NOT EXISTS "$ENV{DESTDIR}${parent}")
    list(APPEND made "${parent}")
    cmake_path(GET parent PARENT_PATH parent)
  endwhile()
  foreach(folder ${shared_folders})
    if(NOT EXISTS "$ENV{DESTDIR}${prefix}/${folder}")
      list(APPEND made "${prefix}/${folder}")
    endif()
  endforeach()
  list(TRANSFORM own_folders PREPEND "${prefix}/")
  list(APPEND made ${own_folders})
  list(REMOVE_DUPLICATES made)
  list(JOIN made "\n" lines)
  file(WRITE "${GREENBENCH_RECORD}.folders" "${lines}\n")
endif()
