#include "analysis/summary/crossover.hpp"

#include <algorithm>
#include <cmath>

namespace greenbench {
namespace {

/// A line through logarithms of sizes and ratios.
struct Node {
  double log_size = 0.0;
  double log_ratio = 0.0;
};

struct LogCrossing {
  double log_size = 0.0;
  bool rises = true;
};

bool is_positive(const Node& node) {
  return node.log_ratio > 0.0;
}

/// A ratio of exactly 1 counts as not above it, so that a line which only touches 1 from above crosses twice there and
/// one that touches it from below does not cross.
std::vector<LogCrossing> crossings_of(const std::vector<Node>& line) {
  std::vector<LogCrossing> crossings;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Node& from = line[i - 1];
    const Node& to = line[i];
    if (is_positive(from) == is_positive(to)) continue;
    const double share = from.log_ratio / (from.log_ratio - to.log_ratio);
    crossings.push_back({from.log_size + share * (to.log_size - from.log_size), is_positive(to)});
  }
  return crossings;
}

template <class Value>
std::vector<Node> line_of(std::span<const RatioAtSize> ratios, Value value) {
  std::vector<Node> line;
  for (const RatioAtSize& at : ratios) {
    const std::optional<double> ratio = value(at);
    if (ratio) line.push_back({std::log(static_cast<double>(at.size)), std::log(*ratio)});
  }
  return line;
}

/// The crossing in the same direction that is nearest to `log_size`, on the side that `after` says.
std::optional<double> nearest(const std::vector<LogCrossing>& crossings, const LogCrossing& around, bool after) {
  std::optional<double> best;
  for (const LogCrossing& crossing : crossings) {
    const bool on_side = after ? crossing.log_size >= around.log_size : crossing.log_size <= around.log_size;
    if (crossing.rises != around.rises || !on_side) continue;
    const double distance = std::abs(crossing.log_size - around.log_size);
    if (!best || distance < std::abs(*best - around.log_size)) best = crossing.log_size;
  }
  return best;
}

std::optional<double> as_size(std::optional<double> log_size) {
  return log_size ? std::optional{std::exp(*log_size)} : std::nullopt;
}

}  // namespace

std::vector<RatioCrossing> find_crossings(std::span<const RatioAtSize> ratios) {
  const auto middle = crossings_of(line_of(ratios, [](const auto& at) { return std::optional{at.ratio}; }));
  const auto lower = crossings_of(line_of(ratios, [](const auto& at) { return at.low; }));
  const auto upper = crossings_of(line_of(ratios, [](const auto& at) { return at.high; }));
  std::vector<RatioCrossing> found;
  for (const LogCrossing& crossing : middle) {
    // A rising ratio's upper end reaches 1 first; a falling one's lower end does.
    const auto& first = crossing.rises ? upper : lower;
    const auto& last = crossing.rises ? lower : upper;
    found.push_back({.size = std::exp(crossing.log_size),
                     .rises = crossing.rises,
                     .low = as_size(nearest(first, crossing, false)),
                     .high = as_size(nearest(last, crossing, true))});
  }
  return found;
}

}  // namespace greenbench
