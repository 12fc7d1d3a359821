// The program's own file, for commands that a remedy prints.
//
//   std::string remedy = "sudo setcap cap_perfmon=ep " + own_program();
#pragma once

#include <filesystem>
#include <string>

namespace greenbench {

/// The path of the running program's file; the plain name when the kernel does not tell.
[[nodiscard]] inline std::string own_program() {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "greenbench" : path.string();
}

}  // namespace greenbench
