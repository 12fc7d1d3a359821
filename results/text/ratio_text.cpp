#include "results/text/ratio_text.hpp"

#include <fmt/format.h>

#include "results/text/number_text.hpp"

namespace greenbench {
namespace {

/// A ratio turned so that its factor is at least 1.
struct Turned {
  double factor;
  Interval interval;
  std::string_view direction;
};

Turned turn(double ratio, const Interval& interval) {
  if (ratio >= 1.0) return {.factor = ratio, .interval = interval, .direction = "less"};
  const Interval inverse{.low = 1.0 / interval.high, .high = 1.0 / interval.low, .level = interval.level};
  return {.factor = 1.0 / ratio, .interval = inverse, .direction = "more"};
}

std::string end_text(double value) {
  return value != 1.0 && value > 0.995 && value < 1.005 ? fixed_digits(value, 3) : three_digits(value);
}

}  // namespace

std::string interval_text(const Interval& interval, std::string_view mark) {
  return fmt::format("({0}{1} to {0}{2})", mark, end_text(interval.low), end_text(interval.high));
}

std::string factor_text(double ratio, std::string_view mark) {
  const Turned turned = turn(ratio, {.low = ratio, .high = ratio});
  const std::string digits = three_digits(turned.factor);
  if (digits == "1.00") return fmt::format("{}1.00x", mark);  // neither less nor more
  return fmt::format("{}{}x {}", mark, digits, turned.direction);
}

std::string ratio_text(const Ratio& ratio, Verdict verdict, std::string_view mark) {
  const std::optional<Interval>& interval = shown_interval(ratio);
  if (!interval) return factor_text(ratio.value, mark) + " (no interval)";
  if (verdict == Verdict::equivalent) return fmt::format("{}same {}", mark, interval_text(*interval, mark));
  const Turned turned = turn(ratio.value, *interval);
  return fmt::format("{} {}", factor_text(ratio.value, mark), interval_text(turned.interval, mark));
}

std::string intervals_apart(const Ratio& ratio, std::string_view mark) {
  const auto range = [&](const std::optional<Interval>& interval) {
    const Interval turned = turn(ratio.value, *interval).interval;
    return fmt::format("{0}{1} to {0}{2}", mark, end_text(turned.low), end_text(turned.high));
  };
  return fmt::format("(noise {}, with the model's error {})", range(ratio.interval), range(ratio.model_interval));
}

const std::optional<Interval>& shown_interval(const Ratio& ratio) {
  return ratio.model_interval ? ratio.model_interval : ratio.interval;
}

std::string_view mark_of(Provenance provenance) {
  return provenance == Provenance::estimated ? "~" : "";
}

}  // namespace greenbench
