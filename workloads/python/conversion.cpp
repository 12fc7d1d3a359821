#include "workloads/python/conversion.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace py = pybind11;

namespace greenbench {
namespace {

/// CPython refuses to write integers of more than 4,300 digits, unless it is told otherwise. What a variant may do is
/// not changed.
class LongIntegers {
 public:
  LongIntegers() : system_(py::module_::import("sys")) {
    if (!py::hasattr(system_, "set_int_max_str_digits")) return;
    before_ = system_.attr("get_int_max_str_digits")();
    system_.attr("set_int_max_str_digits")(0);
  }
  // NOLINTNEXTLINE(bugprone-exception-escape): a value that was set before can be set again
  ~LongIntegers() {
    if (before_) system_.attr("set_int_max_str_digits")(before_);
  }
  LongIntegers(const LongIntegers&) = delete;
  LongIntegers& operator=(const LongIntegers&) = delete;

 private:
  py::module_ system_;
  py::object before_;
};

Answer from_integer(py::handle integer) {
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(integer.ptr(), &overflow);
  if (overflow == 0) return {static_cast<std::int64_t>(value)};
  const LongIntegers allowed;
  const auto decimal = py::reinterpret_steal<py::str>(PyNumber_ToBase(integer.ptr(), 10));
  if (!decimal) throw py::error_already_set();
  return {decimal.cast<std::string>()};
}

/// UTF-8. Half a surrogate pair, as os.fsdecode() makes of a file name in another encoding, stays what it is.
Answer from_text(py::handle text) {
  const auto bytes = py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogatepass"));
  if (!bytes) throw py::error_already_set();
  return {static_cast<std::string>(bytes)};
}

/// An array of real numbers if every element is exactly a float.
std::optional<std::vector<double>> all_floats(PyObject* const* items, Py_ssize_t size) {
  std::vector<double> array;
  array.reserve(static_cast<std::size_t>(size));
  for (Py_ssize_t index = 0; index < size; ++index) {
    if (PyFloat_CheckExact(items[index]) == 0) return {};
    array.push_back(PyFloat_AS_DOUBLE(items[index]));
  }
  return array;
}

/// Lists that contain themselves end in Python's RecursionError, not in a stack overflow.
class RecursionGuard {
 public:
  RecursionGuard() {
    if (Py_EnterRecursiveCall(" while reading the result of a variant") != 0) throw py::error_already_set();
  }
  ~RecursionGuard() { Py_LeaveRecursiveCall(); }
  RecursionGuard(const RecursionGuard&) = delete;
  RecursionGuard& operator=(const RecursionGuard&) = delete;
};

Answer from_sequence(py::handle sequence) {
  const RecursionGuard guard;
  const Py_ssize_t size = PySequence_Fast_GET_SIZE(sequence.ptr());
  PyObject* const* const items = PySequence_Fast_ITEMS(sequence.ptr());
  if (size > 0)
    if (auto array = all_floats(items, size)) return {std::move(*array)};
  AnswerList list;
  list.reserve(static_cast<std::size_t>(size));
  for (Py_ssize_t index = 0; index < size; ++index) list.push_back(answer_from_python(items[index]));
  return {std::move(list)};
}

[[noreturn]] void refuse(py::handle result) {
  throw std::runtime_error(
      fmt::format("a result of type {} cannot be compared: give the hotspot a method check(self, result) that turns it "
                  "into numbers, text or lists of them",
                  py::str(py::type::handle_of(result).attr("__name__")).cast<std::string>()));
}

/// Arrays of doubles are copied; all others go through memoryview.tolist(), which knows every format and shape.
Answer from_buffer(py::handle result) {
  Py_buffer view;
  if (PyObject_GetBuffer(result.ptr(), &view, PyBUF_ND | PyBUF_FORMAT) == 0) {
    const bool doubles = view.ndim == 1 && view.format != nullptr && std::string_view{view.format} == "d";
    const auto* first = static_cast<const double*>(view.buf);
    std::vector<double> array;
    if (doubles) array.assign(first, first + view.shape[0]);
    PyBuffer_Release(&view);
    if (doubles) return {std::move(array)};
  } else {
    PyErr_Clear();  // Not contiguous: a memoryview copes.
  }
  const auto list = [&result] {
    try {
      return py::memoryview(py::reinterpret_borrow<py::object>(result)).attr("tolist")();
    } catch (const py::error_already_set&) {
      refuse(result);  // Complex numbers, dates, records.
    }
  }();
  return answer_from_python(list);
}

}  // namespace

Answer answer_from_python(py::handle result) {
  PyObject* const object = result.ptr();
  if (result.is_none()) return {};
  if (PyBool_Check(object)) return {object == Py_True};
  if (PyLong_Check(object)) return from_integer(result);
  if (PyFloat_Check(object)) return {PyFloat_AS_DOUBLE(object)};
  if (PyUnicode_Check(object)) return from_text(result);
  if (PyBytes_Check(object))
    return {std::string(PyBytes_AS_STRING(object), static_cast<std::size_t>(PyBytes_GET_SIZE(object)))};
  if (PyByteArray_Check(object))
    return {std::string(PyByteArray_AS_STRING(object), static_cast<std::size_t>(PyByteArray_GET_SIZE(object)))};
  if (PyList_Check(object) || PyTuple_Check(object)) return from_sequence(result);
  if (PyObject_CheckBuffer(object)) return from_buffer(result);
  refuse(result);
}

}  // namespace greenbench
