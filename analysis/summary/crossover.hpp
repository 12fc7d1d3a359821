// The size at which the cheaper of two variants changes, read off the ratios that a sweep measured.
//
//   std::vector<RatioAtSize> ratios{{.size = 100, .ratio = 0.5, .low = 0.4, .high = 0.6},
//                                   {.size = 10'000, .ratio = 2.0, .low = 1.8, .high = 2.2}};
//   std::vector<RatioCrossing> crossings = find_crossings(ratios);
//   crossings[0].size;      // 1000: halfway on logarithmic axes
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace greenbench {

/// baseline / variant with its interval: above 1 the variant is the cheaper one.
struct RatioAtSize {
  std::uint64_t size = 0;
  double ratio = 1.0;
  std::optional<double> low = {};
  std::optional<double> high = {};
};

struct RatioCrossing {
  double size = 0.0;
  bool rises = true;          ///< the variant wins above this size
  std::optional<double> low;  ///< between these sizes lies the crossing, as far as the intervals tell
  std::optional<double> high;
};

/// `ratios` in ascending order of size. Between neighbouring sizes the logarithm of the ratio is taken as linear in the
/// logarithm of the size. The interval of a crossing goes from where one end of the ratios' intervals crosses 1 to
/// where the other does, each the crossing of its own line that is nearest to the crossing itself; an end that does not
/// cross is absent. It inherits the intervals' level at each size, not for all sizes together.
[[nodiscard]] std::vector<RatioCrossing> find_crossings(std::span<const RatioAtSize> ratios);

}  // namespace greenbench
