# The Debian package: `cpack -G DEB` in the build folder, or `./dev deb`.
#
# What embeds libpython3.X needs the python3 of that very minor version, whose packages the workloads import.
# The maintainer is whoever builds it: -DGREENBENCH_MAINTAINER="Name <address>".
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME greenbench)
set(CPACK_PACKAGE_VENDOR "greenbench contributors")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "measure the energy of competing implementations")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "greenbench measures how many joules, seconds and watts competing
implementations of a task use on this machine, and how certain the
difference is. It reads the energy counters of the processor and of
GPUs where it may, and says where joules are an estimate.
.
Installing it gives nobody access to the counters; see greenbench-access(8).")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
math(EXPR next_minor "${Python_VERSION_MINOR} + 1")
set(python_version "python3 (>= ${Python_VERSION_MAJOR}.${Python_VERSION_MINOR}~)")
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "${python_version}, python3 (<< ${Python_VERSION_MAJOR}.${next_minor}~), passwd")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "python3-numpy, python3-httpx, python3-django")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, g++")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/debian/prerm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# A package of Debian 13 is newer than the same one of Debian 12, so that an upgrade of the system takes it.
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
if(EXISTS /etc/os-release)
  file(STRINGS /etc/os-release release_lines REGEX "^(ID|VERSION_ID)=")
  if(release_lines MATCHES "ID=debian" AND release_lines MATCHES "VERSION_ID=\"([0-9]+)\"")
    set(CPACK_DEBIAN_PACKAGE_RELEASE 1~deb${CMAKE_MATCH_1})
  endif()
endif()

# No address is invented: a package that is given to others needs the packager's own.
set(GREENBENCH_MAINTAINER "" CACHE STRING "Maintainer of the Debian package: Name <address>")
if(GREENBENCH_MAINTAINER)
  set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${GREENBENCH_MAINTAINER}")
else()
  set(CPACK_DEBIAN_PACKAGE_MAINTAINER "greenbench contributors <root@localhost>")
endif()

set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/install/debian_files.cmake)
set(CPACK_GREENBENCH_SOURCE ${PROJECT_SOURCE_DIR})
include(CPack)
