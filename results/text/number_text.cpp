#include "results/text/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace greenbench {
namespace {

constexpr std::array prefixes{Prefix{"n", 1e-9}, Prefix{"µ", 1e-6}, Prefix{"m", 1e-3}, Prefix{"", 1.0},
                              Prefix{"k", 1e3}};

constexpr std::array binary_prefixes{Prefix{"", 1.0}, Prefix{"Ki", 1024.0}, Prefix{"Mi", 1048576.0},
                                     Prefix{"Gi", 1073741824.0}};

Prefix choose_from(std::span<const Prefix> choices, std::span<const double> values) {
  std::vector<double> positive;
  std::ranges::copy_if(values, std::back_inserter(positive), [](double value) { return value > 0.0; });
  if (positive.empty()) return {.symbol = "", .factor = 1.0};
  const auto [smallest, largest] = std::ranges::minmax(positive);
  std::size_t chosen = 0;
  for (std::size_t i = 1; i < choices.size(); ++i) {
    // 0.9995 of the next unit already reads 1.00 of it.
    if (largest >= 0.9995 * choices[i].factor && smallest >= 0.01 * choices[i].factor) chosen = i;
  }
  return choices[chosen];
}

/// The decimal exponent after rounding to three digits: 9.996 has 1, because it is shown as 10.0.
int rounded_exponent(double value) {
  const std::string scientific = fmt::format("{:.2e}", value);
  return std::atoi(scientific.c_str() + scientific.find('e') + 1);
}

}  // namespace

int decimals_for_three_digits(double value) {
  return value == 0.0 ? 2 : std::max(0, 2 - rounded_exponent(value));
}

std::string three_digits(double value) {
  const double rounded = std::strtod(fmt::format("{:.2e}", value).c_str(), nullptr);
  return fixed_digits(rounded, decimals_for_three_digits(value));
}

std::string short_count(std::uint64_t count) {
  constexpr std::uint64_t thousand = 1'000;
  constexpr std::uint64_t million = 1'000'000;
  if (count >= million && count % million == 0) return fmt::format("{}M", grouped(count / million));
  if (count >= thousand && count % thousand == 0) return fmt::format("{}k", count / thousand);
  return grouped(count);
}

std::string fixed_digits(double value, int decimals) {
  return grouped(fmt::format("{:.{}f}", value, decimals));
}

std::string grouped(std::string_view digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > first && i < point && (point - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string grouped(std::uint64_t number) {
  return grouped(std::to_string(number));
}

std::string quantity_text(double value, std::string_view unit) {
  const Prefix prefix = choose_prefix(std::span{&value, 1});
  return fmt::format("{} {}{}", three_digits(value / prefix.factor), prefix.symbol, unit);
}

std::string hotspot_title(std::string_view hotspot, std::uint64_t size) {
  return size == 0 ? std::string{hotspot} : fmt::format("{}, n = {}", hotspot, grouped(size));
}

std::string percent_text(double fraction) {
  const double percent = fraction * 100.0;
  if (percent < 0.05) return "<0.1%";
  if (const double whole = std::round(percent); std::abs(percent - whole) < 0.05)
    return fmt::format("{}%", grouped(fmt::format("{:.0f}", whole)));
  return percent < 9.95 ? fmt::format("{:.1f}%", percent) : fmt::format("{}%", grouped(fmt::format("{:.0f}", percent)));
}

Prefix choose_prefix(std::span<const double> values) {
  return choose_from(prefixes, values);
}

Prefix choose_binary_prefix(std::span<const double> values) {
  return choose_from(binary_prefixes, values);
}

}  // namespace greenbench
