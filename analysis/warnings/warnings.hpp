// Every warning a report can carry: one table row each, with what was seen and what to do about it.
//
//   Warning warning = make_warning(WarningKind::hotspot_failed, "strings/build", {"round 3 crashed"});
//   std::string code = warning.code;     // "hotspot_failed"
//   std::string remedy = warning.remedy;
#pragma once

#include <string>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// In the order in which a report lists them.
enum class WarningKind {
  quick_preview,
  interrupted,
  control_excludes_one,
  estimated_joules,
  idle_drift,
  hotspot_failed,
  too_few_rounds,
  precision_not_reached,
  below_resolution,
  void_blocks,
  means_differ,
  compared_preview,
  machine_drift,
  load_differs,
  round_variance,
  autocorrelated_blocks,
  position_effect,
  trend,
};

/// `details` fill the gaps {0}, {1} ... of the row's text and remedy. An empty hotspot means the whole run.
/// `flags` are those that the remedy names.
[[nodiscard]] Warning make_warning(WarningKind kind, const std::string& hotspot,
                                   const std::vector<std::string>& details, std::vector<SuggestedFlag> flags = {});

}  // namespace greenbench
