// One variant of a Python hotspot that is set up: how it is called, compared and timed.
//
//   auto object = std::make_shared<PythonObject>(python_object(definition, made));
//   std::unique_ptr<Variant> join = make_python_variant(object, definition.attr("variants")[0]);
//   Answer answer = join->answer();
#pragma once

#include <pybind11/pybind11.h>

#include <memory>

#include "workloads/hotspot.hpp"

namespace greenbench {

/// The object that all variants of a hotspot share, and what is called around them. Each of the others may be None.
struct PythonObject {
  pybind11::object self;
  pybind11::object check;    ///< the bound method
  pybind11::object reset;    ///< the bound method
  pybind11::object consume;  ///< called with every result inside the measured time
  pybind11::object watch;    ///< an InputWatch of greenbench_inputs.py, from the first checked_answer() on
};

/// `definition` is the Hotspot of greenbench.hotspots.definition that `self` is an object of.
[[nodiscard]] PythonObject python_object(const pybind11::object& definition, const pybind11::object& self);

/// `description` is a Variant of greenbench.hotspots.definition.
[[nodiscard]] std::unique_ptr<Variant> make_python_variant(std::shared_ptr<PythonObject> object,
                                                           pybind11::handle description);

}  // namespace greenbench
