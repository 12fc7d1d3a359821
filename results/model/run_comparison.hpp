// What two saved runs say about each other: filled by analysis, read by the writers. Plain data.
//
//   RunComparison comparison = compare_runs(before, after, {});
//   const VariantChange& join = comparison.hotspots[0].variants[1];
//   if (join.time_verdict == ChangeVerdict::dearer) show(join.time.value);   // 0.5: the new run needs twice as much
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// How sure the logarithm of a ratio is: Welch's standard error and Satterthwaite's degrees of freedom.
struct Spread {
  double standard_error = 0.0;
  double degrees_of_freedom = 1.0;
};

/// old / new, as a Ratio is baseline / variant: 2.0 means that the new run needs half. The runs are not paired.
struct RunRatio {
  double value = 1.0;                            ///< of the geometric means over rounds
  double shift = 1.0;                            ///< the same by robust centres: exp of the Hodges-Lehmann shift
  std::optional<Spread> spread;                  ///< absent with fewer than two rounds, or none that differ
  std::optional<Interval> interval;              ///< Welch's, 95% unless asked otherwise; needs the spread
  std::optional<Interval> equivalence_interval;  ///< the 90% interval that the equivalence verdict looks at
  /// With an estimate: the interval with the model's error and the range of its parameters in it.
  std::optional<Interval> model_interval = {};
  std::optional<double> model_error = {};  ///< the factor that it was widened with
  double p_value = 1.0;                    ///< Welch's, two-sided
  double p_adjusted = 1.0;                 ///< Holm over all comparisons of the two runs
};

enum class ChangeVerdict { cheaper, dearer, equivalent, inconclusive };

/// One variant in the new run against itself in the old one.
struct VariantChange {
  VariantId id;
  bool baseline = false;
  std::uint32_t rounds_before = 0;
  std::uint32_t rounds_after = 0;
  std::optional<RunRatio> energy;  ///< absent when it cannot be compared; see energy_note
  RunRatio time;
  std::optional<RunRatio> power;
  ChangeVerdict energy_verdict = ChangeVerdict::inconclusive;
  ChangeVerdict time_verdict = ChangeVerdict::inconclusive;
  std::string energy_note;  ///< why energy is inconclusive or absent, in a few words; else empty
  std::string time_note;    ///< why time is inconclusive; else empty
};

struct HotspotChange {
  std::string id;
  std::uint64_t size = 0;
  bool control = false;  ///< outside the family, the geometric mean and the gate
  std::vector<VariantChange> variants;
};

/// What stands in one of the two runs and has no counterpart in the other.
struct NotCompared {
  std::string hotspot;
  std::optional<VariantId> variant;  ///< empty: the whole hotspot
  std::string reason;
  bool lost = false;  ///< the old run measured it: a gate wants to know about it
};

/// A fact about the machine or the plan that differs; an absent side was not recorded.
struct FieldChange {
  std::string key;
  std::optional<std::string> before;
  std::optional<std::string> after;
};

/// The geometric mean of old / new over all compared variants, control excluded.
struct OverallChange {
  std::uint32_t variants = 0;
  std::uint32_t hotspots = 0;
  std::optional<Estimate> energy;  ///< when every variant has an energy ratio
  Estimate time;
};

enum class CostKind { energy, time };
enum class GateOutcome { passed, failed, undecided };

/// One comparison that failed the gate, or that it cannot tell about.
struct GateFinding {
  std::string hotspot;
  std::optional<VariantId> variant;
  std::optional<CostKind> quantity;         ///< what was looked at; empty when nothing could be
  std::optional<double> ratio;              ///< old / new
  std::optional<Interval> interval;         ///< of old / new
  std::optional<double> half_width;         ///< as a fraction
  std::optional<double> needed_half_width;  ///< that would tell, if the ratio stays where it is
  std::string reason;                       ///< when it is not the interval that keeps the gate from telling
};

/// --fail-on-regression: is anything more than `bound` dearer?
struct Gate {
  double bound = 0.05;  ///< as a fraction
  GateOutcome outcome = GateOutcome::undecided;
  std::uint32_t comparisons = 0;
  std::vector<GateFinding> regressions;
  std::vector<GateFinding> open;
  std::string reason;  ///< why no verdict counts at all (a preview); else empty
};

struct CompareSettings {
  AnalysisSettings analysis;
  std::optional<double> fail_on_regression;  ///< the gate's bound
};

/// Which run it was.
struct RunIdentity {
  std::string name;  ///< as the user called it: a folder
  std::string greenbench_version;
  std::string started_at;
  std::string suite_label;
  std::string machine;  ///< machine_summary()
  bool quick = false;
};

struct RunComparison {
  CompareSettings settings;
  RunIdentity before;
  RunIdentity after;
  std::optional<Provenance> energy;  ///< of both runs' joules; empty: they cannot be compared
  std::string energy_note;           ///< why not; else empty
  std::uint32_t comparisons = 0;     ///< how many verdicts Holm's adjustment covers
  std::vector<HotspotChange> hotspots;
  std::vector<NotCompared> not_compared;
  std::vector<VariantChange> drift;  ///< control/aa's baselines: identical code in both runs
  std::vector<FieldChange> environment;
  std::vector<FieldChange> plan;
  std::vector<Warning> warnings;
  std::optional<OverallChange> overall;  ///< with two variants or more
  std::optional<Gate> gate;
};

}  // namespace greenbench
