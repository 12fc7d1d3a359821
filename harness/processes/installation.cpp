#include "harness/processes/installation.hpp"

#include <array>
#include <optional>
#include <stdexcept>

#include "harness/command_line/utf8_path.hpp"
#include "harness/processes/child_process.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

/// In a build folder greenbench-data holds links to the sources. No path of the machine that builds is in the program.
std::optional<fs::path> find_share(const fs::path& executable) {
  const fs::path folder = executable.parent_path();
  const std::array<fs::path, 2> places{folder / "greenbench-data", folder.parent_path() / "share" / "greenbench"};
  for (const fs::path& place : places) {
    if (fs::exists(place / "workloads")) return place;
  }
  return std::nullopt;
}

/// The link is read and not followed: a virtual environment is known by the path of its Python.
fs::path python_of_share(const fs::path& share) {
  const fs::path link = share / "interpreter";
  return fs::is_symlink(link) ? fs::read_symlink(link) : fs::path{GREENBENCH_EMBEDDED_PYTHON};
}

}  // namespace

Installation find_installation() {
  const fs::path executable = fs::read_symlink("/proc/self/exe");
  const std::optional<fs::path> share = find_share(executable);
  if (!share) {
    throw std::runtime_error{"the program's Python files are missing beside " + executable.string() +
                             "; build or install greenbench again"};
  }
  Installation found;
  found.program = {executable.string()};
  found.data_folder = fs::canonical(*share / "workloads").parent_path();
  static_cast<void>(utf8_path("the program's Python files", found.data_folder));
  const std::optional<std::string> chosen = environment_variable("GREENBENCH_PYTHON");
  found.python = chosen ? fs::path{*chosen} : python_of_share(*share);
  return found;
}

}  // namespace greenbench
