// Where the program's own parts lie: what starts it, its Python files, the Python that workloads run in.
//
//   Installation installed = find_installation();
//   installed.data_folder / "workloads/strings/build.py";
//   installed.python;      // <project>/.venv/bin/python
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "harness/command_line/options.hpp"

namespace greenbench {

/// Workers that are forks of this process, for variants that no other process could import.
struct ForkedWorkers {
  /// fork(2), with all that has to be done around it. Empty: a worker is a process of the program itself.
  std::function<pid_t()> fork = nullptr;
  /// What a worker's process does, with the environment that it would have had: NAME=value. Returns its exit code.
  std::function<int(const WorkerOptions& options, const std::vector<std::string>& environment)> run = nullptr;
};

struct Installation {
  std::vector<std::string> program;   ///< the words that start the program again, for workers and servers
  std::filesystem::path data_folder;  ///< holds workloads/; beside an installed program, else the source tree
  std::filesystem::path python;       ///< GREENBENCH_PYTHON of the environment, else as chosen at build time, else
                                      ///< the one whose library the program embeds
  /// The program is a module of that Python, and workers run in the interpreter that loaded it.
  bool is_python_module = false;
  ForkedWorkers forked = {};
};

/// Of the program as a file of its own. Throws std::runtime_error when the program's Python files are not where they
/// were installed.
[[nodiscard]] Installation find_installation();

}  // namespace greenbench
