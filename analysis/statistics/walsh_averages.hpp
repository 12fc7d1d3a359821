// The Walsh averages (x_i + x_j) / 2, i <= j, of n sorted values: counted and selected without listing them all.
//
//   std::vector<double> sorted{-1.0, 2.0, 4.0};       // averages -1, 0.5, 1.5, 2, 3, 4
//   double second = walsh_average(sorted, 1);         // 0.5
//   WalshSigns signs = walsh_signs(sorted);           // 1 negative, 0 zero, 5 positive
#pragma once

#include <cstdint>
#include <span>

namespace greenbench {

/// n (n + 1) / 2.
[[nodiscard]] constexpr std::uint64_t walsh_count(std::uint64_t n) {
  return n * (n + 1) / 2;
}

/// The average of rank `rank` (0 is the smallest) of ascending `sorted`. Lists all averages when there are few
/// values and selects in the implicit sorted matrix when there are many: O(n log n) expected, O(n) memory.
/// Throws std::out_of_range when there is no such rank.
[[nodiscard]] double walsh_average(std::span<const double> sorted, std::uint64_t rank);

/// The two ways walsh_average goes, with the same result to the last bit.
[[nodiscard]] double walsh_average_listed(std::span<const double> sorted, std::uint64_t rank);
[[nodiscard]] double walsh_average_selected(std::span<const double> sorted, std::uint64_t rank);

struct WalshSigns {
  std::uint64_t negative = 0;
  std::uint64_t zero = 0;
  std::uint64_t positive = 0;
};

/// How many averages lie below, at and above 0; O(n).
[[nodiscard]] WalshSigns walsh_signs(std::span<const double> sorted);

}  // namespace greenbench
