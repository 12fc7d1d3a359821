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

#include "results/model/analysis_settings.hpp"
#include "results/model/carbon.hpp"
#include "results/model/schema.hpp"
#include "results/model/sweep.hpp"

namespace greenbench {

/// A confidence interval. low <= high; level is a probability such as 0.95.
struct Interval {
  double low = 0.0;
  double high = 0.0;
  double level = 0.95;
};

/// A value with its interval; the interval is absent when there are too few rounds for its level.
struct Estimate {
  double value = 0.0;
  std::optional<Interval> interval = {};
  /// Of a ratio of estimated joules or watts: the interval with the model's error in it.
  std::optional<Interval> model_interval = {};
};

/// How far a power model's ratios were from those of published pairs of programs of one kind.
struct ErrorOfKind {
  double factor = 1.0;      ///< either way; the share `level` of the pairs lies within it
  std::uint32_t pairs = 0;  ///< that it comes from
};

struct ModelErrors {
  double level = 0.95;
  ErrorOfKind one_core;  ///< pairs of which neither keeps more than one CPU busy
  ErrorOfKind parallel;  ///< all others
};

/// baseline / variant, so 2.0 means the variant needs half. From round-level log-ratios.
struct Ratio {
  double value = 1.0;                            ///< exp of the Hodges-Lehmann estimate
  std::optional<Interval> interval;              ///< exact signed-rank, 95% unless asked otherwise
  std::optional<Interval> equivalence_interval;  ///< the 90% interval that the equivalence verdict looks at
  double p_value = 1.0;                          ///< one-sample t-test over the rounds, two-sided
  double p_adjusted = 1.0;                       ///< stopping on width paid for, then Holm over the report
  double plain_mean = 1.0;                       ///< exp of the plain mean of d: disturbances included
  double rank_biserial = 0.0;                    ///< matched-pairs effect size, -1 to 1
  /// With an estimate: the interval with the model's error and the range of its parameters in it.
  std::optional<Interval> model_interval = {};
  std::optional<double> model_error = {};  ///< the factor that it was widened with
};

/// Joules of the baseline minus those of the variant, per operation: below 0 where the variant needs more. From the
/// rounds' own differences, paired as the ratio is.
struct JoulesSaved {
  double value = 0.0;  ///< Hodges-Lehmann centre over the rounds
  std::optional<Interval> interval = {};
  /// With an estimate: the interval with the model's error and the range of its parameters in it.
  std::optional<Interval> model_interval = {};
};

/// Geometric means over one common set of blocks: energy == time * power exactly (up to rounding).
struct Split {
  double energy = 1.0;
  double time = 1.0;
  double power = 1.0;
};

/// What a diagnostic looks at: joules where they are measured, else seconds.
enum class Metric { energy, time };

/// Whether a block resembles the one before it.
struct Autocorrelation {
  double value = 0.0;    ///< at lag 1, -1 to 1
  double p_value = 1.0;  ///< two-sided, of independent blocks
};

/// Where the scatter of the blocks' log-ratios d comes from: within rounds or between them.
struct VarianceParts {
  double within_deviation = 0.0;  ///< pooled standard deviation of d within rounds: 0.03 is about 3%
  double between_share = 0.0;     ///< of the variance of one block: the intraclass correlation; may be negative
  double centre_share = 0.0;      ///< of the variance of the rounds' centres: what more blocks would not remove
};

/// How a ratio moved from the first round to the last.
struct Trend {
  double change = 0.0;   ///< of ln(baseline / variant) over the run
  double p_value = 1.0;  ///< Mann-Kendall, two-sided
};

/// Whether the log-ratios d of a comparison behave as the method assumes. Parts are absent with too few blocks in each
/// round, or when nothing varies.
struct Diagnostics {
  Metric metric = Metric::time;
  std::optional<Autocorrelation> autocorrelation = {};
  std::optional<VarianceParts> variance = {};
  Trend trend = {};
  double round_skew = 0.0;  ///< mean of the rounds' centres minus their pseudo-median, in log units
};

/// How the place in a block changes a repetition's cost: ln of the cost against that at the other places.
struct PositionEffect {
  Metric metric = Metric::time;
  double first = 0.0;            ///< of the first repetition in a block
  double first_p_value = 1.0;    ///< signed-rank over rounds, two-sided
  std::uint32_t position = 0;    ///< the one with the largest effect, counted from 0
  double largest = 0.0;          ///< its effect
  double largest_p_value = 1.0;  ///< the same, times the number of positions it was chosen from
};

enum class Verdict { saves, costs, equivalent, inconclusive };

/// Something counted for a baseline and a variant, per operation, that may explain a difference between them.
struct MovingCounter {
  std::string counter;               ///< "page_faults_minor": the key of an ExplainingCounter
  double baseline = 0.0;             ///< its median
  double variant = 0.0;              ///< its median; not 0 where the baseline's is
  std::optional<double> ratio = {};  ///< baseline / variant; empty when one of them is 0
};

/// A variant against its baseline: that of its language, or the one that the settings name.
struct Comparison {
  VariantId baseline;
  VariantId variant;
  std::uint32_t rounds = 0;
  std::optional<Ratio> energy;  ///< absent when no joules are known
  Ratio time;
  std::optional<Ratio> power;
  std::optional<Split> split;
  std::optional<JoulesSaved> joules_saved = {};  ///< present where energy is
  Verdict energy_verdict = Verdict::inconclusive;
  Verdict time_verdict = Verdict::inconclusive;
  std::string verdict_note;  ///< why inconclusive, in a few words; else empty
  /// Of a comparison that saves or costs: what differs beyond the margin in the same direction as the joules (as the
  /// seconds, where no joules are known), nearest to their ratio first. Correlation, not cause.
  std::vector<MovingCounter> moves_with = {};
  std::vector<MovingCounter> moves_against = {};        ///< in the other direction, strongest first
  std::optional<Diagnostics> diagnostics = {};          ///< absent with fewer than three rounds
  std::optional<FootprintSaving> footprint_saved = {};  ///< of joules_saved, where a carbon intensity is given
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

/// Joules above the idle machine's, per iteration.
struct NetJoules {
  double value = 0.0;        ///< may be below 0 where it is not resolved
  double uncertainty = 0.0;  ///< of the counters and of the idle power, not of noise
  /// Nothing can be said about an amount that is smaller than its uncertainty.
  [[nodiscard]] bool below_resolution() const { return uncertainty > value; }
};

/// One variant per iteration. Values are Hodges-Lehmann centres over rounds.
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
  std::optional<NetJoules> net_joules = {};        ///< of measured joules, where the idle machine was watched
  std::optional<PeakMemory> peak_memory = {};      ///< of one iteration
  std::optional<VariantFootprint> footprint = {};  ///< of joules above their resolution, where an intensity is given
};

/// One entry per kind of warning: what was seen and what to do about it.
/// A flag of `run` with a value that would help: {"--time-limit", "140s", 140}.
struct SuggestedFlag {
  std::string flag;
  std::string text;    ///< the value as it is typed
  double value = 0.0;  ///< of two for the same flag the larger one serves both

  [[nodiscard]] bool operator==(const SuggestedFlag&) const = default;
};

struct Warning {
  std::string code;     ///< "precision_not_reached"
  std::string hotspot;  ///< empty: the whole run
  std::string text;
  std::string remedy;
  std::vector<SuggestedFlag> flags = {};  ///< those that the remedy names
};

/// How fast one of the CPUs was that the rounds of a hotspot ran on.
struct CpuSpeed {
  int cpu = 0;
  std::uint32_t rounds = 0;
  double relative_seconds = 1.0;  ///< what the same work took, against the fastest of them
};

struct HotspotReport {
  PlannedHotspot plan;
  std::uint32_t rounds = 0;  ///< with a valid block
  std::uint32_t blocks = 0;  ///< valid ones, over all rounds
  std::uint32_t void_blocks = 0;
  double wall_seconds = 0.0;  ///< of all its rounds, their set-up included
  StopReason stop = StopReason::not_finished;
  std::vector<VariantFailure> failed_variants;
  std::optional<Failure> failure;
  std::vector<VariantSummary> variants;
  std::vector<Comparison> comparisons;
  std::optional<PositionEffect> position_effect;  ///< absent when the blocks do not show it
  std::vector<CpuSpeed> cpus;                     ///< empty where the rounds had all of them
};

/// Geometric means of a variant's ratios over several hotspots, each hotspot with the same weight. Intervals are about
/// these hotspots on this machine, not about others. Joules are of the report's provenance.
struct GeometricSummary {
  VariantId variant;
  /// The baseline that the settings name, where these hotspots have it; empty: each hotspot's own, of this language.
  std::optional<VariantId> baseline = {};
  std::vector<std::string> hotspots;    ///< ids, two or more, in the order of the plan
  std::optional<Estimate> energy = {};  ///< present together with power; energy == time * power up to rounding
  Estimate time;
  std::optional<Estimate> power = {};
};

struct Report {
  Run run;                    ///< without samples: rounds keep their records, their sample lists are empty
  AnalysisSettings settings;  ///< that this report was made with
  Provenance provenance = Provenance::estimated;
  std::uint32_t comparisons = 0;   ///< how many verdicts Holm's adjustment covers
  double measured_fraction = 0.0;  ///< time inside repetitions / wall time of the run
  std::vector<HotspotReport> hotspots;
  std::optional<ModelErrors> model_errors = {};  ///< of the power model, where joules are estimated
  std::vector<GeometricSummary> summaries;       ///< in the order in which the variants first appear
  std::vector<Sweep> sweeps;                     ///< of hotspots at several sizes
  std::optional<RunFootprint> footprint = {};    ///< where a carbon intensity is given and joules are known
  std::vector<Warning> warnings;
};

}  // namespace greenbench
