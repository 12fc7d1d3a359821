#include "results/text/claim_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

std::string_view words_of(ClaimMetric metric) {
  switch (metric) {
    case ClaimMetric::cpu_time:
      return "CPU time";
    case ClaimMetric::peak_memory:
      return "peak memory";
    case ClaimMetric::energy:
    case ClaimMetric::time:
    case ClaimMetric::power:
      break;
  }
  return name_of(metric);
}

/// Bytes in decimal units, as prose counts them.
std::string bytes_text(double bytes) {
  constexpr std::pair<double, std::string_view> units[] = {{1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}};
  for (const auto& [factor, symbol] : units) {
    if (bytes >= factor) return fmt::format("{} {}", three_digits(bytes / factor), symbol);
  }
  return fmt::format("{} B", three_digits(bytes));
}

std::string magnitude_text(double amount, ClaimMetric metric) {
  switch (metric) {
    case ClaimMetric::energy:
      return quantity_text(amount, "J");
    case ClaimMetric::power:
      return quantity_text(amount, "W");
    case ClaimMetric::time:
    case ClaimMetric::cpu_time:
      return quantity_text(amount, "s");
    case ClaimMetric::peak_memory:
      break;
  }
  return bytes_text(amount);
}

std::string amount_text(double amount, ClaimMetric metric) {
  return (amount < 0.0 ? "-" : "") + magnitude_text(std::abs(amount), metric);
}

std::string_view direction_of_ratio(double ratio) {
  return ratio >= 1.0 ? "less" : "more";
}

struct ClaimedText {
  std::string_view metric;
  ClaimMetric kind;

  std::string operator()(const RatioClaim& claim) const {
    const double factor = claim.ratio >= 1.0 ? claim.ratio : 1.0 / claim.ratio;
    return fmt::format("{:.3g}x {} {}, within {}", factor, direction_of_ratio(claim.ratio), metric,
                       percent_text(claim.tolerance));
  }
  std::string operator()(const RangeClaim& claim) const {
    if (claim.low >= 1.0) return fmt::format("{:.3g}x to {:.3g}x less {}", claim.low, claim.high, metric);
    if (claim.high <= 1.0) return fmt::format("{:.3g}x to {:.3g}x more {}", 1.0 / claim.high, 1.0 / claim.low, metric);
    return fmt::format("{:.3g}x more to {:.3g}x less {}", 1.0 / claim.low, claim.high, metric);
  }
  std::string operator()(const SavingClaim& claim) const {
    return fmt::format("saves {:.4g}% to {:.4g}% of {}", 100.0 * claim.low, 100.0 * claim.high, metric);
  }
  std::string operator()(const DifferenceClaim& claim) const {
    return fmt::format("{} {} {}, within {}", magnitude_text(std::abs(claim.amount), kind),
                       claim.amount > 0.0 ? "less" : "more", metric, percent_text(claim.tolerance));
  }
  std::string operator()(const OrderClaim& claim) const { return fmt::format("{} {}", name_of(claim.order), metric); }
  std::string operator()(const GrowthClaim& /*claim*/) const {
    return fmt::format("ratio of {} grows with the size", metric);
  }
};

std::string ratio_measured(const ClaimMeasurement& measurement, bool once, std::string_view mark) {
  if (once) return factor_text(measurement.value, mark) + " (one observation)";
  Ratio ratio;
  ratio.value = measurement.value;
  ratio.interval = measurement.interval;
  ratio.model_interval = measurement.model_interval;
  return ratio_text(ratio, Verdict::inconclusive, mark);
}

/// Turned so that the amount is not below 0; an end of the interval may be.
std::string difference_measured(const ClaimMeasurement& measurement, ClaimMetric metric, std::string_view mark) {
  const bool less = measurement.value >= 0.0;
  std::string text =
      fmt::format("{}{} {}", mark, magnitude_text(std::abs(measurement.value), metric), less ? "less" : "more");
  if (metric == ClaimMetric::peak_memory) return text + " (one observation)";
  const auto& interval = measurement.model_interval ? measurement.model_interval : measurement.interval;
  if (!interval) return text + " (no interval)";
  const double low = less ? interval->low : -interval->high;
  const double high = less ? interval->high : -interval->low;
  return text + fmt::format(" ({0}{1} to {0}{2})", mark, amount_text(low, metric), amount_text(high, metric));
}

}  // namespace

std::string claimed_text(const Claim& claim) {
  return std::visit(ClaimedText{words_of(claim.metric), claim.metric}, claim.statement);
}

std::string measured_text(const ClaimAnswer& answer, std::string_view mark) {
  const bool once = answer.claim.metric == ClaimMetric::peak_memory;
  const bool growth = std::holds_alternative<GrowthClaim>(answer.claim.statement);
  std::string text;
  for (const ClaimMeasurement& each : answer.measurements) {
    if (!text.empty()) text += '\n';
    if (growth) text += fmt::format("n = {}: ", grouped(each.size));
    text += each.effect == ClaimEffect::ratio ? ratio_measured(each, once, mark)
                                              : difference_measured(each, answer.claim.metric, mark);
  }
  return text;
}

std::string answer_text(const ClaimAnswer& answer) {
  if (!answer.estimated) return std::string{name_of(answer.answer)};
  return fmt::format("{} (~{})", name_of(answer.answer), name_of(*answer.estimated));
}

std::string_view mark_for(const ClaimsReport& report, const Claim& claim) {
  const bool joules = claim.metric == ClaimMetric::energy || claim.metric == ClaimMetric::power;
  return joules ? mark_of(report.provenance) : "";
}

std::string place_text(const ClaimAnswer& answer) {
  const Claim& claim = answer.claim;
  std::string size;
  if (answer.measurements.size() == 1) size = fmt::format(", n = {}", grouped(answer.measurements.front().size));
  return fmt::format("{}{}: {} against {}", claim.hotspot, size, claim.variant.text(), claim.baseline.text());
}

std::string count_sentence(const ClaimsReport& report) {
  std::string text = fmt::format("{} claim{}", report.answers.size(), report.answers.size() == 1 ? "" : "s");
  std::string_view separator = ": ";
  for (const ClaimVerdict each : all_claim_verdicts) {
    const std::size_t count = count_of(report, each);
    if (count == 0) continue;
    text += fmt::format("{}{} {}", separator, count, name_of(each));
    separator = "; ";
  }
  return text;
}

std::string claims_energy_sentence(const ClaimsReport& report) {
  if (report.provenance == Provenance::measured) return "Joules are measured.";
  return "Joules are not measured in this run: no claim about energy or power can be answered. Where a power model "
         "estimated them (~), the answer it would give stands in brackets; it follows CPU time and sees little else.";
}

std::vector<std::string> claims_captions(const ClaimsReport& report) {
  const std::string level = percent_text(report.settings.level);
  const std::string margin = percent_text(report.settings.margin);
  return {
      fmt::format("\"1.08x less\" means that the baseline needs 1.08 times as much as the variant; in brackets the {} "
                  "interval of that factor or amount. Each interval stands for its own claim: nothing is adjusted for "
                  "how many claims there are.",
                  level),
      fmt::format("confirmed: the whole interval lies inside the claimed range, or on the claimed side of no effect "
                  "and not within ±{0} of it. right direction, different size: it excludes the claimed range, but "
                  "shows an effect in its direction. refuted: it excludes the claimed range and shows no such effect. "
                  "inconclusive: it overlaps an edge of the range. \"same\": the 90% interval lies within ±{0}.",
                  margin),
  };
}

}  // namespace greenbench
