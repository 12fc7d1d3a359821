// The folder a run leaves: run.json, samples.csv and the reports, each written whole or not at all.
//
//   save_run(folder, report, run);
//   Run again = load_run(folder);                            // or the path of its run.json
#pragma once

#include <filesystem>

#include "results/model/report.hpp"
#include "results/page/charts.hpp"

namespace greenbench {

/// Writes samples.csv, run.json, report.md (in that order) into an existing folder.
void save_run(const std::filesystem::path& folder, const Report& report, const Run& run);

/// Writes report.html beside them.
void save_page(const std::filesystem::path& folder, const Report& report, const Run& run, const DrawnCharts& charts);

/// Reads run.json and the samples.csv beside it. `where` is the folder or the run.json.
/// Throws DocumentError naming file and key or line.
[[nodiscard]] Run load_run(const std::filesystem::path& where);

}  // namespace greenbench
