#include "harness/command_line/parse_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace greenbench {
namespace {

constexpr double largest_share = 1000.0;  // 100,000%: all of a thousand CPUs
constexpr double shortest_seconds = 1e-6;
constexpr double longest_seconds = 1000.0 * 3600.0;
constexpr double least_rate = 1e-9;  // per second: once in thirty years
constexpr double greatest_rate = 1e12;
constexpr double largest_intensity = 1e5;  // coal is near 1,000 g/kWh

struct NumberAndUnit {
  double number;
  std::string_view unit;
};

std::optional<NumberAndUnit> split_number(std::string_view text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || !std::isfinite(number)) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  return NumberAndUnit{number, unit};
}

}  // namespace

std::optional<double> parse_share(std::string_view text) {
  const auto parsed = split_number(text);
  // A bare number could be either: 0.5 for 50%, or for half a percent.
  if (!parsed || parsed->unit != "%") return std::nullopt;
  const double share = parsed->number / 100.0;
  return share > 0.0 && share <= largest_share ? std::optional{share} : std::nullopt;
}

std::optional<double> parse_fraction(std::string_view text) {
  const std::optional<double> share = parse_share(text);
  return share && *share < 1.0 ? share : std::nullopt;
}

std::optional<double> parse_pause_seconds(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, double>, 5> units = {
      {{"s", 1.0}, {"ms", 1e-3}, {"us", 1e-6}, {"min", 60.0}, {"h", 3600.0}}};
  const auto parsed = split_number(text);
  if (!parsed || parsed->number < 0.0) return std::nullopt;
  const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == parsed->unit; });
  if (unit == units.end()) return std::nullopt;
  const double seconds = parsed->number * unit->second;
  return seconds <= longest_seconds ? std::optional{seconds} : std::nullopt;
}

std::optional<double> parse_seconds(std::string_view text) {
  const std::optional<double> seconds = parse_pause_seconds(text);
  return seconds && *seconds >= shortest_seconds ? seconds : std::nullopt;
}

std::optional<double> parse_rate(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, double>, 4> units = {
      {{"/s", 1.0}, {"/min", 60.0}, {"/h", 3600.0}, {"/day", 86'400.0}}};
  const auto parsed = split_number(text);
  if (!parsed || parsed->number <= 0.0) return std::nullopt;
  const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == parsed->unit; });
  if (unit == units.end()) return std::nullopt;
  const double rate = parsed->number / unit->second;
  return rate >= least_rate && rate <= greatest_rate ? std::optional{rate} : std::nullopt;
}

std::optional<double> parse_pue(std::string_view text) {
  constexpr double largest = 10.0;  // no data centre is near; a percentage typed as a number would be
  const auto parsed = split_number(text);
  if (!parsed || !parsed->unit.empty() || parsed->number < 1.0 || parsed->number > largest) return std::nullopt;
  return parsed->number;
}

std::optional<double> parse_grams_per_kilowatt_hour(std::string_view text) {
  static constexpr std::array<std::string_view, 4> units = {"", "g", "g/kWh", "gCO2e/kWh"};
  const auto parsed = split_number(text);
  if (!parsed || parsed->number < 0.0) return std::nullopt;
  if (std::find(units.begin(), units.end(), parsed->unit) == units.end()) return std::nullopt;
  return parsed->number <= largest_intensity ? std::optional{parsed->number} : std::nullopt;
}

std::optional<std::uint64_t> parse_seed(std::string_view text) {
  std::uint64_t seed = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, seed);
  return error == std::errc{} && stop == end ? std::optional{seed} : std::nullopt;
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, double>, 4> units = {
      {{"", 1.0}, {"B", 1.0}, {"KiB", 1024.0}, {"MiB", 1024.0 * 1024.0}}};
  constexpr double largest = 1024.0 * 1024.0 * 1024.0;
  const auto parsed = split_number(text);
  if (!parsed) return std::nullopt;
  const auto unit = std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.first == parsed->unit; });
  if (unit == units.end()) return std::nullopt;
  const double bytes = parsed->number * unit->second;
  if (bytes < 1.0 || bytes > largest || bytes != std::floor(bytes)) return std::nullopt;
  return static_cast<std::uint64_t>(bytes);
}

}  // namespace greenbench
