# The libraries that greenbench is built with. All of them come from the distribution, but for pybind11, which pip brings
# along. What is missing is said at once, with the packages that have it.

set(missing "")

if(SKBUILD)
  find_package(Python 3.11 QUIET COMPONENTS Interpreter Development.Module)
else()
  find_package(Python 3.11 QUIET COMPONENTS Interpreter Development.Embed Development.Module)
endif()
set(PYBIND11_FINDPYTHON ON)
if(Python_FOUND)
  find_package(pybind11 QUIET CONFIG)
  if(NOT pybind11_FOUND)
    list(APPEND missing pybind11-dev)
  endif()
else()
  list(APPEND missing python3-dev)
endif()

set(libraries
    benchmark:libbenchmark-dev
    fmt:libfmt-dev
    nlohmann_json:nlohmann-json3-dev
    CLI11:libcli11-dev
    tomlplusplus:libtomlplusplus-dev
    Eigen3:libeigen3-dev
    Boost:libboost-dev
    SQLite3:libsqlite3-dev)
foreach(library ${libraries})
  string(REPLACE ":" ";" library ${library})
  list(GET library 0 name)
  if(name STREQUAL "SQLite3")  # CMake finds it itself, all others bring a file that says where they are
    find_package(${name} QUIET)
  else()
    find_package(${name} QUIET CONFIG)
  endif()
  if(NOT ${name}_FOUND)
    list(GET library 1 package)
    list(APPEND missing ${package})
  endif()
endforeach()

if(missing)
  string(JOIN " " packages ${missing})
  message(FATAL_ERROR "greenbench is built with libraries that are missing here. On Debian and Ubuntu:\n"
                      "  sudo apt install ${packages}\n")
endif()

# CMake 4.3 renamed the target.
if(NOT TARGET SQLite3::SQLite3)
  add_library(SQLite3::SQLite3 ALIAS SQLite::SQLite3)
endif()
find_package(Threads REQUIRED)
