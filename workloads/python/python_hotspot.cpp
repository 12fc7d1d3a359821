#include "workloads/python/python_hotspot.hpp"

#include <fmt/format.h>
#include <pybind11/stl.h>

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
  explicit PythonHotspot(std::vector<std::unique_ptr<Variant>> variants) : variants_(std::move(variants)) {}
  [[nodiscard]] std::span<const std::unique_ptr<Variant>> variants() override { return variants_; }

 private:
  std::vector<std::unique_ptr<Variant>> variants_;
};

void check_needs(const py::object& definition) {
  const auto missing = definition.attr("missing")().cast<std::vector<std::string>>();
  if (!missing.empty()) throw std::runtime_error(fmt::format("needs {}", fmt::join(missing, ", ")));
}

void set_up(const py::object& definition, const py::object& object, std::uint64_t size,
            const Surroundings& surroundings) {
  if (definition.attr("needs_server").cast<bool>()) {
    if (!surroundings.server) throw std::runtime_error("needs the local server");
    object.attr("setup")(size, surroundings.server->url());
  } else if (py::hasattr(object, "setup")) {
    object.attr("setup")(size);
  }
}

}  // namespace

std::unique_ptr<LoadedHotspot> load_python_hotspot(const py::object& definition, std::uint64_t size,
                                                   const Surroundings& surroundings) {
  try {
    check_needs(definition);
    const py::object object = definition.attr("definition")();
    set_up(definition, object, size, surroundings);
    const py::object check = py::getattr(object, "check", py::none());
    std::vector<std::unique_ptr<Variant>> variants;
    for (const py::handle variant : definition.attr("variants"))
      variants.push_back(std::make_unique<PythonVariant>(object.attr(variant.attr("name")), check));
    return std::make_unique<PythonHotspot>(std::move(variants));
  } catch (const py::error_already_set& error) {
    throw std::runtime_error(traceback(error));
  }
}

}  // namespace greenbench
