// Where the scatter of the log-ratios d comes from: from blocks within rounds, or from differences between rounds.
//
//   BlockRatios ratios{{1.0, 3.0}, {5.0, 7.0}, {9.0, 11.0}};
//   VarianceParts parts = *variance_parts(ratios);
//   parts.between_share;                                  // 15/17: MSB = 32, MSW = 2, (32 - 2) / (32 + (2 - 1) 2)
//
// One-way analysis of variance, rounds of unequal size m_i, k rounds, N = sum of m_i blocks:
//   MSW = sum of (d - its round's mean)^2 / (N - k)
//   MSB = sum of m_i (round's mean - overall mean)^2 / (k - 1)
//   n0 = (N - sum of m_i^2 / N) / (k - 1)
//   within_deviation = sqrt(MSW), in log units;  between_share = (MSB - MSW) / (MSB + (n0 - 1) MSW)
// (A. Donner, A review of inference procedures for the intraclass correlation coefficient, Int. Stat. Rev. 54, 1986).
//
// between_share is about one block. Whether more blocks help is decided by the rounds' centres, the 20%-trimmed means
// that the ratio is made of: centre_share = between / centres of variance_components.hpp, which is
// 1 - (mean of their squared standard errors) / (variance of the centres).
// It is what is left when each round runs endlessly: the interval then shrinks to sqrt(centre_share) of its width.
//
// Both shares may come out negative, by chance when rounds do not differ at all. They are kept as they come out: cut
// off at 0 they would be too large on average, and a strongly negative one (blocks of a round that push each other
// apart) would not be seen.
#pragma once

#include <optional>

#include "analysis/rounds/round_ratios.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// Empty unless two rounds have two blocks each and these vary. Rounds with fewer blocks are left out.
[[nodiscard]] std::optional<VarianceParts> variance_parts(const BlockRatios& ratios);

}  // namespace greenbench
