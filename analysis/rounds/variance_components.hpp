// How far the blocks of one round scatter, and how far the rounds do beyond that: what decides between more blocks and
// more rounds.
//
//   BlockRatios ratios{{1.0, 3.0}, {5.0, 7.0}, {9.0, 11.0}};
//   VarianceComponents parts = *variance_components(ratios);
//   parts.within;                                         // 2: of one block
//   parts.between;                                        // 15: the centres 2, 6, 10 vary by 16, of which blocks make
//   1
//
// A round's value is its centre, the 20%-trimmed mean of its blocks (trimmed_mean.hpp), with the squared standard
// error e_i^2 over m_i blocks:
//   within  = sum of (m_i - 1) m_i e_i^2 / sum of (m_i - 1)   over rounds of two blocks or more
//   centres = the variance of the centres
//   between = centres - mean of e_i^2,   e_i^2 = within / m_i for a round of one block
// Both are in squared units of the values, and unbiased up to the approximation in e_i^2. `between` may be negative by
// chance; cut off at 0 it would be too large on average.
#pragma once

#include <optional>

#include "analysis/rounds/round_ratios.hpp"

namespace greenbench {

struct VarianceComponents {
  double within = 0.0;   ///< of one block in its round
  double between = 0.0;  ///< of the rounds' true centres
  double centres = 0.0;  ///< of the rounds' measured centres: both of the above together
};

/// Rounds without blocks are left out. Empty with fewer than two rounds, and when none has two blocks.
[[nodiscard]] std::optional<VarianceComponents> variance_components(const BlockRatios& ratios);

}  // namespace greenbench
