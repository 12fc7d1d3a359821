#include "workloads/python/python_hotspot.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pybind11/stl.h>

#include <cstdio>
#include <stdexcept>
#include <utility>

#include "workloads/python/conversion.hpp"
#include "workloads/python/python_error.hpp"

namespace py = pybind11;

namespace greenbench {
namespace {

class PythonVariant final : public Variant {
 public:
  PythonVariant(py::object function, py::object check) : function_(std::move(function)), check_(std::move(check)) {}

  [[nodiscard]] Answer answer() override;
  void run(benchmark::State& state) override;
  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  void fail(benchmark::State& state);

  py::object function_;  ///< the bound method, looked up once
  py::object check_;     ///< the bound method check, or None
  std::string failure_;
};

Answer PythonVariant::answer() {
  try {
    const py::object result = function_();
    return answer_from_python(check_.is_none() ? result : check_(result));
  } catch (const py::error_already_set& error) {
    throw std::runtime_error(traceback(error));
  }
}

/// The result is released inside the loop: freeing what a variant made is part of its cost.
void PythonVariant::run(benchmark::State& state) {
  failure_.clear();
  PyObject* const function = function_.ptr();
  for (auto _ : state) {
    PyObject* const result = PyObject_CallNoArgs(function);
    if (result == nullptr) {
      fail(state);
      break;
    }
    Py_DECREF(result);
  }
}

void PythonVariant::fail(benchmark::State& state) {
  const py::error_already_set error;
  failure_ = traceback(error);
  state.SkipWithError(failure_.c_str());
}

class PythonHotspot final : public LoadedHotspot {
 public:
  PythonHotspot(py::object object, std::vector<std::unique_ptr<Variant>> variants, PythonHooks hooks)
      : object_(std::move(object)), variants_(std::move(variants)), hooks_(std::move(hooks)) {}
  ~PythonHotspot() override;
  PythonHotspot(const PythonHotspot&) = delete;
  PythonHotspot& operator=(const PythonHotspot&) = delete;

  [[nodiscard]] std::span<const std::unique_ptr<Variant>> variants() override { return variants_; }

 private:
  void tear_down() const;
  void report(const std::string& failure) const;

  py::object object_;
  std::vector<std::unique_ptr<Variant>> variants_;
  PythonHooks hooks_;
};

/// Whatever goes wrong here, what was measured before is as good as without it.
PythonHotspot::~PythonHotspot() {
  try {
    tear_down();
  } catch (const std::exception&) {
    // Nobody is left to hear that the report of a failure failed.
  }
}

void PythonHotspot::tear_down() const {
  try {
    if (py::hasattr(object_, "teardown")) object_.attr("teardown")();
  } catch (const py::error_already_set& error) {
    report(traceback(error));
  }
}

void PythonHotspot::report(const std::string& failure) const {
  if (hooks_.teardown_failed) {
    hooks_.teardown_failed(failure);
  } else {
    fmt::print(stderr, "{}\n", failure);
  }
}

/// What greenbench.count_process() reaches during setup().
py::cpp_function process_counter(const PythonHooks& hooks) {
  return py::cpp_function([count = hooks.count_process](pid_t process) {
    if (count) count(process);
  });
}

void check_needs(const py::object& definition) {
  const auto missing = definition.attr("missing")().cast<std::vector<std::string>>();
  if (!missing.empty()) throw std::runtime_error(fmt::format("needs {}", fmt::join(missing, ", ")));
}

/// An object of the hotspot's class after its setup(size), or setup(size, url) if it needs the server.
py::object set_up(const py::object& definition, std::uint64_t size, const Surroundings& surroundings,
                  const PythonHooks& hooks) {
  const py::object ready = py::module_::import("greenbench").attr("set_up");
  const py::object made = definition.attr("definition");
  if (!definition.attr("needs_server").cast<bool>()) return ready(made, process_counter(hooks), size);
  if (!surroundings.server) throw std::runtime_error("needs the local server");
  return ready(made, process_counter(hooks), size, surroundings.server->url());
}

}  // namespace

std::unique_ptr<LoadedHotspot> load_python_hotspot(const py::object& definition, std::uint64_t size,
                                                   const Surroundings& surroundings, const PythonHooks& hooks) {
  try {
    check_needs(definition);
    const py::object object = set_up(definition, size, surroundings, hooks);
    const py::object check = py::getattr(object, "check", py::none());
    std::vector<std::unique_ptr<Variant>> variants;
    for (const py::handle variant : definition.attr("variants"))
      variants.push_back(std::make_unique<PythonVariant>(object.attr(variant.attr("name")), check));
    return std::make_unique<PythonHotspot>(object, std::move(variants), hooks);
  } catch (const py::error_already_set& error) {
    throw std::runtime_error(traceback(error));
  }
}

}  // namespace greenbench
