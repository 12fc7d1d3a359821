// How often counters move, found by watching them.
//
//   std::vector<std::optional<Seconds>> periods = measure_update_periods(sources);
//   if (periods[0]) report(*periods[0]);      // 976 us
//   else report_that_it_did_not_move();
#pragma once

#include <optional>
#include <vector>

#include "counters/source_group.hpp"

namespace greenbench {

/// How long a counter is watched at most. One that moves less than twice in this time has no known period.
inline constexpr Seconds longest_watch{0.25};

/// One entry per domain: the median of up to eight intervals between edges. Estimated domains are not polled, they are
/// exact at every read; nor are those whose source states their period. Empty for both, for counters that stood still,
/// and for counters that cannot be read.
[[nodiscard]] std::vector<std::optional<Seconds>> measure_update_periods(SourceGroup& sources);

}  // namespace greenbench
