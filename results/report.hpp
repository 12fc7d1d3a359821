// What a run means: filled by analysis, read by the writers. Plain data.
//
//   Report report = analyse(run, {});
//   std::string text = write_markdown(report);
//   const Comparison& first = report.hotspots[0].comparisons[0];
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/schema.hpp"
#include "results/sweep.hpp"

namespace greenbench {

/// A confidence interval. low <= high; level is a probability such as 0.95.
struct Interval {
  double low = 0.0;
  double high = 0.0;
  double level = 0.95;
};

/// A value with its interval; the interval is absent when there are too few workers for its level.
struct Estimate {
  double value = 0.0;
  std::optional<Interval> interval;
};

/// baseline / variant, so 2.0 means the variant needs half. From worker-level log-ratios.
struct Ratio {
  double value = 1.0;                            ///< exp of the Hodges-Lehmann estimate
  std::optional<Interval> interval;              ///< exact signed-rank, 95% unless asked otherwise
  std::optional<Interval> equivalence_interval;  ///< the 90% interval that the equivalence verdict looks at
  double p_value = 1.0;                          ///< exact two-sided signed-rank
  double p_adjusted = 1.0;                       ///< Holm over all comparisons of the report
  double plain_mean = 1.0;                       ///< exp of the plain mean of d: disturbances included
  double rank_biserial = 0.0;                    ///< matched-pairs effect size, -1 to 1
  /// With an estimate: the interval's hull over the range of the power model's parameters.
  std::optional<Interval> model_interval;
};

/// Geometric means over one common set of blocks: energy == time * power exactly (up to rounding).
struct Split {
  double energy = 1.0;
  double time = 1.0;
  double power = 1.0;
};

enum class Verdict { saves, costs, equivalent, inconclusive };

/// A variant against the baseline of its language.
struct Comparison {
  VariantId baseline;
  VariantId variant;
  std::uint32_t workers = 0;
  std::optional<Ratio> energy;  ///< absent when no joules are known
  Ratio time;
  std::optional<Ratio> power;
  std::optional<Split> split;
  Verdict energy_verdict = Verdict::inconclusive;
  Verdict time_verdict = Verdict::inconclusive;
  std::string verdict_note;  ///< why inconclusive, in a few words; else empty
};

/// What may explain a cost: medians over the valid repetitions, per iteration. Many are 0 where an event is rarer than
/// one in two repetitions.
struct Explanation {
  double context_switches_voluntary = 0.0;
  double context_switches_involuntary = 0.0;
  double page_faults_minor = 0.0;
  double page_faults_major = 0.0;
  /// Empty when fewer than half of the repetitions know it; else the median of those that do.
  std::optional<double> idle_residency_seconds = {};
  std::optional<double> wake_ups = {};
  std::optional<double> instructions = {};
  std::optional<double> cycles = {};
  std::optional<double> cache_misses = {};
};

/// One variant per iteration. Values are Hodges-Lehmann centres over workers.
struct VariantSummary {
  VariantId id;
  bool baseline = false;
  std::uint64_t iterations_per_repetition = 0;
  std::uint64_t repetitions = 0;  ///< valid ones
  std::optional<Estimate> joules;
  /// Of the mean joules per iteration, from the counters (or the model's parameters), not from noise.
  std::optional<double> joules_instrument_uncertainty;
  std::optional<double> joules_plain_mean;
  Estimate seconds;
  double seconds_plain_mean = 0.0;
  std::optional<Estimate> watts;
  double cpu_seconds = 0.0;  ///< median over repetitions, per iteration
  Explanation explanation;
};

/// One entry per kind of warning: what was seen and what to do about it.
struct Warning {
  std::string code;     ///< "precision_not_reached"
  std::string hotspot;  ///< empty: the whole run
  std::string text;
  std::string remedy;
};

struct HotspotReport {
  PlannedHotspot plan;
  std::uint32_t workers = 0;
  std::uint32_t blocks = 0;  ///< valid ones, over all workers
  std::uint32_t void_blocks = 0;
  StopReason stop = StopReason::not_finished;
  std::optional<Failure> failure;
  std::vector<VariantSummary> variants;
  std::vector<Comparison> comparisons;
};

/// What was asked of the analysis; part of the report so that it can be made again.
struct AnalysisSettings {
  double level = 0.95;   ///< of the intervals
  double margin = 0.02;  ///< of practical equivalence, as a fraction
};

struct Report {
  Run run;  ///< without samples: workers keep their records, their sample lists are empty
  AnalysisSettings settings;
  Provenance provenance = Provenance::estimated;
  std::uint32_t comparisons = 0;   ///< how many verdicts Holm's adjustment covers
  double measured_fraction = 0.0;  ///< time inside repetitions / wall time of the run
  std::vector<HotspotReport> hotspots;
  std::vector<Sweep> sweeps;  ///< of hotspots at several sizes
  std::vector<Warning> warnings;
};

}  // namespace greenbench
