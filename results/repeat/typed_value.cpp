#include "results/repeat/typed_value.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <span>
#include <string_view>

namespace greenbench {
namespace {

/// What the program makes of a number in this unit: number * factor / divisor. One of the two is 1, as where it reads
/// the flag, so that the arithmetic is the same to the last bit.
struct Unit {
  std::string_view text;
  double factor = 1.0;
  double divisor = 1.0;
};

constexpr int few_digits = 6;
constexpr int all_digits = 17;

/// The fewest digits that are read back as `value`. Empty where not even `most` of them are, unless those are all that
/// there can be.
std::string digits_of(double value, const Unit& unit, int most) {
  const double number = value / unit.factor * unit.divisor;
  for (int digits = 1; digits <= most; ++digits) {
    const double rounded = std::strtod(fmt::format("{:.{}g}", number, digits).c_str(), nullptr);
    const double read = rounded * unit.factor / unit.divisor;
    if (read == value || digits == all_digits) return fmt::format("{}", rounded);
  }
  return "";
}

/// In the first unit in which a few digits say it; else in the last one.
std::string typed(double value, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    const std::string text = digits_of(value, unit, few_digits);
    if (!text.empty()) return fmt::format("{}{}", text, unit.text);
  }
  return fmt::format("{}{}", digits_of(value, units.back(), all_digits), units.back().text);
}

}  // namespace

std::string percent_to_type(double fraction) {
  constexpr std::array units{Unit{.text = "%", .divisor = 100.0}};
  return typed(fraction, units);
}

std::string seconds_to_type(double seconds) {
  constexpr std::array from_a_second{Unit{.text = "s"}};
  constexpr std::array below{Unit{.text = "ms", .factor = 1e-3}, Unit{.text = "us", .factor = 1e-6}, Unit{.text = "s"}};
  return seconds >= 1.0 ? typed(seconds, from_a_second) : typed(seconds, below);
}

std::string rate_to_type(double per_second) {
  constexpr std::array units{Unit{.text = "/s"}, Unit{.text = "/min", .divisor = 60.0},
                             Unit{.text = "/h", .divisor = 3600.0}, Unit{.text = "/day", .divisor = 86'400.0},
                             Unit{.text = "/s"}};
  return typed(per_second, units);
}

std::string number_to_type(double number) {
  constexpr std::array units{Unit{.text = ""}};
  return typed(number, units);
}

}  // namespace greenbench
