// The least double that a condition holds for, found by bisection over all doubles: at most 64 steps.
//
//   double root = least_double(0.0, 2.0, [](double x) { return x * x >= 2.0; });   // 1.4142135623730951
//   // selecting from n^2 values that can be counted in O(n) needs no list of them:
//   double median = least_double(low, high, [&](double bound) { return count_not_above(bound) > rank; });
#pragma once

#include <bit>
#include <cstdint>

namespace greenbench {

namespace detail {

inline constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63U;

/// The place of a number among all doubles: ascending as they are, and one more for the next double.
[[nodiscard]] inline std::uint64_t place_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  return (bits & sign_bit) != 0 ? ~bits : bits | sign_bit;
}

[[nodiscard]] inline double double_at(std::uint64_t place) {
  return std::bit_cast<double>((place & sign_bit) != 0 ? place & ~sign_bit : ~place);
}

}  // namespace detail

/// `holds` must hold at `high`, and from some double on for all that follow.
template <class Holds>
[[nodiscard]] double least_double(double low, double high, Holds holds) {
  std::uint64_t least = detail::place_of(low);
  std::uint64_t most = detail::place_of(high);
  while (least < most) {
    const std::uint64_t middle = least + (most - least) / 2;
    if (holds(detail::double_at(middle))) {
      most = middle;
    } else {
      least = middle + 1;
    }
  }
  const double found = detail::double_at(least);
  return found == 0.0 ? 0.0 : found;  // -0 stands before 0 there, but equals it
}

}  // namespace greenbench
