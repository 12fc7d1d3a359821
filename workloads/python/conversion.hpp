// How the result of a Python variant becomes an Answer.
//
//   Answer text = answer_from_python(py::str("1,2"));
//   Answer array = answer_from_python(numpy_array);        // any object with the buffer protocol
//   answer_from_python(py::eval("object()"));              // throws: write check(self, result)
#pragma once

#include <pybind11/pybind11.h>

#include <stdexcept>
#include <string>

#include "workloads/answer.hpp"

namespace greenbench {

/// A result that nobody knows how to compare. what() says its type: "a value of type Point".
class IncomparableResult : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// None, bool, int, float, complex, str, bytes, bytearray, lists, tuples, sets and dictionaries of these, and what
/// greenbench_answer.py makes one of these: buffers, NumPy's arrays and scalars, dates, decimal fractions. Lists and
/// arrays of floats become an array of real numbers, and so does a complex number, an int beyond 64 bits its decimal
/// text, one of more than 600 digits its hexadecimal one. Throws IncomparableResult for any other type;
/// py::error_already_set where Python itself fails.
[[nodiscard]] Answer answer_from_python(pybind11::handle result);

/// "a value of type Point"
[[nodiscard]] std::string type_named(pybind11::handle value);

}  // namespace greenbench
