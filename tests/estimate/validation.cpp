// Replays published measurements through the estimate and prints how wrong it was, as the tables of docs/estimate.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <set>

#include "analysis/estimate/model_error.hpp"
#include "analysis/verdicts/model_interval.hpp"
#include "counters/estimate/power_model.hpp"
#include "counters/tables/vcpu_power.hpp"
#include "tests/estimate/load_curve.hpp"
#include "tests/estimate/quantiles.hpp"

namespace greenbench::testing {

namespace {

constexpr double level = 0.95;

/// Runs of the published machine in one setting.
struct Setting {
  std::string name;
  std::vector<PublishedRun> runs;
};

Setting setting_in_file(const std::string& name, const std::string& file) {
  std::ifstream rows{GREENBENCH_ESTIMATE_DATA "/" + file};
  return {name, read_published_runs(rows, file)};
}

PowerModel model_of(const VcpuPower& row, double exponent) {
  PowerModel model;
  model.name = row.microarchitecture;
  model.idle_watts_per_cpu = row.idle_watts;
  model.full_watts_per_cpu = row.full_watts;
  model.load_exponent = exponent;
  return model;
}

std::vector<VcpuPower> rows_and_typical() {
  std::vector<VcpuPower> rows = vcpu_power_table();
  rows.push_back(typical_vcpu_power(vcpu_power_table()));
  return rows;
}

std::vector<PublishedPair> of_kind(const std::vector<PublishedPair>& pairs, PairKind kind) {
  std::vector<PublishedPair> chosen;
  std::ranges::copy_if(pairs, std::back_inserter(chosen), [&](const PublishedPair& pair) { return pair.kind == kind; });
  return chosen;
}

std::vector<double> errors_of(const std::vector<PublishedPair>& pairs) {
  std::vector<double> errors;
  for (const PublishedPair& pair : pairs) errors.push_back(pair.error());
  return errors;
}

/// The estimated ratio by another formula.
std::vector<PublishedPair> by_cost(std::vector<PublishedPair> pairs,
                                   const std::function<double(const PublishedRun&)>& cost) {
  for (PublishedPair& pair : pairs) pair.estimated = std::log(cost(*pair.first) / cost(*pair.second));
  return pairs;
}

void print_errors(const std::vector<PublishedRun>& runs) {
  const PowerModel typical = model_of(rows_and_typical().back(), fitted_load_exponent);
  const std::vector<PublishedPair> all = published_pairs(runs, typical);
  const auto by_time = by_cost(all, [](const PublishedRun& run) { return run.wall_seconds; });
  const auto by_cpu = by_cost(all, [](const PublishedRun& run) { return run.cpu_seconds; });
  fmt::print("### Energy ratios of two implementations\n\n");
  for (const PairKind kind : {PairKind::one_core, PairKind::parallel}) {
    fmt::print("{}, {} pairs:\n\n| predicted by | 50% | 80% | 90% | 95% | worst |\n|---|---|---|---|---|---|\n",
               kind == PairKind::one_core ? "Both on one core" : "Parallel code", of_kind(all, kind).size());
    fmt::print("| time alone | {} |\n", quantile_cells(errors_of(of_kind(by_time, kind))));
    fmt::print("| CPU time alone | {} |\n", quantile_cells(errors_of(of_kind(by_cpu, kind))));
    for (const VcpuPower& row : rows_and_typical()) {
      for (const double exponent : {1.0, fitted_load_exponent}) {
        const auto pairs = of_kind(published_pairs(runs, model_of(row, exponent)), kind);
        fmt::print("| {}, {} | {} |\n", row.microarchitecture, exponent == 1.0 ? "line" : "curve",
                   quantile_cells(errors_of(pairs)));
      }
    }
    fmt::print("\n");
  }
}

struct Band {
  double from;
  double to;
  const char* title;
};

/// "84% of 25": how many of the pairs whose predicted difference lies in the band have the predicted sign.
std::string right_signs(const std::vector<PublishedPair>& pairs, const Band& band) {
  int right = 0;
  int count = 0;
  for (const PublishedPair& pair : pairs) {
    const double difference = std::expm1(std::abs(pair.estimated));
    if (difference < band.from || difference >= band.to) continue;
    ++count;
    if (pair.estimated * pair.measured > 0.0) ++right;
  }
  return count > 0 ? fmt::format("{:.0f}% of {}", 100.0 * right / count, count) : "none";
}

void print_signs(const std::vector<PublishedRun>& runs) {
  constexpr std::array bands{Band{0.0, 0.02, "below 2%"},      Band{0.02, 0.05, "2 to 5%"},
                             Band{0.05, 0.1, "5 to 10%"},      Band{0.1, 0.25, "10 to 25%"},
                             Band{0.25, 0.5, "25 to 50%"},     Band{0.5, 1.0, "50 to 100%"},
                             Band{1.0, HUGE_VAL, "above 100%"}};
  const auto pairs = published_pairs(runs, model_of(rows_and_typical().back(), fitted_load_exponent));
  fmt::print(
      "### Right signs\n\nHow often the side that the estimate (typical server, curve) called cheaper was so, by the "
      "size of the predicted difference:\n\n| predicted difference | one core | parallel |\n|---|---|---|\n");
  for (const Band& band : bands) {
    fmt::print("| {} | {} | {} |\n", band.title, right_signs(of_kind(pairs, PairKind::one_core), band),
               right_signs(of_kind(pairs, PairKind::parallel), band));
  }
  fmt::print("\n");
}

Ratio exact_ratio(const PowerModel& model, const PublishedPair& pair) {
  const double value = estimated_joules(model, *pair.first) / estimated_joules(model, *pair.second);
  Ratio ratio;
  ratio.value = value;
  ratio.interval = Interval{value, value, level};
  ratio.equivalence_interval = ratio.interval;
  return ratio;
}

/// Every combination of the ends of its ranges, as the corners of a run's model are.
std::vector<PowerModel> corners_of(const PowerModel& model) {
  std::vector<PowerModel> corners;
  for (const double idle : {model.idle_watts_per_cpu.low, model.idle_watts_per_cpu.high}) {
    for (const double full : {model.full_watts_per_cpu.low, model.full_watts_per_cpu.high}) {
      if (full < idle) continue;
      corners.push_back(model);
      corners.back().idle_watts_per_cpu.value = idle;
      corners.back().full_watts_per_cpu.value = full;
    }
  }
  return corners;
}

/// Whether the interval that a report would print holds what was measured. The medians have no noise to speak of.
bool holds(const PowerModel& model, const std::vector<PowerModel>& corners, const PublishedPair& pair, double factor) {
  std::vector<Ratio> at_corners;
  for (const PowerModel& corner : corners) at_corners.push_back(exact_ratio(corner, pair));
  const Ratio wide = widened(exact_ratio(model, pair), std::span<const Ratio>{at_corners},
                             {.interval_factor = factor, .equivalence_factor = factor});
  const double measured = std::exp(pair.measured);
  return wide.interval->low <= measured && measured <= wide.interval->high;
}

/// The model's error without the program that is asked about.
double factor_without(const std::vector<PublishedPair>& pairs, const std::string& program) {
  std::vector<double> errors;
  for (const PublishedPair& pair : pairs) {
    if (pair.first->program != program) errors.push_back(pair.error());
  }
  return std::exp(error_quantile(std::move(errors), level));
}

struct Share {
  std::size_t held = 0;
  std::size_t count = 0;
  [[nodiscard]] std::string text() const {
    return count == 0 ? "none" : fmt::format("{:.1f}%", 100.0 * static_cast<double>(held) / static_cast<double>(count));
  }
};

/// `factor_of` gives the error factor for a pair.
template <class FactorOf>
Share held_share(const PowerModel& model, const std::vector<PublishedPair>& pairs, FactorOf factor_of) {
  const std::vector<PowerModel> corners = corners_of(model);
  Share share{.held = 0, .count = pairs.size()};
  for (const PublishedPair& pair : pairs) {
    if (holds(model, corners, pair, factor_of(pair))) ++share.held;
  }
  return share;
}

void print_coverage(const std::vector<PublishedRun>& runs) {
  fmt::print(
      "### What the intervals held\n\nShare of the pairs whose measured ratio lies in the {:.0f}% interval that a "
      "report "
      "would print. Left out: the error is taken from all other programs.\n\n| model | one core | left out | parallel "
      "| "
      "left out |\n|---|---|---|---|---|\n",
      level * 100.0);
  for (const VcpuPower& row : rows_and_typical()) {
    const PowerModel model = model_of(row, fitted_load_exponent);
    const auto all = published_pairs(runs, model);
    const ModelErrors errors = model_errors(model, level);
    std::string cells;
    for (const PairKind kind : {PairKind::one_core, PairKind::parallel}) {
      const auto pairs = of_kind(all, kind);
      const double factor = kind == PairKind::one_core ? errors.one_core.factor : errors.parallel.factor;
      const Share within = held_share(model, pairs, [&](const PublishedPair&) { return factor; });
      const Share left_out = held_share(
          model, pairs, [&](const PublishedPair& pair) { return factor_without(pairs, pair.first->program); });
      cells += fmt::format(" | {} | {}", within.text(), left_out.text());
    }
    fmt::print("| {}{} |\n", row.microarchitecture, cells);
  }
  fmt::print("\n");
}

void print_other_settings() {
  const std::array settings{setting_in_file("turbo off", "without_turbo.csv"),
                            setting_in_file("one core at 800 MHz", "one_core_800_mhz.csv")};
  fmt::print(
      "The same machine in other settings, with the error from the free clock (typical server, curve):\n\n"
      "| setting | pairs on one core | 95% within | held | parallel pairs | 95% within | held |\n"
      "|---|---|---|---|---|---|---|\n");
  const PowerModel model = model_of(rows_and_typical().back(), fitted_load_exponent);
  const ModelErrors errors = model_errors(model, level);
  for (const Setting& setting : settings) {
    std::string cells;
    const auto all = published_pairs(setting.runs, model);
    for (const PairKind kind : {PairKind::one_core, PairKind::parallel}) {
      const auto pairs = of_kind(all, kind);
      const double factor = kind == PairKind::one_core ? errors.one_core.factor : errors.parallel.factor;
      const std::string own =
          pairs.empty() ? "none" : fmt::format("{:.2f}x", std::exp(error_quantile(errors_of(pairs), level)));
      cells += fmt::format(" | {} | {} | {}", pairs.size(), own,
                           held_share(model, pairs, [&](const PublishedPair&) { return factor; }).text());
    }
    fmt::print("| {}{} |\n", setting.name, cells);
  }
  fmt::print("\n");
}

/// Model / measured of whole programs. The published machine is counted as all of its CPUs.
void print_joules(const std::vector<PublishedRun>& runs) {
  fmt::print(
      "### Joules themselves\n\nEstimated joules of whole programs divided by those measured. The estimate is of a "
      "whole server at the wall, the measurement of its packages and memory alone. All 128 hardware threads are "
      "counted.\n\n"
      "| model | 10% of programs below | median | 10% above |\n|---|---|---|---|\n");
  for (const VcpuPower& row : rows_and_typical()) {
    std::vector<double> quotients;
    const PowerModel model = model_of(row, fitted_load_exponent);
    for (const PublishedRun& run : runs) quotients.push_back(estimated_joules(model, run) / run.joules);
    std::ranges::sort(quotients);
    const auto at = [&](double share) {
      return quotients[static_cast<std::size_t>(share * static_cast<double>(quotients.size() - 1))];
    };
    fmt::print("| {} | {:.2f} | {:.2f} | {:.2f} |\n", row.microarchitecture, at(0.1), at(0.5), at(0.9));
  }
  fmt::print("\n");
}

void print_all() {
  const std::vector<PublishedRun> runs = published_runs();
  std::set<std::string> programs;
  for (const PublishedRun& run : runs) programs.insert(run.program);
  fmt::print("{} implementations of {} programs on one server with {} hardware threads.\n\n", runs.size(),
             programs.size(), published_cpus);
  print_errors(runs);
  print_signs(runs);
  print_coverage(runs);
  print_other_settings();
  print_joules(runs);
  fmt::print("### Power between idle and full load\n\n{}", load_curve_tables());
}

}  // namespace

}  // namespace greenbench::testing

int main() {
  greenbench::testing::print_all();
  return 0;
}
