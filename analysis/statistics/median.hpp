// The median of values in any order.
//
//   double middle = median({3.0, 1.0, 2.0});   // 2
//   double between = median({1.0, 4.0});       // 2.5
#pragma once

#include <vector>

namespace greenbench {

/// Selected, not sorted: O(n). Of an even number of values the mean of the middle two. Throws std::invalid_argument
/// when there are none.
[[nodiscard]] double median(std::vector<double> values);

}  // namespace greenbench
