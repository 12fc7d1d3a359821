// The parts of the extension module greenbench._native, one function each.
//
//   PYBIND11_MODULE(_native, module) { bind_program(module); }
#pragma once

#include <pybind11/pybind11.h>

namespace greenbench {

/// run_program(): the whole command line in this interpreter.
void bind_program(pybind11::module_& module);

/// mean_interval(), rule_on_limit() and quantity_texts(): numbers in, numbers or texts out.
void bind_statistics(pybind11::module_& module);

/// Meter and Window: energy of a running program between two moments.
void bind_windows(pybind11::module_& module);

/// BusyTime: CPU seconds that the whole machine has spent.
void bind_machine(pybind11::module_& module);

}  // namespace greenbench
