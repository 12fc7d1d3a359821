#include "analysis/warnings/diagnostic_warnings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "analysis/verdicts/comparisons.hpp"
#include "analysis/warnings/suggested_flags.hpp"
#include "analysis/warnings/warnings.hpp"

namespace greenbench {

namespace {

/// Chance of a false warning of one kind in a whole report, divided by the number of its tests (Bonferroni). Half of
/// the one in a hundred that is promised, because some of the p-values are approximate.
constexpr double false_alarms = 0.005;

/// The signed-rank test of ten rounds can say no more than 2 / 2^10: all of them agree. Without this floor it could
/// rarely warn of a position effect in a report of several hotspots.
constexpr double strictest_signed_rank = 1.0 / 512.0;

/// At r = 1/3 blocks count for half their number: (1 - r) / (1 + r) = 1/2.
constexpr double notable_autocorrelation = 1.0 / 3.0;

/// With endless rounds the interval would shrink to sqrt(0.81) = 0.9 of its width: by less than a tenth.
constexpr double lasting_centre_share = 0.81;

double threshold(std::size_t tests) {
  return false_alarms / static_cast<double>(std::max<std::size_t>(tests, 1));
}

/// What stays below the margin of practical equivalence changes nobody's decision.
double margin_of(const Report& report) {
  return std::log1p(report.settings.margin);
}

/// What is carried from block to block, sqrt(r) of the scatter, could not shift a round by half the margin otherwise.
bool is_autocorrelated(const Diagnostics& diagnostics, double margin, double highest_p_value) {
  const auto& found = diagnostics.autocorrelation;
  if (!found || !diagnostics.variance) return false;
  if (found->value < notable_autocorrelation || found->p_value > highest_p_value) return false;
  return std::sqrt(found->value) * diagnostics.variance->within_deviation >= 0.5 * margin;
}

/// What fills the gaps of a warning's row, and the flags among it.
struct Found {
  std::vector<std::string> details;
  std::vector<SuggestedFlag> flags = {};
};
using Details = std::optional<Found>;

/// The comparison for which `size_of` is largest; null when it is empty for all of them.
template <class SizeOf>
const Comparison* worst(const HotspotReport& hotspot, SizeOf size_of) {
  const Comparison* found = nullptr;
  double largest = 0.0;
  for (const Comparison& comparison : hotspot.comparisons) {
    if (!comparison.diagnostics) continue;
    const std::optional<double> size = size_of(*comparison.diagnostics);
    if (!size || (found != nullptr && *size <= largest)) continue;
    found = &comparison;
    largest = *size;
  }
  return found;
}

Details autocorrelation_found(const HotspotReport& hotspot, double margin, double highest_p_value) {
  const auto size = [&](const Diagnostics& each) -> std::optional<double> {
    if (!is_autocorrelated(each, margin, highest_p_value)) return std::nullopt;
    return each.autocorrelation->value;
  };
  const Comparison* found = worst(hotspot, size);
  if (found == nullptr) return std::nullopt;
  return Found{{found->variant.text(), fmt::format("{:.2f}", found->diagnostics->autocorrelation->value)}};
}

std::string signed_percent(double log_change) {
  return fmt::format("{:+.1f}%", 100.0 * std::expm1(log_change));
}

Details trend_found(const HotspotReport& hotspot, double margin, double highest_p_value) {
  const auto size = [&](const Diagnostics& each) -> std::optional<double> {
    const double change = std::abs(each.trend.change);
    if (change < margin || each.trend.p_value > highest_p_value) return std::nullopt;
    return change;
  };
  const Comparison* found = worst(hotspot, size);
  if (found == nullptr) return std::nullopt;
  return Found{{found->variant.text(), signed_percent(found->diagnostics->trend.change)}};
}

std::optional<std::string> worst_position(const PositionEffect& effect, double margin, double highest_p_value) {
  if (std::abs(effect.first) >= margin && effect.first_p_value <= highest_p_value) {
    return fmt::format("{} for first repetitions", signed_percent(effect.first));
  }
  if (std::abs(effect.largest) >= margin && effect.largest_p_value <= highest_p_value) {
    return fmt::format("{} for repetitions at place {}", signed_percent(effect.largest), effect.position + 1);
  }
  return std::nullopt;
}

Details position_found(const Report& report, const HotspotReport& hotspot, double margin, double highest_p_value) {
  if (!hotspot.position_effect) return std::nullopt;
  const auto found = worst_position(*hotspot.position_effect, margin, highest_p_value);
  if (!found) return std::nullopt;
  // What lingers from before is of fixed length: in a region five times as long it has a fifth of the effect.
  const SuggestedFlag longer = region_flag(5.0 * report.run.plan.limits.min_region_seconds);
  return Found{{hotspot.position_effect->metric == Metric::energy ? "energy" : "time", *found, flags_text({longer})},
               {longer}};
}

/// Asked only where the precision was not reached: else nobody needs more of anything.
Details round_variance_found(const Report& report, const HotspotReport& hotspot) {
  const std::size_t pairs = planned_pairs(hotspot.plan, report.settings.baseline).size();
  const auto least =
      least_precise(pairs, hotspot.comparisons, report.provenance, precision_for(hotspot.plan, report.run.plan.limits));
  if (!least || least->precision.is_reached()) return std::nullopt;
  const auto is_least = [&](const Comparison& each) { return each.variant.text() == least->variant; };
  const auto found = std::ranges::find_if(hotspot.comparisons, is_least);
  if (found == hotspot.comparisons.end() || !found->diagnostics || !found->diagnostics->variance) return std::nullopt;
  const double share = found->diagnostics->variance->centre_share;
  if (share < lasting_centre_share) return std::nullopt;
  return Found{{least->variant, fmt::format("{:.0f}%", 100.0 * share)}};
}

}  // namespace

DiagnosticTests count_tests(const Report& report) {
  DiagnosticTests tests;
  for (const HotspotReport& hotspot : report.hotspots) {
    for (const Comparison& comparison : hotspot.comparisons) tests.comparisons += comparison.diagnostics ? 1U : 0U;
    tests.position_effects += hotspot.position_effect ? 2U : 0U;
  }
  return tests;
}

std::vector<Warning> diagnostic_warnings(const Report& report, const HotspotReport& hotspot, DiagnosticTests tests) {
  const double margin = margin_of(report);
  const double of_comparisons = threshold(tests.comparisons);
  const double of_positions = std::max(threshold(tests.position_effects), strictest_signed_rank);
  std::vector<Warning> warnings;
  const auto add = [&](WarningKind kind, const Details& details) {
    if (details) warnings.push_back(make_warning(kind, hotspot.plan.id, details->details, details->flags));
  };
  add(WarningKind::round_variance, round_variance_found(report, hotspot));
  add(WarningKind::autocorrelated_blocks, autocorrelation_found(hotspot, margin, of_comparisons));
  add(WarningKind::position_effect, position_found(report, hotspot, margin, of_positions));
  add(WarningKind::trend, trend_found(hotspot, margin, of_comparisons));
  return warnings;
}

}  // namespace greenbench
