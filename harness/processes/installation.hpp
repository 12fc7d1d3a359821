// Where the program's own parts lie: its executable, its Python files, the Python that workloads run in.
//
//   Installation installed = find_installation();
//   installed.data_folder / "workloads/strings/build.py";
//   installed.python;      // <project>/.venv/bin/python
#pragma once

#include <filesystem>

namespace greenbench {

struct Installation {
  std::filesystem::path executable;   ///< of this process; workers are started from it
  std::filesystem::path data_folder;  ///< holds workloads/; beside an installed program, else the source tree
  std::filesystem::path python;       ///< GREENBENCH_PYTHON of the environment, else the one chosen at build time
};

/// Throws std::runtime_error when the program's Python files are not where they were installed.
[[nodiscard]] Installation find_installation();

}  // namespace greenbench
