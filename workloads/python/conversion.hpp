// How the result of a Python variant becomes an Answer.
//
//   Answer text = answer_from_python(py::str("1,2"));
//   Answer array = answer_from_python(numpy_array);        // any object with the buffer protocol
//   answer_from_python(py::dict());                        // throws: write check(self, result)
#pragma once

#include <pybind11/pybind11.h>

#include "workloads/answer.hpp"

namespace greenbench {

/// None, bool, int, float, str, bytes, bytearray, lists and tuples of these, and buffers (numpy arrays and scalars,
/// array.array) of numbers. Lists and arrays of floats become an array of real numbers, an int beyond 64 bits its
/// decimal text. Throws std::runtime_error for any other type; py::error_already_set where Python itself fails.
[[nodiscard]] Answer answer_from_python(pybind11::handle result);

}  // namespace greenbench
