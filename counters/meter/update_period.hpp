// How often counters move, and how regularly, found by watching them.
//
//   std::vector<std::optional<UpdatePeriod>> periods = measure_update_periods(sources);
//   if (periods[0]) report(periods[0]->period, periods[0]->jitter);   // 976 us, 2 us
//   else report_that_it_did_not_move();
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "counters/meter/edges.hpp"
#include "counters/meter/source_group.hpp"

namespace greenbench {

/// How long a counter is watched at most. One that moves less than twice in this time has no known period.
inline constexpr Seconds longest_watch{0.25};

/// What the intervals between the edges that were seen say. Both are seen through polls: neither is finer than what a
/// read of all counters takes.
struct UpdatePeriod {
  /// The time from the first edge to the last, divided by how many whole periods it holds. An interval holds as many
  /// as it is, rounded, multiples of the usual one, so that late and missed updates do not shift the period.
  Seconds period;
  /// The median distance of an interval from its whole number of periods: half of the intervals are no further off.
  /// Empty: only one interval was seen.
  std::optional<Seconds> jitter;
};

/// An edge counts when the reads that enclose it are this share of the usual interval apart, or less. One that was seen
/// late, because this process was held up between two reads, tells neither the period nor the jitter.
inline constexpr double sharp_edge_share = 0.25;

/// Of successive edges, in order. Where fewer than three are sharp, all count. Empty when there are fewer than two.
[[nodiscard]] std::optional<UpdatePeriod> update_period_between(std::span<const Edge> edges);

/// One entry per domain, from up to fifty intervals. Estimated domains are not polled, they are exact at every
/// read; nor are those whose source states their period. Empty for both, for counters that stood still, and for
/// counters that cannot be read.
[[nodiscard]] std::vector<std::optional<UpdatePeriod>> measure_update_periods(SourceGroup& sources);

/// How long a counter may stand still while this process keeps a CPU busy, before it is taken for dead.
inline constexpr Seconds longest_standstill{1.0};

/// Indices of the counted, measured domains that did not move within `patience`, or within three update periods of the
/// slowest where those last longer. Polls, and returns as soon as all of
/// them have moved. Counters that cannot be read are not in it.
[[nodiscard]] std::vector<std::size_t> standing_still(SourceGroup& sources, Seconds patience = longest_standstill);

}  // namespace greenbench
