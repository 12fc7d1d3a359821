// Statistics and rulings that the package takes from the program's analysis.
#include <pybind11/stl.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/budgets/budget_rule.hpp"
#include "analysis/statistics/mean_interval.hpp"
#include "python/bindings/bindings.hpp"
#include "results/text/number_text.hpp"

namespace py = pybind11;

namespace greenbench {
namespace {

std::optional<std::pair<double, double>> low_and_high(const std::vector<double>& values, double level) {
  const std::optional<Interval> interval = mean_interval(values, level);
  if (!interval) return std::nullopt;
  return std::pair{interval->low, interval->high};
}

std::string_view ruling(double low, double high, double limit) {
  return name_of(rule_on_limit({.low = low, .high = high}, limit));
}

/// All values with one prefix and as many digits as show three of the first, and the unit with that prefix.
std::pair<std::vector<std::string>, std::string> quantity_texts(const std::vector<double>& values,
                                                                const std::string& unit) {
  const Prefix prefix = choose_prefix(std::span{values}.first(1));
  const int decimals = decimals_for_three_digits(values.at(0) / prefix.factor);
  std::vector<std::string> texts;
  for (const double value : values) texts.push_back(fixed_digits(value / prefix.factor, decimals));
  return {texts, std::string{prefix.symbol} + unit};
}

}  // namespace

void bind_statistics(py::module_& module) {
  module.def("mean_interval", low_and_high, py::arg("values"), py::arg("level"));
  module.def("rule_on_limit", ruling, py::kw_only(), py::arg("low"), py::arg("high"), py::arg("limit"));
  module.def("quantity_texts", quantity_texts, py::arg("values"), py::arg("unit"));
}

}  // namespace greenbench
