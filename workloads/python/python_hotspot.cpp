#include "workloads/python/python_hotspot.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pybind11/stl.h>

#include <cstdio>
#include <stdexcept>
#include <utility>

#include "workloads/python/definition_module.hpp"
#include "workloads/python/python_error.hpp"
#include "workloads/python/python_variant.hpp"

namespace py = pybind11;

namespace greenbench {
namespace {

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
    const py::object teardown = py::getattr(object_, "teardown", py::none());
    if (!teardown.is_none()) teardown();
  } catch (const py::error_already_set& error) {
    report(traceback(error));
  }
}

void PythonHotspot::report(const std::string& failure) const {
  if (hooks_.teardown_failed) {
    hooks_.teardown_failed(failure);
  } else {
    std::fputs((failure + "\n").c_str(), stderr);
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

/// The folder of this language in the one that the hotspot was given.
std::filesystem::path python_folder(const std::filesystem::path& folder) {
  return folder / "python";
}

/// Where prepare() has put its files; None for a hotspot that has none.
py::object prepared_folder(const py::object& definition, const Surroundings& surroundings) {
  if (py::getattr(definition.attr("definition"), "prepare", py::none()).is_none()) return py::none();
  if (!surroundings.prepared) throw std::runtime_error("needs what its prepare() makes");
  return py::str(python_folder(*surroundings.prepared).string());
}

/// An object of the hotspot's class after its setup(size), or setup(size, url) if it needs the server.
py::object set_up(const py::object& definition, std::uint64_t size, const Surroundings& surroundings,
                  const PythonHooks& hooks) {
  const py::object ready = py::module_::import(definition_module).attr("set_up");
  const py::object prepared = prepared_folder(definition, surroundings);
  if (!definition.attr("needs_server").cast<bool>()) return ready(definition, process_counter(hooks), prepared, size);
  if (!surroundings.server) throw std::runtime_error("needs the local server");
  return ready(definition, process_counter(hooks), prepared, size, surroundings.server->url());
}

}  // namespace

void prepare_python_hotspot(const py::object& definition, std::uint64_t size, const std::filesystem::path& folder) {
  try {
    check_needs(definition);
    py::module_::import(definition_module).attr("prepare")(definition, python_folder(folder).string(), size);
  } catch (const py::error_already_set& error) {
    throw std::runtime_error(explained(error, definition.attr("definition"), py::none()));
  }
}

std::unique_ptr<LoadedHotspot> load_python_hotspot(const py::object& definition, std::uint64_t size,
                                                   const Surroundings& surroundings, const PythonHooks& hooks) {
  try {
    check_needs(definition);
    const py::object self = set_up(definition, size, surroundings, hooks);
    const auto object = std::make_shared<PythonObject>(python_object(definition, self));
    std::vector<std::unique_ptr<Variant>> variants;
    for (const py::handle variant : definition.attr("variants"))
      variants.push_back(make_python_variant(object, variant));
    return std::make_unique<PythonHotspot>(self, std::move(variants), hooks);
  } catch (const py::error_already_set& error) {
    throw std::runtime_error(explained(error, definition.attr("definition"), py::none()));
  }
}

}  // namespace greenbench
