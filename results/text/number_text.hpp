// Numbers for people: three significant digits, and one unit prefix for a whole column.
//
//   Prefix prefix = choose_prefix({0.00194, 0.00097});    // milli
//   three_digits(0.00194 / prefix.factor);                // "1.94"
//   percent_text(0.0123);                                 // "1.2%"
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace greenbench {

/// Rounded to three significant digits, with thousands separated: "0.0123", "1.23", "1,230". Finite values only.
[[nodiscard]] std::string three_digits(double value);
/// With exactly so many digits after the point, thousands separated.
[[nodiscard]] std::string fixed_digits(double value, int decimals);
/// Digits after the point that show three significant ones: 4 for 0.0123, 2 for 1.23, 0 for 123 and above.
[[nodiscard]] int decimals_for_three_digits(double value);
/// "1,000,000"
[[nodiscard]] std::string grouped(std::string_view digits);
[[nodiscard]] std::string grouped(std::uint64_t number);
/// A size in the fewest digits that say it exactly: 10'000'000 is "10M", 300'000 "300k", 12'345 "12,345".
[[nodiscard]] std::string short_count(std::uint64_t count);
/// "strings/build, n = 30,000"; what has no size, 0, is named alone.
[[nodiscard]] std::string hotspot_title(std::string_view hotspot, std::uint64_t size);
/// A fraction: 0.012 is "1.2%", 0.02 is "2%", 0.25 is "25%", below 0.0005 "<0.1%".
[[nodiscard]] std::string percent_text(double fraction);

struct Prefix {
  std::string_view symbol;  ///< "m"
  double factor = 1.0;      ///< 1e-3
};

/// One prefix from nano to kilo for all values: the largest one below 1000, unless the smallest would then fall
/// below 0.01; in that case a lower prefix, down to nano. Values that are not positive do not count.
[[nodiscard]] Prefix choose_prefix(std::span<const double> values);

/// The same for bytes: none, Ki, Mi or Gi.
[[nodiscard]] Prefix choose_binary_prefix(std::span<const double> values);

/// One value with a prefix of its own: "1.94 mJ".
[[nodiscard]] std::string quantity_text(double value, std::string_view unit);

}  // namespace greenbench
