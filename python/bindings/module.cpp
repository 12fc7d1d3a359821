// greenbench._native: what the package takes from the program's C++.
#include <pybind11/pybind11.h>

#include "python/bindings/bindings.hpp"

// NOLINTNEXTLINE: the macro is pybind11's way to define a module
PYBIND11_MODULE(_native, module) {
  module.doc() = "The program's C++ for the package greenbench; its names are no interface.";
  greenbench::bind_program(module);
  greenbench::bind_statistics(module);
  greenbench::bind_windows(module);
  greenbench::bind_machine(module);
}
