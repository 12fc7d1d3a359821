#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/statistics/holm.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "analysis/verdicts/family.hpp"
#include "analysis/verdicts/ratio.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "tests/analysis/noise.hpp"
#include "tests/simulation/sections.hpp"

namespace greenbench {

namespace {

constexpr std::size_t workers = 15;

struct Family {
  std::size_t comparisons = 5;
  std::size_t real = 0;  ///< the first ones truly differ by 10%
};
constexpr std::array families{Family{5, 0}, Family{5, 2}, Family{10, 0}, Family{10, 5}};

/// Log-ratios of every comparison, with a baseline that all of them share: their correlation is one half.
std::vector<std::vector<double>> draw_log_ratios(const Family& family, Noise& noise) {
  std::vector<std::vector<double>> values(family.comparisons, std::vector<double>(workers));
  for (std::size_t worker = 0; worker < workers; ++worker) {
    const double baseline = 0.03 * noise.normal();
    for (std::size_t index = 0; index < family.comparisons; ++index) {
      const double effect = index < family.real ? std::log(1.1) : 0.0;
      values[index][worker] = effect + baseline - 0.03 * noise.normal();
    }
  }
  return values;
}

/// Trials in which any comparison of equal variants was rejected.
Share false_rejections(const Family& family, std::uint32_t trials) {
  Noise noise{17};
  Share share;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    std::vector<double> p_values;
    for (const auto& log_ratios : draw_log_ratios(family, noise)) p_values.push_back(SignedRank{log_ratios}.p_value());
    const std::vector<double> adjusted = holm_adjusted(p_values);
    const auto first_null = adjusted.begin() + static_cast<std::ptrdiff_t>(family.real);
    share.add(std::any_of(first_null, adjusted.end(), [](double p) { return p <= 0.05; }));
  }
  return share;
}

struct Seen {
  Share by_test;
  Share by_verdict;
};

/// A single comparison of 15 workers in a run that might have stopped on width.
Seen seen(double difference, std::uint32_t trials) {
  Noise noise{5};
  Seen seen;
  FamilySettings settings;
  settings.stopping_price = stopping_price(Limits{});
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    std::vector<double> log_ratios(workers);
    std::ranges::generate(log_ratios, [&] { return std::log1p(difference) + 0.03 * noise.normal(); });
    Comparison comparison;
    comparison.workers = workers;
    comparison.energy = ratio_from(log_ratios, 0.95);
    std::array open{OpenComparison{&comparison, {}, false}};
    (void)settle(open, settings);
    seen.by_test.add(comparison.energy->p_value <= 0.05);
    seen.by_verdict.add(comparison.energy_verdict == Verdict::saves);
  }
  return seen;
}

void add_families(Section& section, std::uint32_t trials) {
  std::vector<Cells> rows;
  for (const Family& family : families) {
    const Share share = false_rejections(family, trials);
    const std::string name = fmt::format("{} comparisons, {} of them of equal variants", family.comparisons,
                                         family.comparisons - family.real);
    rows.push_back({name, percent(share)});
    section.limits.push_back({"Holm's family-wise error at most 5%: " + name, is_at_most(share, 0.05)});
  }
  section.markdown += "### Many comparisons\n\n";
  section.markdown +=
      wrapped(fmt::format(
          R"(How often Holm's adjustment alone lets at least one false difference of a family through at 5%. {} families per
row, 15 workers, all variants compared with one baseline. Read: at most 5% is right. Monte-Carlo error: ±{}.)",
          trials, percent(monte_carlo_error(0.05, trials)))) +
      "\n\n";
  section.markdown += markdown_table({"family", "any false difference"}, rows);
}

void add_power(Section& section, std::uint32_t trials) {
  std::vector<Cells> rows;
  for (const double difference : {0.01, 0.02, 0.03, 0.04, 0.05}) {
    const Seen found = seen(difference, trials);
    rows.push_back({percent(difference, 0), percent(found.by_test), percent(found.by_verdict)});
    if (difference != 0.03) continue;
    section.limits.push_back({"power at least 80%: 3% seen by the test", is_at_least(found.by_test, 0.8)});
    section.limits.push_back({"power at least 80%: 3% called a saving", is_at_least(found.by_verdict, 0.8)});
  }
  section.markdown += "\n### How small a difference is seen\n\n";
  section.markdown +=
      wrapped(fmt::format(
          R"(How often a true difference is seen by 15 workers whose log-ratios vary by 3%, one comparison, {} runs per row:
by the test alone at 5%, and as the verdict `saves`, which asks for twice the evidence (see *When it stops*) and
gives way to `equivalent` within ±2%. Required: 80% at a difference of 3%. Monte-Carlo error: ±{} or less.)",
          trials, percent(monte_carlo_error(0.5, trials)))) +
      "\n\n";
  section.markdown += markdown_table({"true difference", "interval excludes 1", "verdict `saves`"}, rows);
}

}  // namespace

Section simulate_families(Effort effort) {
  Section section;
  add_families(section, 4 * effort.trials);
  add_power(section, effort.trials);
  return section;
}

}  // namespace greenbench
