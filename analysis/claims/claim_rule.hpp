// From an interval to the answer to a claim.
//
//   JudgedEffect effect{.interval = {.low = 1.04, .high = 1.06}};
//   ClaimRuling ruling = rule_on_claim(RatioClaim{.ratio = 4.3}, effect, 0.02);
//   ruling.answer;      // direction_only: the variant needs less, but not 4.3 times less
//
// confirmed: the whole interval lies inside the claimed range. Overlapping an edge of the range is inconclusive. Wholly
// outside it, the answer is "right direction, different size" when the interval lies on the claimed side of no effect
// (1 for a ratio, 0 for a difference) and refuted in every other case. One that includes no effect is refuted, too: the
// claimed effect is excluded and none in its direction was shown.
//
// An order claims a difference that matters, as the verdicts of a report do: where the 90% interval lies within the
// margin of equivalence, "less" is not confirmed but of another size (or refuted, when the interval includes 1).
#pragma once

#include <optional>
#include <span>
#include <string>

#include "results/model/claim.hpp"

namespace greenbench {

/// What is looked at: an interval, or the one value of a single observation as both its ends.
struct JudgedEffect {
  Interval interval;
  std::optional<Interval> equivalence_interval = {};  ///< of a ratio, for orders; empty: too few rounds
  ClaimEffect effect = ClaimEffect::ratio;
};

struct ClaimRuling {
  ClaimVerdict answer = ClaimVerdict::inconclusive;
  std::string reason;  ///< in a few words
};

/// Not for growth, which needs several sizes. `margin` is that of practical equivalence.
[[nodiscard]] ClaimRuling rule_on_claim(const ClaimStatement& statement, const JudgedEffect& effect, double margin);

/// `ratios` in ascending order of size, three or more. confirmed: the last interval lies wholly above the first and
/// none lies wholly below one of a smaller size. Where it rises from first to last but falls in between, the direction
/// is right; where it falls and does not rise on the whole, growth is refuted.
[[nodiscard]] ClaimRuling rule_on_growth(std::span<const Interval> ratios);

}  // namespace greenbench
