#include "harness/program.hpp"

#include <pybind11/functional.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "harness/command_line/message.hpp"
#include "harness/processes/privileges.hpp"
#include "harness/worker/worker.hpp"
#include "python/bindings/bindings.hpp"
#include "workloads/python/runtime.hpp"

namespace py = pybind11;

namespace greenbench {
namespace {

/// Where Python's package says that everything is.
struct Package {
  std::vector<std::string> program;
  std::string data_folder;
  std::string python;
};

Installation installation_of(const Package& package) {
  return {.program = package.program,
          .data_folder = package.data_folder,
          .python = package.python,
          .is_python_module = true,
          .forked = {}};
}

/// The command line from start to end. This process is the program: nothing else runs in it.
int run_whole_program(const std::vector<std::string>& arguments, const Package& package) {
  hold_standard_descriptors();
  obey_temporary_folder();
  ignore_broken_pipes();
  return static_cast<int>(run_program(arguments, [&] { return installation_of(package); }));
}

/// The same with workers that are forks of this process; enter(environment) is called in each before anything else.
int run_forking_program(const std::vector<std::string>& arguments, const Package& package, const py::function& enter) {
  ignore_broken_pipes();
  Installation installation = installation_of(package);
  installation.forked = {.fork = fork_interpreter, .run = [&](const WorkerOptions& options, const auto& environment) {
                           enter(environment);
                           return run_worker(options, installation);
                         }};
  return static_cast<int>(run_program(arguments, [&] { return installation; }));
}

}  // namespace

void bind_program(py::module_& module) {
  py::class_<Package>(module, "Package")
      .def(py::init<std::vector<std::string>, std::string, std::string>(), py::arg("program"), py::arg("data_folder"),
           py::arg("python"))
      .def_readonly("program", &Package::program);
  module.def("run_whole_program", run_whole_program, py::arg("arguments"), py::arg("package"));
  module.def("run_forking_program", run_forking_program, py::arg("arguments"), py::arg("package"), py::arg("enter"));
  module.attr("version") = GREENBENCH_VERSION;
}

}  // namespace greenbench
