#include "harness/plan/probe_inputs.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/utf8_path.hpp"

namespace greenbench {

void check_roots(const FileRoots& roots) {
  const auto check = [](const char* flag, const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder)) {
      throw UsageError{fmt::format("{}: {} is not a folder", flag, folder.string())};
    }
    static_cast<void>(utf8_path(flag, folder));
  };
  check("--path.sysfs", roots.sysfs);
  check("--path.procfs", roots.procfs);
  check("--path.devfs", roots.devfs);
}

PowerModel usable_power_model(const FileRoots& roots, const std::optional<std::filesystem::path>& file) {
  if (file) static_cast<void>(utf8_path("--power-model", *file));
  try {
    return choose_power_model(roots, file);
  } catch (const std::runtime_error& error) {
    throw UsageError{std::string{"--power-model: "} + error.what()};
  }
}

}  // namespace greenbench
