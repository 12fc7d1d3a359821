#include "harness/processes/installation.hpp"

#include <stdexcept>

#include "harness/command_line/utf8_path.hpp"
#include "harness/processes/child_process.hpp"

namespace greenbench {

Installation find_installation() {
  const std::filesystem::path executable = std::filesystem::read_symlink("/proc/self/exe");
  Installation found;
  found.program = {executable.string()};
  found.data_folder = executable.parent_path().parent_path() / "share" / "greenbench";
  if (!std::filesystem::exists(found.data_folder / "workloads")) found.data_folder = GREENBENCH_DATA_FOLDER;
  if (!std::filesystem::exists(found.data_folder / "workloads")) {
    throw std::runtime_error{"the program's Python files are missing: neither beside " + executable.string() +
                             " nor in " + found.data_folder.string() + "; build or install greenbench again"};
  }
  static_cast<void>(utf8_path("the program's Python files", found.data_folder));
  found.python = environment_variable("GREENBENCH_PYTHON").value_or(GREENBENCH_DEFAULT_PYTHON);
  return found;
}

}  // namespace greenbench
