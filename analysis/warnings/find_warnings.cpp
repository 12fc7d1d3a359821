#include "analysis/warnings/find_warnings.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/statistics/signed_rank.hpp"
#include "analysis/summary/net_joules.hpp"
#include "analysis/verdicts/comparisons.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "analysis/warnings/diagnostic_warnings.hpp"
#include "analysis/warnings/suggested_flags.hpp"
#include "analysis/warnings/warnings.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {

namespace {

std::string percent(double fraction) {
  return fmt::format("{:.1f}%", 100.0 * fraction);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string range_text(const Interval& interval) {
  return fmt::format("{:.4f} to {:.4f}", interval.low, interval.high);
}

bool excludes_one(const std::optional<Interval>& interval) {
  return interval && (interval->low > 1.0 || interval->high < 1.0);
}

void add_control_findings(const Comparison& comparison, std::vector<std::string>& findings) {
  if (comparison.energy && excludes_one(comparison.energy->interval)) {
    findings.push_back(
        fmt::format("energy of {} {}", comparison.variant.text(), range_text(*comparison.energy->interval)));
  }
  if (excludes_one(comparison.time.interval)) {
    findings.push_back(fmt::format("time of {} {}", comparison.variant.text(), range_text(*comparison.time.interval)));
  }
}

class WarningFinder {
 public:
  WarningFinder(const Run& run, const Report& report) : run_(run), report_(report), tests_(count_tests(report)) {}

  [[nodiscard]] std::vector<Warning> all() {
    if (run_.plan.quick) add(WarningKind::quick_preview, "", {});
    look_for_interruption();
    look_at_control();
    look_at_provenance();
    look_at_idle();
    for (std::size_t index = 0; index < report_.hotspots.size(); ++index) look_at(index);
    return std::move(warnings_);
  }

 private:
  void add(WarningKind kind, const std::string& hotspot, const std::vector<std::string>& details,
           std::vector<SuggestedFlag> flags = {}) {
    warnings_.push_back(make_warning(kind, hotspot, details, std::move(flags)));
  }

  void look_for_interruption() {
    std::vector<std::string> open;
    for (const HotspotReport& hotspot : report_.hotspots) {
      const bool stopped_early = hotspot.stop == StopReason::interrupted || hotspot.stop == StopReason::not_finished;
      if (stopped_early && !hotspot.failure) {
        open.push_back(fmt::format("{} has {} rounds", hotspot.plan.id, hotspot.rounds));
      }
    }
    if (!open.empty()) add(WarningKind::interrupted, "", {joined(open)});
  }

  /// The A/A control compares identical code: an interval that excludes 1 shows a bias of the machine or of ours.
  void look_at_control() {
    std::vector<std::string> findings;
    for (const HotspotReport& hotspot : report_.hotspots) {
      if (hotspot.plan.id != "control/aa") continue;
      for (const Comparison& comparison : hotspot.comparisons) add_control_findings(comparison, findings);
    }
    if (!findings.empty()) add(WarningKind::control_excludes_one, "", {joined(findings)});
  }

  void look_at_provenance() {
    const bool counted = std::ranges::any_of(run_.plan.domains, &DomainRecord::counted);
    if (report_.provenance != Provenance::estimated || !counted) return;
    const auto& model = run_.plan.power_model;
    const std::string name =
        model ? fmt::format("model \"{}\" ({})", model->name, model->reason) : "model not recorded";
    add(WarningKind::estimated_joules, "", {name});
  }

  void look_at_idle() {
    constexpr double most = 0.05;
    const std::optional<double> drift = idle_drift(run_.idle);
    if (!drift || *drift <= most) return;
    const auto watts = [](const IdlePower& power) { return fmt::format("{:.3g} W", power.watts); };
    add(WarningKind::idle_drift, "", {watts(*run_.idle.before), watts(*run_.idle.after)});
  }

  void look_at(std::size_t index) {
    const HotspotReport& hotspot = report_.hotspots[index];
    if (hotspot.failure) add(WarningKind::hotspot_failed, hotspot.plan.id, {hotspot.failure->reason});
    if (hotspot.rounds == 0 && hotspot.void_blocks == 0) return;
    look_at_round_count(hotspot);
    look_at_precision(hotspot);
    look_at_resolution(hotspot, run_.hotspots[index]);
    look_at_void_blocks(hotspot, run_.hotspots[index]);
    look_at_means(hotspot);
    std::ranges::move(diagnostic_warnings(report_, hotspot, tests_), std::back_inserter(warnings_));
  }

  void look_at_round_count(const HotspotReport& hotspot) {
    const std::uint32_t for_intervals =
        hotspot.comparisons.empty()
            ? 0
            : least_values_for_interval(confidence_of(report_.settings.level, run_.plan.limits));
    const std::uint32_t needed = std::max(run_.plan.limits.min_rounds, for_intervals);
    std::uint32_t fewest = hotspot.rounds;
    for (const Comparison& comparison : hotspot.comparisons) fewest = std::min(fewest, comparison.rounds);
    if (fewest >= needed) return;
    const double times = static_cast<double>(needed) / std::max(fewest, 1U);
    std::vector<SuggestedFlag> flags = flags_to_measure_more(hotspot, run_.plan.limits, times);
    add(WarningKind::too_few_rounds, hotspot.plan.id,
        {std::to_string(fewest), std::to_string(needed),
         flags.empty() ? "Give it more time with --time-limit, or a smaller --size" : "Use " + flags_text(flags)},
        std::move(flags));
  }

  void look_at_precision(const HotspotReport& hotspot) {
    const std::optional<VariantId>& chosen = report_.settings.baseline;
    const std::size_t pairs = planned_pairs(hotspot.plan, chosen).size();
    const auto least =
        least_precise(pairs, hotspot.comparisons, report_.provenance, precision_for(hotspot.plan, run_.plan.limits));
    if (!least || least->precision.is_reached()) return;
    const bool own_baselines_stop = has_chosen_baseline(hotspot.plan, chosen);
    auto [remedy, flags] = remedy_for(hotspot, least->precision, own_baselines_stop);
    add(WarningKind::precision_not_reached, hotspot.plan.id,
        {percent(least->precision.wanted), least->variant, percent(least->precision.half_width), remedy},
        std::move(flags));
  }

  struct PrecisionRemedy {
    std::string text;
    std::vector<SuggestedFlag> flags;
  };

  /// An interval narrows with the square root of the rounds.
  [[nodiscard]] PrecisionRemedy remedy_for(const HotspotReport& hotspot, const Precision& precision,
                                           bool own_baselines_stop) const {
    const double times = std::pow(precision.half_width / precision.wanted, 2.0);
    std::vector<SuggestedFlag> flags = flags_to_measure_more(hotspot, run_.plan.limits, times);
    std::string text = flags.empty() ? "Quieten the machine" : "Use " + flags_text(flags) + ", quieten the machine";
    if (own_baselines_stop) {
      text = fmt::format("Use --min-rounds {:.0f} (the plan's own baselines decide when to stop){}",
                         std::ceil(hotspot.rounds * times), flags.empty() ? "" : " and " + flags_text(flags));
    }
    if (const auto accepted = precision_flag(precision.half_width)) text += ", or accept " + flags_text({*accepted});
    return {text, std::move(flags)};
  }

  void look_at_resolution(const HotspotReport& hotspot, const HotspotRun& measured) {
    if (std::ranges::none_of(run_.plan.domains, &DomainRecord::counted)) return;
    std::vector<std::string> unresolved;
    for (const VariantSummary& summary : hotspot.variants) {
      if (!summary.joules) unresolved.push_back(summary.id.text());
    }
    if (unresolved.empty()) return;
    const double region_seconds = shortest_region_seconds(measured);
    const SuggestedFlag longer = region_flag(sufficient_region_seconds(region_seconds));
    add(WarningKind::below_resolution, hotspot.plan.id,
        {joined(unresolved), fmt::format("{:.3g} ms", 1e3 * region_seconds), flags_text({longer})}, {longer});
  }

  /// The shortest valid repetition that shows no joules.
  [[nodiscard]] static double shortest_region_seconds(const HotspotRun& measured) {
    double shortest = HUGE_VAL;
    for (const RoundRecord& round : measured.rounds) {
      for (const Sample& sample : round.samples) {
        if (sample.void_reason.empty() && !recorded_joules(sample)) shortest = std::min(shortest, sample.wall_seconds);
      }
    }
    return shortest;
  }

  /// Ten update periods of the slowest counted domain, and in any case ten times what was too short: what reads 0
  /// holds less than one step of the counter, and ten steps are the least a region should hold.
  [[nodiscard]] double sufficient_region_seconds(double region_seconds) const {
    constexpr double steps = 10.0;
    double seconds = steps * region_seconds;
    for (const DomainRecord& domain : run_.plan.domains) {
      if (domain.counted) seconds = std::max(seconds, steps * domain.update_period_seconds.value_or(0.0));
    }
    return seconds;
  }

  void look_at_void_blocks(const HotspotReport& hotspot, const HotspotRun& measured) {
    if (hotspot.void_blocks == 0) return;
    std::map<std::string, std::uint64_t> samples_by_reason;
    for (const RoundRecord& round : measured.rounds) {
      for (const Sample& sample : round.samples) {
        if (!sample.void_reason.empty()) ++samples_by_reason[sample.void_reason];
      }
    }
    const auto count_of = [](const auto& entry) { return entry.second; };
    const auto most_frequent = std::ranges::max_element(samples_by_reason, {}, count_of);
    add(WarningKind::void_blocks, hotspot.plan.id,
        {std::to_string(hotspot.void_blocks), std::to_string(hotspot.blocks + hotspot.void_blocks),
         most_frequent->first});
  }

  void look_at_means(const HotspotReport& hotspot) {
    std::vector<std::string> gaps;
    for (const Comparison& comparison : hotspot.comparisons) {
      const Ratio& ratio = comparison.energy ? *comparison.energy : comparison.time;
      if (!means_differ(ratio, report_.settings.margin)) continue;
      gaps.push_back(
          fmt::format("{} ({:.3g} against {:.3g})", comparison.variant.text(), ratio.plain_mean, ratio.value));
    }
    if (!gaps.empty()) add(WarningKind::means_differ, hotspot.plan.id, {joined(gaps)});
  }

  const Run& run_;
  const Report& report_;
  DiagnosticTests tests_;
  std::vector<Warning> warnings_;
};

}  // namespace

bool means_differ(const Ratio& ratio, double margin) {
  if (!ratio.interval) return false;
  const bool outside = ratio.plain_mean < ratio.interval->low || ratio.plain_mean > ratio.interval->high;
  return outside && std::abs(std::log(ratio.plain_mean / ratio.value)) > std::log1p(margin);
}

std::vector<Warning> find_warnings(const Run& run, const Report& report) {
  return WarningFinder{run, report}.all();
}

}  // namespace greenbench
