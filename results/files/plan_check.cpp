#include "results/files/plan_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace greenbench {
namespace {

void check_one_each(const JsonView& list, std::string_view what, std::size_t found, const PlannedHotspot& planned) {
  if (found == planned.variants.size()) return;
  list.fail(fmt::format("expected one {} for each of {} variants, found {}", what, planned.variants.size(), found));
}

/// A repetition that counts took some time over at least one iteration.
void check_times(const JsonView& view, const Sample& sample) {
  if (!sample.void_reason.empty()) return;
  if (sample.iterations == 0) view.at("iterations").fail("expected at least 1, found 0");
  if (sample.wall_seconds > 0.0) return;
  view.at("wall_seconds").fail(fmt::format("expected more than 0, found {}", sample.wall_seconds));
}

void check_limits(const JsonView& view, const Limits& limits) {
  const std::array<std::pair<const char*, double>, 4> above_zero = {
      {{"precision", limits.precision},
       {"time_limit_seconds", limits.time_limit_seconds},
       {"min_region_seconds", limits.min_region_seconds},
       {"worker_timeout_seconds", limits.worker_timeout_seconds}}};
  for (const auto& [key, value] : above_zero) {
    if (!(value > 0.0)) view.at(key).fail(fmt::format("expected more than 0, found {}", value));
  }
  if (limits.max_rounds < limits.min_rounds) {
    view.at("max_rounds").fail(fmt::format("expected {} or more, found {}", limits.min_rounds, limits.max_rounds));
  }
}

void check_variants(const JsonView& view, const PlannedHotspot& planned) {
  std::set<std::string> seen;
  std::set<std::string> with_baseline;
  for (std::size_t i = 0; i < planned.variants.size(); ++i) {
    const PlannedVariant& variant = planned.variants[i];
    const JsonView at = view.at("variants").at(i);
    const std::string& language = variant.id.language;
    if (language != "python" && language != "cpp" && language != "command") {
      at.at("language").fail("expected python, cpp or command, found " + language);
    }
    if (variant.command.has_value() != (language == "command")) {
      at.fail("expected a command exactly where the language is command");
    }
    if (!seen.insert(variant.id.text()).second) at.at("name").fail(variant.id.text() + " stands there twice");
    if (variant.baseline && !with_baseline.insert(language).second) {
      at.at("baseline").fail(language + " has a baseline already");
    }
  }
}

}  // namespace

void check_plan(const JsonView& view, const Plan& plan) {
  check_limits(view.at("limits"), plan.limits);
  std::set<std::pair<std::string, std::uint64_t>> seen;
  for (std::size_t i = 0; i < plan.hotspots.size(); ++i) {
    const PlannedHotspot& planned = plan.hotspots[i];
    const JsonView at = view.at("hotspots").at(i);
    const std::size_t slash = planned.id.find('/');
    if (slash == std::string::npos) at.at("id").fail("expected SUITE/NAME, found " + planned.id);
    if (!seen.insert({planned.id, planned.size}).second) {
      at.at("id").fail(fmt::format("{} of size {} stands there twice", planned.id, planned.size));
    }
    check_variants(at, planned);
  }
}

void check_calibration(const JsonView& view, const PlannedHotspot& planned, const Calibration& calibration) {
  check_one_each(view.at("calibration").at("iterations"), "number", calibration.iterations.size(), planned);
}

void check_peak_memory(const JsonView& view, const PlannedHotspot& planned,
                       const std::vector<std::optional<PeakMemory>>& peak_memory) {
  if (!peak_memory.empty()) check_one_each(view.at("peak_memory"), "entry", peak_memory.size(), planned);
}

void check_failed_variants(const JsonView& view, const PlannedHotspot& planned,
                           const std::vector<VariantFailure>& failed) {
  for (const VariantFailure& one : failed) {
    if (one.variant < planned.variants.size()) continue;
    view.at("failed_variants").fail(fmt::format("the plan has no variant {}", one.variant));
  }
}

void check_block(const JsonView& view, const Plan& plan, const PlannedHotspot& planned,
                 const std::vector<Sample>& samples) {
  std::set<std::uint32_t> seen;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& sample = samples[i];
    const JsonView at = view.at(i);
    if (sample.variant >= planned.variants.size()) {
      at.at("variant").fail(fmt::format("the plan has no variant {}", sample.variant));
    }
    if (!seen.insert(sample.variant).second) at.at("variant").fail("this variant has its repetition already");
    if (sample.block != samples.front().block) at.at("block").fail("this repetition is of another block");
    if (!sample.domain_joules.empty() && sample.domain_joules.size() != plan.domains.size()) {
      at.at("domain_joules")
          .fail(fmt::format("expected one number for each of {} energy counters, found {}", plan.domains.size(),
                            sample.domain_joules.size()));
    }
    check_times(at, sample);
  }
}

}  // namespace greenbench
