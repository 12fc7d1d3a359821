// What a Python exception says, in the two forms the program needs: its traceback, and the line of a file to blame.
//
//   try { function(); } catch (py::error_already_set& error) {
//     throw std::runtime_error(traceback(error));   // "Traceback (most recent call last): ..."
//   }
#pragma once

#include <pybind11/pybind11.h>

#include <string>

#include "workloads/python/runtime.hpp"

namespace greenbench {

/// str(value) in UTF-8, whatever stands in it: half a surrogate pair becomes "\\udce9".
[[nodiscard]] std::string utf8(pybind11::handle value);

/// The traceback as Python prints it, without the last newline; of one beyond 4 KiB, its beginning and its end.
[[nodiscard]] std::string traceback(const pybind11::error_already_set& error);

/// The same, and behind its last line the line of the hotspot's file and what the exception has to do with setup().
/// `self` is the object of the class `definition`, None as long as there is none.
[[nodiscard]] std::string explained(const pybind11::error_already_set& error, const pybind11::object& definition,
                                    const pybind11::object& self);

/// The exception that loading `path` ended in, blamed on the line it names itself (SyntaxError, HotspotError) or on
/// the innermost line of that file that was being executed. `shown` is the path to use in the message.
[[nodiscard]] HotspotFileError loading_error(const pybind11::error_already_set& error, const std::string& path,
                                             const std::string& shown);

}  // namespace greenbench
