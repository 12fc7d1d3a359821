// What probing needs from the command line, checked: the three roots and the power model.
//
//   check_roots(options.roots);
//   PowerModel model = usable_power_model(options.roots, options.power_model);
//   ProbeContext context{options.roots, model, std::make_shared<ProcessUsage>(options.roots)};
#pragma once

#include <filesystem>
#include <optional>

#include "counters/estimate/power_model.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// Throws UsageError naming the flag of a root that is not a folder.
void check_roots(const FileRoots& roots);

/// That of the file if one is given, else choose_power_model(); a file that cannot be used is a UsageError.
[[nodiscard]] PowerModel usable_power_model(const FileRoots& roots, const std::optional<std::filesystem::path>& file);

}  // namespace greenbench
