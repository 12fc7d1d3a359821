#include "harness/plan/probe_inputs.hpp"

#include <fmt/format.h>

#include <string>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/utf8_path.hpp"
#include "results/inputs/power_model_file.hpp"
#include "results/model/document_error.hpp"

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
  PowerModel model = choose_power_model(roots);
  if (!file) return model;
  static_cast<void>(utf8_path("--power-model", *file));
  try {
    const int cpus = model.cpus;
    model = read_power_model_file(*file);
    model.cpus = cpus;
    return model;
  } catch (const DocumentError& error) {
    throw UsageError{std::string{"--power-model: "} + error.what()};
  }
}

}  // namespace greenbench
