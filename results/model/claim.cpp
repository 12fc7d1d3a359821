#include "results/model/claim.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace greenbench {
namespace {

template <class Value>
using NameTable = std::pair<Value, std::string_view>;

constexpr std::array metric_names{
    NameTable<ClaimMetric>{ClaimMetric::energy, "energy"},
    NameTable<ClaimMetric>{ClaimMetric::time, "time"},
    NameTable<ClaimMetric>{ClaimMetric::power, "power"},
    NameTable<ClaimMetric>{ClaimMetric::cpu_time, "cpu_time"},
    NameTable<ClaimMetric>{ClaimMetric::peak_memory, "peak_memory"},
};

constexpr std::array order_names{
    NameTable<ClaimOrder>{ClaimOrder::less, "less"},
    NameTable<ClaimOrder>{ClaimOrder::more, "more"},
    NameTable<ClaimOrder>{ClaimOrder::same, "same"},
};

constexpr std::array answer_names{
    NameTable<ClaimVerdict>{ClaimVerdict::confirmed, "confirmed"},
    NameTable<ClaimVerdict>{ClaimVerdict::direction_only, "right direction, different size"},
    NameTable<ClaimVerdict>{ClaimVerdict::refuted, "refuted"},
    NameTable<ClaimVerdict>{ClaimVerdict::inconclusive, "inconclusive"},
    NameTable<ClaimVerdict>{ClaimVerdict::not_measurable, "not measurable here"},
};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
  return std::ranges::find(table, value, &Table::value_type::first)->second;
}

template <class Value, class Table>
std::optional<Value> value_in(const Table& table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Table::value_type::second);
  return found == table.end() ? std::nullopt : std::optional{found->first};
}

/// A tolerance is a factor, so that 4.3x less and 4.3x more are equally tolerant.
ClaimedRange within_factor(double value, double tolerance) {
  const double factor = 1.0 + tolerance;
  return value > 0.0 ? ClaimedRange{value / factor, value * factor} : ClaimedRange{value * factor, value / factor};
}

struct RangeOf {
  std::optional<ClaimedRange> operator()(const RatioClaim& claim) const {
    ClaimedRange range = within_factor(claim.ratio, claim.tolerance);
    // No tolerance turns "less" into "more".
    if (claim.ratio > 1.0) range.low = std::max(range.low, 1.0);
    if (claim.ratio < 1.0) range.high = std::min(range.high, 1.0);
    return range;
  }
  std::optional<ClaimedRange> operator()(const RangeClaim& claim) const { return ClaimedRange{claim.low, claim.high}; }
  std::optional<ClaimedRange> operator()(const SavingClaim& claim) const {
    // What saves everything is infinitely cheaper.
    const double high = claim.high < 1.0 ? 1.0 / (1.0 - claim.high) : std::numeric_limits<double>::infinity();
    return ClaimedRange{1.0 / (1.0 - claim.low), high};
  }
  std::optional<ClaimedRange> operator()(const DifferenceClaim& claim) const {
    return within_factor(claim.amount, claim.tolerance);
  }
  std::optional<ClaimedRange> operator()(const OrderClaim& /*claim*/) const { return std::nullopt; }
  std::optional<ClaimedRange> operator()(const GrowthClaim& /*claim*/) const { return std::nullopt; }
};

}  // namespace

std::optional<ClaimedRange> claimed_range(const ClaimStatement& statement) {
  return std::visit(RangeOf{}, statement);
}

std::size_t count_of(const ClaimsReport& report, ClaimVerdict answer) {
  return static_cast<std::size_t>(std::ranges::count(report.answers, answer, &ClaimAnswer::answer));
}

std::string_view name_of(ClaimVerdict answer) {
  return name_in(answer_names, answer);
}
std::string_view name_of(ClaimMetric metric) {
  return name_in(metric_names, metric);
}
std::string_view name_of(ClaimOrder order) {
  return name_in(order_names, order);
}
std::optional<ClaimMetric> claim_metric_named(std::string_view name) {
  return value_in<ClaimMetric>(metric_names, name);
}
std::optional<ClaimOrder> order_named(std::string_view name) {
  return value_in<ClaimOrder>(order_names, name);
}

}  // namespace greenbench
