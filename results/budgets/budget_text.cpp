#include "results/budgets/budget_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string_view>

#include "results/text/number_text.hpp"

namespace greenbench {
namespace {

std::string_view unit_of(BudgetMetric metric) {
  switch (metric) {
    case BudgetMetric::joules:
      return "J";
    case BudgetMetric::watts:
      return "W";
    case BudgetMetric::peak_memory:
      return "B";
    case BudgetMetric::grams_co2e:
      return "g";
    case BudgetMetric::seconds:
    case BudgetMetric::cpu_seconds:
      break;
  }
  return "s";
}

Prefix prefix_of_amount(double amount, BudgetMetric metric) {
  const std::span<const double> values{&amount, 1};
  return metric == BudgetMetric::peak_memory ? choose_binary_prefix(values) : choose_prefix(values);
}

/// One prefix for a value, its interval and its limit, so that a reader compares digits.
Prefix prefix_for(const BudgetFinding& finding) {
  return prefix_of_amount(finding.value.value_or(finding.limit.limit), finding.limit.metric);
}

/// Like three_digits(), with a fourth digit where three would round it onto the limit, or across.
std::string digits(double value, double limit) {
  std::string text = three_digits(value);
  if (value != limit && text == three_digits(limit)) text = fixed_digits(value, decimals_for_three_digits(value) + 1);
  return text;
}

std::string signed_percent(double fraction, int decimals) {
  return fmt::format("{:+.{}f}%", 100.0 * fraction, decimals);
}

/// One decimal, or more where they tell a small change from none.
int decimals_of(const BudgetFinding& finding) {
  const double least = std::abs(finding.limit.limit - finding.value.value_or(finding.limit.limit));
  return least < 0.001 ? 2 : 1;
}

std::string increase_text(const BudgetFinding& finding, std::string_view mark) {
  const int decimals = decimals_of(finding);
  const auto percent = [&](double fraction) { return fmt::format("{}{}", mark, signed_percent(fraction, decimals)); };
  std::string text = percent(*finding.value);
  if (!finding.interval || finding.interval->low == finding.interval->high) return text;
  return fmt::format("{} ({} to {})", text, percent(finding.interval->low), percent(finding.interval->high));
}

std::string amount_text(const BudgetFinding& finding, std::string_view mark) {
  const Prefix prefix = prefix_for(finding);
  const double limit = finding.limit.limit / prefix.factor;
  const auto number = [&](double value) { return fmt::format("{}{}", mark, digits(value / prefix.factor, limit)); };
  std::string text = fmt::format("{} {}{}", number(*finding.value), prefix.symbol, unit_of(finding.limit.metric));
  if (!finding.interval || finding.interval->low == finding.interval->high) return text;
  return fmt::format("{} ({} to {})", text, number(finding.interval->low), number(finding.interval->high));
}

}  // namespace

std::string cost_text(const BudgetFinding& finding) {
  switch (finding.limit.metric) {
    case BudgetMetric::joules:
      return "energy";
    case BudgetMetric::seconds:
      return "time";
    case BudgetMetric::watts:
      return "power";
    case BudgetMetric::cpu_seconds:
      return "CPU time";
    case BudgetMetric::peak_memory:
      return "peak memory";
    case BudgetMetric::grams_co2e:
      return "CO2e";
  }
  throw std::logic_error("a cost without a name");
}

std::string measured_text(const BudgetFinding& finding) {
  if (!finding.value) return "unknown";
  const std::string_view mark = finding.estimated ? "~" : "";
  return finding.limit.increase ? increase_text(finding, mark) : amount_text(finding, mark);
}

std::string limit_text(const BudgetFinding& finding) {
  const std::string limit = limit_alone(finding);
  return finding.limit.increase ? fmt::format("{} of {}", limit, finding.reference) : limit;
}

std::string limit_alone(const BudgetFinding& finding) {
  const double limit = finding.limit.limit;
  if (finding.limit.increase) return fmt::format("{:+.4g}%", 100.0 * limit);
  Prefix prefix = prefix_for(finding);
  // Far from the value it reads better with a prefix of its own.
  const bool is_far = limit < 0.01 * prefix.factor || limit >= 1000.0 * prefix.factor;
  if (is_far) prefix = prefix_of_amount(limit, finding.limit.metric);
  return fmt::format("{} {}{}", three_digits(limit / prefix.factor), prefix.symbol, unit_of(finding.limit.metric));
}

std::string place_text(const BudgetFinding& finding) {
  return fmt::format("{}: {}", hotspot_title(finding.hotspot, finding.size), finding.variant.text());
}

std::string finding_sentence(const BudgetFinding& finding) {
  return fmt::format("{} {}, limit {}: {}{}{}", cost_text(finding), measured_text(finding), limit_text(finding),
                     name_of(finding.outcome), finding.reason.empty() ? "" : ", ", finding.reason);
}

std::vector<OpenFindings> open_findings(const BudgetReport& report) {
  std::vector<OpenFindings> open;
  for (const BudgetFinding& finding : report.findings) {
    if (finding.reason.empty()) continue;
    const auto same = std::ranges::find_if(open, [&](const OpenFindings& each) {
      return each.first->reason == finding.reason && each.first->remedy == finding.remedy;
    });
    if (same == open.end()) {
      open.push_back({.first = &finding});
    } else {
      ++same->count;
    }
  }
  return open;
}

std::string open_text(const OpenFindings& open) {
  const std::string more = open.count > 1 ? fmt::format(" (and {} more)", open.count - 1) : "";
  return fmt::format("{}, {}{}: {}", place_text(*open.first), cost_text(*open.first), more, open.first->reason);
}

std::string budget_count_sentence(const BudgetReport& report) {
  std::string text = fmt::format("{} finding{}", report.findings.size(), report.findings.size() == 1 ? "" : "s");
  std::string_view separator = ": ";
  for (const BudgetOutcome each : all_budget_outcomes) {
    const std::size_t count = count_of(report, each);
    if (count == 0) continue;
    text += fmt::format("{}{} {}", separator, count, name_of(each));
    separator = ", ";
  }
  return text + ".";
}

std::string budget_energy_sentence(const BudgetReport& report) {
  if (report.provenance == Provenance::measured) return "Joules are measured.";
  return "Joules are not measured in this run; estimates (~) decide only where a budget says estimated = true.";
}

std::string budget_caption(const BudgetReport& report) {
  return fmt::format(
      "In brackets the {} interval. within: all of it is at or below the limit; exceeded: all of it is above; "
      "undecided: neither, or no verdict counts. Peak memory is one figure without an interval. Each finding stands "
      "for itself: nothing is adjusted for how many there are.",
      percent_text(report.settings.level));
}

}  // namespace greenbench
