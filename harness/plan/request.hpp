// What a run is asked to measure, as the plan keeps it: patterns are replaced by what they match.
//
//   RunRequest request = request_of(options, catalog);    // --hotspot 'strings/j*' is "strings/join"
//   plan.request = request;
//   plan.power_model_file = absolute_path(*options.power_model);
#pragma once

#include <filesystem>
#include <string>

#include "harness/command_line/options.hpp"
#include "harness/plan/hotspot_catalog.hpp"
#include "results/model/run_request.hpp"

namespace greenbench {

/// Throws UsageError as selected_entries() does.
[[nodiscard]] RunRequest request_of(const RunOptions& options, const HotspotCatalog& catalog);

/// Links are kept. As it was typed where the current folder is gone.
[[nodiscard]] std::string absolute_path(const std::filesystem::path& path);

}  // namespace greenbench
