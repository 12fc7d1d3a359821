// When a hotspot has been measured enough: the width of the intervals decides, never a p-value.
//
//   StopRule rule{plan.limits, provenance, 0.95};
//   StopState state = stop_state(rule, planned, measured, elapsed_seconds);
//   if (state.stop) hotspot.stop = *state.stop;
//
// Half-width means sqrt(high / low) - 1 of a ratio's interval, so that 0.02 is "within 2% either way". Asked in turn:
//  1. precision reached: every planned pair has at least min_workers workers that measured it, and every deciding
//     interval (of J; of s as well where J is an estimate, alone where no joules are known) is narrow enough.
//     A hotspot without pairs needs the workers only. A variant that failed is not waited for.
//  2. max_workers were started.
//  3. the time limit has passed. It wins over min_workers: who asks for 60 seconds gets an answer after 60 seconds,
//     and the report warns that the workers were too few.
//
// Stopping on width is not free: it favours moments at which the workers happen to agree, so that a p-value of 5% is
// reached by more than 5% of null comparisons. stopping_price() is what the verdicts pay for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "results/model/report.hpp"

namespace greenbench {

struct StopRule {
  Limits limits;
  Provenance provenance = Provenance::measured;  ///< an estimate must reach the precision in time, too
  double level = 0.95;
};

struct StopState {
  std::optional<StopReason> stop;  ///< empty: go on
  /// Widest half-width over the comparisons, as a fraction (0.02 = 2%); empty with too few workers.
  std::optional<double> half_width;
  std::string widest;                  ///< the comparison it belongs to: "python:join"
  std::optional<double> widest_ratio;  ///< that comparison's present energy ratio; time's where no joules are known
};

/// A pure function of what was measured so far. The plan's own baselines decide, whatever a report compares with.
/// `elapsed_seconds`: measuring time spent on this hotspot.
[[nodiscard]] StopState stop_state(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured,
                                   double elapsed_seconds);

/// How many comparisons each comparison counts as in Holm's adjustment: 2 where a run may stop on width, 1 where the
/// number of workers is fixed. Null comparisons reach small p-values up to twice as often as they should when the rule
/// looks at the width after every worker (tests/simulation, docs/adr/0009-stopping-on-width-has-a-price.md).
[[nodiscard]] std::uint32_t stopping_price(const Limits& limits);

}  // namespace greenbench
