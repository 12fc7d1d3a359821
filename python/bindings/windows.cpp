#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "harness/command_line/failure.hpp"
#include "harness/windows/process_meter.hpp"
#include "python/bindings/bindings.hpp"
#include "results/model/names.hpp"

namespace py = pybind11;

namespace greenbench {
namespace {

/// Messages name the flag of the command line; in Python it is a parameter: "--power-model: " is "power_model: ".
std::string about_parameters(std::string message) {
  if (!message.starts_with("--")) return message;
  const std::size_t end = std::min(message.find(':'), message.size());
  std::string name = message.substr(2, end - 2);
  std::ranges::replace(name, '-', '_');
  if (name.starts_with("path.")) name.replace(0, 5, "roots.");
  return name + message.substr(end);
}

/// Runs `action`; what it throws becomes what Python's users are told to expect.
template <class Action>
auto with_python_errors(const Action& action) {
  try {
    return action();
  } catch (const UsageError& error) {
    throw py::value_error{about_parameters(error.what())};
  } catch (const CannotMeasure& error) {
    throw CannotMeasure{about_parameters(error.what())};
  } catch (const CounterLost& error) {
    throw CannotMeasure{error.what()};
  }
}

/// A window keeps its meter alive.
struct BoundWindow {
  std::shared_ptr<ProcessMeter> meter;
  OpenWindow window;
};

/// `carbon` is empty where there is none.
std::shared_ptr<ProcessMeter> open_meter_of(const RunOptions& options, const std::string& carbon) {
  return with_python_errors([&] {
    // Sources are opened and watched for up to a second: other threads go on meanwhile.
    const py::gil_scoped_release others_go_on;
    return std::make_shared<ProcessMeter>(plan_windows(options, carbon));
  });
}

// A read of the counters takes microseconds, less than giving the interpreter to another thread and getting it back:
// the lock is held. It also keeps two threads from opening the handles of a fork twice. Whoever waits for update edges
// lets others go on.
BoundWindow open_window(const std::shared_ptr<ProcessMeter>& meter, bool precise) {
  return with_python_errors([&] {
    meter->enter_process();
    if (!precise) return BoundWindow{meter, meter->open(WindowEnds::at_once)};
    const py::gil_scoped_release others_go_on;
    return BoundWindow{meter, meter->open(WindowEnds::at_edges)};
  });
}

template <class Unit>
std::optional<double> number_of(const std::optional<Quantity<Unit>>& quantity) {
  return quantity ? std::optional{quantity->value()} : std::nullopt;
}

/// In the order of the fields of Measurement, from `joules` on; _native.pyi names them.
py::tuple close_window(const BoundWindow& bound) {
  const auto close = [&] {
    if (bound.window.energy.ends == WindowEnds::at_once) return bound.meter->close(bound.window);
    const py::gil_scoped_release others_go_on;
    return bound.meter->close(bound.window);
  };
  const MeasuredWindow measured = close();
  return py::make_tuple(number_of(measured.joules), number_of(measured.package_joules), number_of(measured.dram_joules),
                        number_of(measured.gpu_joules), measured.wall.value(), number_of(measured.watts),
                        measured.cpu.value(), number_of(measured.co2e), number_of(measured.uncertainty),
                        measured.no_joules);
}

std::vector<std::string> counted_domains(const ProcessMeter& meter) {
  std::vector<std::string> names;
  for (const DomainRecord& domain : meter.plan().domains) {
    if (domain.counted) names.push_back(domain.name);
  }
  return names;
}

}  // namespace

void bind_windows(py::module_& module) {
  py::register_exception<CannotMeasure>(module, "CannotMeasure", PyExc_RuntimeError);
  py::class_<BoundWindow>(module, "Window").def("close", close_window);
  py::class_<ProcessMeter, std::shared_ptr<ProcessMeter>>(module, "Meter")
      .def(py::init([](std::vector<std::string> sources, const std::string& carbon,
                       std::optional<std::filesystem::path> power_model, bool require_measured,
                       std::filesystem::path sysfs, std::filesystem::path procfs, std::filesystem::path devfs) {
             RunOptions options;
             options.sources = std::move(sources);
             options.require_measured = require_measured;
             options.power_model = std::move(power_model);
             options.roots = {std::move(sysfs), std::move(procfs), std::move(devfs)};
             return open_meter_of(options, carbon);
           }),
           py::kw_only(), py::arg("sources"), py::arg("carbon"), py::arg("power_model"), py::arg("require_measured"),
           py::arg("sysfs"), py::arg("procfs"), py::arg("devfs"))
      .def("open", open_window, py::arg("precise"))
      .def_property_readonly("source", [](const ProcessMeter& meter) { return source_names(meter.plan()); })
      .def_property_readonly("provenance", [](const ProcessMeter& meter) { return name_of(meter.plan().provenance); })
      .def_property_readonly("domains", counted_domains);
}

}  // namespace greenbench
