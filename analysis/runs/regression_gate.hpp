// --fail-on-regression: did any variant become dearer by more than a bound, beyond the noise?
//
//   Gate gate = judge_regressions(open, not_compared, {.bound = 0.05, .level = 0.95, .energy = Provenance::measured});
//   if (gate.outcome == GateOutcome::failed) show(gate.regressions);
//   if (gate.outcome == GateOutcome::undecided) show(gate.open);    // what cannot be told, and what would tell it
//
// Measured energy is looked at, or time where energy is estimated or cannot be compared. A variant has regressed when
// its whole interval lies beyond the bound and the one-sided p-value of "dearer by the bound or less", Holm-adjusted
// over all comparisons, is at most 1 - level: the chance of any false alarm is at most that. The gate passes when every
// interval lies short of the bound, which needs no adjustment, because all of them have to. In simulation a family of
// ten that all lie at the bound gives a false alarm in 4.6% of runs, and in 5.2% where the new run is three times as
// noisy and shorter: Welch's test is an approximation there. What the old run measured and the new one did not answer
// keeps the gate open.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/verdicts/family.hpp"

namespace greenbench {

struct GateRule {
  double bound = 0.05;
  double level = 0.95;
  std::optional<Provenance> energy;
  std::string preview;  ///< which run is a preview, whose verdicts pass no gate; else empty
};

[[nodiscard]] Gate judge_regressions(std::span<const OpenChange> open, std::span<const NotCompared> not_compared,
                                     const GateRule& rule);

}  // namespace greenbench
