// A hotspot written in Python, set up at one size.
//
//   std::unique_ptr<LoadedHotspot> hotspot = load_python_hotspot(definition, 10'000, surroundings, hooks);
//   Answer answer = hotspot->variants()[0]->answer();
//   // It must be destroyed before the interpreter.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <filesystem>
#include <memory>

#include "workloads/hotspot.hpp"
#include "workloads/python/runtime.hpp"
#include "workloads/surroundings.hpp"

namespace greenbench {

/// Calls prepare(folder, size) of the class that `definition` describes, if it has one, with a new folder in `folder`.
/// Throws std::runtime_error with Python's traceback.
void prepare_python_hotspot(const pybind11::object& definition, std::uint64_t size,
                            const std::filesystem::path& folder);

/// Makes an object of the class that `definition` (a Hotspot of greenbench.hotspots.definition) describes and calls its
/// setup(size), or setup(size, url) if it needs the server. Destroying what it returns calls teardown(). Throws
/// std::runtime_error, with Python's traceback if there is one; a setup() that raised is not followed by teardown().
[[nodiscard]] std::unique_ptr<LoadedHotspot> load_python_hotspot(const pybind11::object& definition, std::uint64_t size,
                                                                 const Surroundings& surroundings,
                                                                 const PythonHooks& hooks);

}  // namespace greenbench
