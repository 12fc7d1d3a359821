// When a hotspot has been measured enough: the width of the intervals decides, never a p-value.
//
//   StopRule rule{plan.limits, provenance, 0.95};
//   StopState state = stop_state(rule, planned, measured, elapsed_seconds);
//   if (state.stop) hotspot.stop = *state.stop;
//
// An interval is narrow enough when its half-width is what wanted_half_width() of its ratio says: 2%, or a tenth of the
// logarithm of a larger ratio, up to 5%. Asked in turn:
//  1. precision reached: every planned pair has at least min_rounds rounds that measured it, and every deciding
//     interval (of J; of s as well where J is an estimate, alone where no joules are known) is narrow enough.
//     A hotspot without pairs needs the rounds only. A variant that failed is not waited for. A pair that is there is
//     measured no more, while others go on: each stops on its own width.
//  2. max_rounds have measured something, or twice as many were started: a round that was discarded is drawn again.
//  3. the time limit has passed. It wins over min_rounds: who asks for 60 seconds gets an answer after 60 seconds,
//     and the report warns that the rounds were too few.
//
// Stopping on width is not free: it favours moments at which the rounds happen to agree, so that a p-value of 5% is
// reached by more than 5% of null comparisons, and that a 95% interval holds the truth less often. stopping_price() is
// what the verdicts pay for it, confidence_of() what the intervals do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/verdicts/comparisons.hpp"
#include "results/model/report.hpp"

namespace greenbench {

struct StopRule {
  Limits limits;
  Provenance provenance = Provenance::measured;  ///< an estimate must reach the precision in time, too
  double level = 0.95;
};

/// What keeps on disturbing a machine will not stop soon.
inline constexpr std::uint32_t most_starts_per_round = 2;

struct StopState {
  std::optional<StopReason> stop;             ///< empty: go on
  std::optional<LeastPrecise> least_precise;  ///< the comparison with furthest to go; empty with too few rounds
  std::vector<VariantPair> pairs;             ///< planned_pairs() of which both variants are still measured
  /// One per pair: its intervals are narrow enough already. The others decide what the next round measures
  /// (next_round.hpp).
  std::vector<bool> precise;
  std::vector<bool> done;  ///< one per pair: it is precise by at least min_rounds rounds, and is measured no more
};

/// A pure function of what was measured so far. The plan's own baselines decide, whatever a report compares with.
/// `elapsed_seconds`: measuring time spent on this hotspot.
[[nodiscard]] StopState stop_state(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured,
                                   double elapsed_seconds);

/// How many comparisons each comparison counts as in Holm's adjustment: 3 where a run may stop on width, 1 where the
/// number of rounds is fixed. Null comparisons reach small p-values more often than they should when the rule looks at
/// the width after every round, and each of several stops by itself (tests/simulation,
/// docs/adr/0014-each-comparison-stops-by-itself.md).
[[nodiscard]] std::uint32_t stopping_price(const Limits& limits);

/// How sure the intervals of a hotspot's comparisons are at `level`. Where a run may stop on width they may use up 70%
/// of the error that they state, because stopping uses the rest: of intervals made at 96.5%, 93.5% to 97% hold the
/// truth then (tests/simulation, docs/adr/0012-a-verdict-needs-interval-and-t-test.md). Six values still have one.
[[nodiscard]] Confidence confidence_of(double level, const Limits& limits);

}  // namespace greenbench
