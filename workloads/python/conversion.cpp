#include "workloads/python/conversion.hpp"

#include <fmt/format.h>

#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace py = pybind11;

namespace greenbench {
namespace {

/// CPython lets nobody forbid it to write integers of up to 640 digits, which 2,000 bits are. More it may refuse, and
/// would take time that grows with their square.
int base_to_write(py::handle integer) {
  constexpr long long most_bits = 2'000;
  const py::object bit_length = py::type::handle_of(py::int_(0)).attr("bit_length");  // not that of a subclass
  return bit_length(integer).cast<long long>() > most_bits ? 16 : 10;
}

Answer from_integer(py::handle integer) {
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(integer.ptr(), &overflow);
  if (overflow == 0) return {static_cast<std::int64_t>(value)};
  const auto text = py::reinterpret_steal<py::str>(PyNumber_ToBase(integer.ptr(), base_to_write(integer)));
  if (!text) throw py::error_already_set();
  return {text.cast<std::string>()};
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

py::object ask(const char* question, py::handle value) {
  return py::module_::import("greenbench.hotspots.answer").attr(question)(value);
}

AnswerList list_of(py::handle elements) {
  AnswerList list;
  for (const py::handle element : elements) list.push_back(answer_from_python(element));
  return list;
}

Answer from_set(py::handle set) {
  const RecursionGuard guard;
  return {AnswerSet{list_of(ask("in_order", set))}};
}

Answer from_dictionary(py::handle dictionary) {
  const RecursionGuard guard;
  const py::list keys = ask("in_order", dictionary);
  AnswerMap map{.keys = list_of(keys), .values = {}};
  for (const py::handle key : keys) {
    PyObject* const value = PyDict_GetItemWithError(dictionary.ptr(), key.ptr());
    if (value == nullptr && PyErr_Occurred() != nullptr) throw py::error_already_set();
    if (value == nullptr) throw py::key_error("a dictionary lost a key while it was read");
    map.values.push_back(answer_from_python(py::reinterpret_borrow<py::object>(value)));
  }
  return {std::move(map)};
}

Answer from_complex(py::handle number) {
  return {std::vector{PyComplex_RealAsDouble(number.ptr()), PyComplex_ImagAsDouble(number.ptr())}};
}

/// Arrays of doubles in one piece are copied; nothing else is looked at.
std::optional<std::vector<double>> doubles_of(py::handle result) {
  Py_buffer view;
  if (PyObject_CheckBuffer(result.ptr()) == 0) return {};
  if (PyObject_GetBuffer(result.ptr(), &view, PyBUF_ND | PyBUF_FORMAT) != 0) {
    PyErr_Clear();
    return {};
  }
  std::optional<std::vector<double>> array;
  if (view.ndim == 1 && view.format != nullptr && std::string_view{view.format} == "d") {
    array.emplace(static_cast<std::size_t>(view.shape[0]));
    if (view.len > 0) std::memcpy(array->data(), view.buf, static_cast<std::size_t>(view.len));  // unaligned ones, too
  }
  PyBuffer_Release(&view);
  return array;
}

Answer from_other(py::handle result) {
  if (auto array = doubles_of(result)) return {std::move(*array)};
  const RecursionGuard guard;
  const py::object plain = ask("plain", result);
  if (plain.ptr() == Py_NotImplemented) throw IncomparableResult(type_named(result));
  return answer_from_python(plain);
}

/// The types whose objects have content of their own; nothing for all others.
std::optional<Answer> from_container(py::handle result) {
  PyObject* const object = result.ptr();
  if (PyList_Check(object) || PyTuple_Check(object)) return from_sequence(result);
  if (PyDict_Check(object)) return from_dictionary(result);
  if (PyAnySet_Check(object)) return from_set(result);
  return {};
}

}  // namespace

Answer answer_from_python(py::handle result) {
  PyObject* const object = result.ptr();
  if (result.is_none()) return {};
  if (PyBool_Check(object)) return {object == Py_True};
  if (PyLong_Check(object)) return from_integer(result);
  if (PyFloat_Check(object)) return {PyFloat_AS_DOUBLE(object)};
  if (PyComplex_Check(object)) return from_complex(result);
  if (PyUnicode_Check(object)) return from_text(result);
  if (PyBytes_Check(object))
    return {std::string(PyBytes_AS_STRING(object), static_cast<std::size_t>(PyBytes_GET_SIZE(object)))};
  if (PyByteArray_Check(object))
    return {std::string(PyByteArray_AS_STRING(object), static_cast<std::size_t>(PyByteArray_GET_SIZE(object)))};
  if (auto container = from_container(result)) return std::move(*container);
  return from_other(result);
}

std::string type_named(py::handle value) {
  return fmt::format("a value of type {}", Py_TYPE(value.ptr())->tp_name);
}

}  // namespace greenbench
