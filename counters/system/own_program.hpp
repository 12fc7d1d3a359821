// The program's own file, for commands that a remedy prints.
//
//   if (const auto program = own_program()) remedy += "sudo setcap cap_perfmon=ep " + *program;
//   else remedy += "Python would pass the right on to every script";   // this code is a module that it has loaded
//   is_of_main_program(&counter);      // whether an address lies in the program's own file
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace greenbench {

/// Whether an address lies in the file that was started, not in a library that it has loaded.
[[nodiscard]] bool is_of_main_program(const void* address);

/// The path of the running program's file; the plain name when the kernel does not tell. None where this code was
/// loaded by another program, Python, whose rights are not for it to give.
[[nodiscard]] std::optional<std::string> own_program();

/// What to do instead of giving a right to this program where it is a module of Python.
[[nodiscard]] std::string take_the_program_instead(std::string_view capability);

}  // namespace greenbench
