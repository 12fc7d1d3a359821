#include "workloads/python/python_error.hpp"

#include <fmt/format.h>

#include <optional>

namespace py = pybind11;

namespace greenbench {
namespace {

/// In UTF-8, whatever stands in it: an error that cannot be told would be lost.
std::string utf8(const py::handle text) {
  const py::str words{text};
  const auto bytes =
      py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(words.ptr(), "utf-8", "backslashreplace"));
  if (!bytes) throw py::error_already_set();
  return bytes;
}

std::string joined(const py::object& lines) {
  return utf8(py::str("").attr("join")(lines).attr("rstrip")());
}

/// The line that the exception itself names, if it is one of this file.
std::optional<int> line_named(const py::object& exception, const std::string& path) {
  const py::object file = py::getattr(exception, "filename", py::none());
  const py::object line = py::getattr(exception, "lineno", py::none());
  if (!py::isinstance<py::str>(file) || !py::isinstance<py::int_>(line)) return {};
  if (utf8(file) != path) return {};
  return line.cast<int>();
}

/// The innermost line of this file that was being executed; 0 if none was.
int line_executed(const py::error_already_set& error, const std::string& path) {
  int line = 0;
  if (!error.trace()) return line;  // raised by the interpreter's own code, below no line of Python
  const py::object frames = py::module_::import("traceback").attr("extract_tb")(error.trace());
  for (const py::handle frame : frames)
    if (utf8(frame.attr("filename")) == path) line = frame.attr("lineno").cast<int>();
  return line;
}

/// The exception's own words: "NameError: name 'x' is not defined"; those of a HotspotError without its type.
std::string message_of(const py::error_already_set& error, const std::string& path) {
  const py::object& exception = error.value();
  const std::string type = utf8(py::type::of(exception).attr("__name__"));
  if (type == "HotspotError") return utf8(exception);
  if (error.matches(PyExc_SyntaxError) && line_named(exception, path)) return type + ": " + utf8(exception.attr("msg"));
  std::string text =
      joined(py::module_::import("traceback").attr("format_exception_only")(py::type::of(exception), exception));
  if (error.matches(PyExc_ModuleNotFoundError) && !exception.attr("name").is_none())
    text += fmt::format("; install it, or import it in setup() and list it in needs=(\"{}\",)",
                        utf8(exception.attr("name")));
  return text;
}

}  // namespace

std::string traceback(const py::error_already_set& error) {
  const py::object trace = error.trace() ? py::object(error.trace()) : py::none();
  return joined(py::module_::import("traceback").attr("format_exception")(error.type(), error.value(), trace));
}

HotspotFileError loading_error(const py::error_already_set& error, const std::string& path, const std::string& shown) {
  const int line = line_named(error.value(), path).value_or(line_executed(error, path));
  return {shown, line, message_of(error, path)};
}

}  // namespace greenbench
