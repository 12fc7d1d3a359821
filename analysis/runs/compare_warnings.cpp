#include "analysis/runs/compare_warnings.hpp"

#include <fmt/core.h>

#include <cmath>

#include "analysis/runs/environment_difference.hpp"
#include "analysis/warnings/warnings.hpp"
#include "results/text/change_text.hpp"

namespace greenbench {
namespace {

/// A whole processor more or less that something else had.
constexpr double much_load = 1.0;

double further_from_one(double a, double b) {
  return std::abs(std::log(a)) >= std::abs(std::log(b)) ? a : b;
}

}  // namespace

double largest_drift(const RunComparison& comparison) {
  double largest = 1.0;
  for (const VariantChange& drift : comparison.drift) {
    largest = further_from_one(drift.time.value, largest);
    if (drift.energy) largest = further_from_one(drift.energy->value, largest);
  }
  return largest;
}

std::vector<Warning> compare_warnings(const RunComparison& comparison, const BothEnvironments& environments) {
  std::vector<Warning> warnings;
  const auto add = [&](WarningKind kind, const std::vector<std::string>& details) {
    warnings.push_back(make_warning(kind, "", details));
  };
  if (comparison.before.quick) add(WarningKind::compared_preview, {"old run"});
  if (comparison.after.quick) add(WarningKind::compared_preview, {"new run"});
  const double drift = largest_drift(comparison);
  if (std::abs(std::log(drift)) > std::log1p(comparison.settings.analysis.margin)) {
    add(WarningKind::machine_drift, {change_factor_text(drift, "")});
  }
  const auto before = load_before(environments.before);
  const auto after = load_before(environments.after);
  if (before && after && std::abs(*before - *after) >= much_load) {
    add(WarningKind::load_differs, {fmt::format("{:.2f}", *before), fmt::format("{:.2f}", *after)});
  }
  return warnings;
}

}  // namespace greenbench
