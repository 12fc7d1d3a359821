#include "workloads/python/python_error.hpp"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <string_view>

namespace py = pybind11;

namespace greenbench {

std::string utf8(const py::handle value) {
  const auto words = py::reinterpret_steal<py::object>(PyObject_Str(value.ptr()));
  const auto bytes = py::reinterpret_steal<py::object>(
      words ? PyUnicode_AsEncodedString(words.ptr(), "utf-8", "backslashreplace") : nullptr);
  if (bytes) return {PyBytes_AS_STRING(bytes.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.ptr()))};
  PyErr_Clear();
  return fmt::format("<unprintable {} object>", Py_TYPE(value.ptr())->tp_name);
}

namespace {

bool is_inside_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The beginning and the end of a text that nobody would read: it is kept, shown and sent several times. There is room
/// left for the names of a file and a variant beside it, so that the message is not cut once more.
std::string shortened(std::string text) {
  constexpr std::size_t kept = 1'700;  // at either end
  if (text.size() <= 2 * kept) return text;
  std::size_t first = kept;
  std::size_t last = text.size() - kept;
  while (first > 0 && is_inside_character(text[first])) --first;
  while (last < text.size() && is_inside_character(text[last])) ++last;
  return fmt::format("{} [{} bytes left out] {}", std::string_view{text}.substr(0, first), last - first,
                     std::string_view{text}.substr(last));
}

/// What a function of the module traceback makes of an exception. It asks the exception, which may do as it likes.
template <typename... Arguments>
std::string formatted(const char* function, const py::handle exception, const Arguments&... arguments) {
  try {
    const py::object lines = py::module_::import("traceback").attr(function)(arguments...);
    return utf8(py::str("").attr("join")(lines).attr("rstrip")());
  } catch (const py::error_already_set&) {
    return fmt::format("an exception of type {} that cannot be shown", Py_TYPE(exception.ptr())->tp_name);
  }
}

/// Programs may set any number.
std::optional<int> line_number(const py::handle line) {
  if (!py::isinstance<py::int_>(line)) return {};
  int overflow = 0;
  const long number = PyLong_AsLongAndOverflow(line.ptr(), &overflow);
  if (overflow != 0 || number < 1 || number > std::numeric_limits<int>::max()) return {};
  return static_cast<int>(number);
}

/// The line that the exception itself names, if it is one of this file.
std::optional<int> line_named(const py::object& exception, const std::string& path) {
  const py::object file = py::getattr(exception, "filename", py::none());
  if (!py::isinstance<py::str>(file) || utf8(file) != path) return {};
  return line_number(py::getattr(exception, "lineno", py::none()));
}

/// The innermost line of this file that was being executed; 0 if none was.
int line_executed(const py::error_already_set& error, const std::string& path) {
  int line = 0;
  if (!error.trace()) return line;  // raised by the interpreter's own code, below no line of Python
  for (py::object entry = error.trace(); !entry.is_none(); entry = entry.attr("tb_next")) {
    if (utf8(entry.attr("tb_frame").attr("f_code").attr("co_filename")) == path)
      line = line_number(entry.attr("tb_lineno")).value_or(line);
  }
  return line;
}

/// The exception's own words: "NameError: name 'x' is not defined"; those of a HotspotError without its type.
std::string message_of(const py::error_already_set& error, const std::string& path) {
  const py::object& exception = error.value();
  const std::string type = Py_TYPE(exception.ptr())->tp_name;
  if (type == "HotspotError") return utf8(exception);
  if (error.matches(PyExc_SyntaxError) && line_named(exception, path)) return type + ": " + utf8(exception.attr("msg"));
  std::string text = formatted("format_exception_only", exception, py::type::of(exception), exception);
  if (error.matches(PyExc_ModuleNotFoundError) && !exception.attr("name").is_none())
    text += fmt::format("; install it, or import it in setup() and list it in needs=(\"{}\",)",
                        utf8(exception.attr("name")));
  else if (error.matches(PyExc_ImportError) && utf8(exception.attr("name")) == "greenbench")
    text += "; hotspot files import baseline, hotspot, variant and count_process from it";
  return text;
}

}  // namespace

std::string traceback(const py::error_already_set& error) {
  const py::object trace = error.trace() ? py::object(error.trace()) : py::none();
  return shortened(formatted("format_exception", error.value(), error.type(), error.value(), trace));
}

std::string explained(const py::error_already_set& error, const py::object& definition, const py::object& self) {
  std::string text = traceback(error);
  try {
    const py::object trace = error.trace() ? py::object(error.trace()) : py::none();
    text += utf8(
        py::module_::import("greenbench.hotspots.hints").attr("explanation")(error.value(), trace, definition, self));
  } catch (const py::error_already_set&) {
    // Classes of a hotspot may raise whatever is asked of them: then there is nothing to add.
  }
  return text;
}

HotspotFileError loading_error(const py::error_already_set& error, const std::string& path, const std::string& shown) {
  const int line = line_named(error.value(), path).value_or(line_executed(error, path));
  return {shown, line, shortened(message_of(error, path))};
}

}  // namespace greenbench
