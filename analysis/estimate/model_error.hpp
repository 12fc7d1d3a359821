// How wrong a power model is about the ratio of two programs: asked of pairs whose joules others measured.
//
//   ModelErrors errors = model_errors(model, 0.95);
//   errors.one_core.factor;   // 1.47: 95% of the published ratios lie within that factor of the model's
//
// The model is that of the run, asked about the published machine with as many CPUs as that has. No number of rounds
// makes its error smaller. The quantile is the k-th smallest of n errors, k = level (n + 1) rounded up, so that another
// pair drawn from the same kind is as likely as `level` to lie within it.
#pragma once

#include <span>
#include <vector>

#include "analysis/estimate/published_runs.hpp"
#include "counters/units/power_model_parameters.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// Whether both sides of a ratio keep one CPU busy at most.
enum class PairKind { one_core, parallel };

/// CPU time divided by wall time that still counts as one CPU: a runtime's helper threads do a little.
inline constexpr double most_busy_cpus_of_one_core = 1.1;

/// `busy_cpus` of the one side and of the other: CPU time / wall time.
[[nodiscard]] PairKind pair_kind(double busy_cpus, double other_busy_cpus);

/// Two implementations of one program. The ratios are those of the first to the second, as logarithms.
struct PublishedPair {
  const PublishedRun* first = nullptr;
  const PublishedRun* second = nullptr;
  PairKind kind = PairKind::one_core;
  double measured = 0.0;
  double estimated = 0.0;
  [[nodiscard]] double error() const { return measured > estimated ? measured - estimated : estimated - measured; }
};

/// Joules that the model gives a published run.
[[nodiscard]] double estimated_joules(const PowerModel& model, const PublishedRun& run);

/// Every two implementations of one program. The pairs point into `runs`.
[[nodiscard]] std::vector<PublishedPair> published_pairs(std::span<const PublishedRun> runs, const PowerModel& model);

/// As above; the largest where n is too small for the level. `errors` must not be empty.
[[nodiscard]] double error_quantile(std::vector<double> errors, double level);

/// Over the published runs that are part of the program.
[[nodiscard]] ModelErrors model_errors(const PowerModel& model, double level);

}  // namespace greenbench
