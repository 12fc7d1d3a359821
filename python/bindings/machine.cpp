// What the whole machine did, for the package's Python.
//
//   bind_machine(module);
//   before = _native.BusyTime("/proc").read();  work();  after = _native.BusyTime("/proc").read()   # in Python
#include "harness/machine/busy_time.hpp"

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "python/bindings/bindings.hpp"

namespace py = pybind11;

namespace greenbench {

void bind_machine(py::module_& module) {
  module.attr("BUSY_TIME_RESOLUTION_SECONDS") = busy_time_resolution.value();
  py::class_<BusyTime>(module, "BusyTime")
      .def(py::init<std::filesystem::path>(), py::arg("procfs"))
      .def("read", [](const BusyTime& machine) {
        const std::optional<Seconds> busy = machine.read();
        return busy ? std::optional{busy->value()} : std::nullopt;
      });
}

}  // namespace greenbench
