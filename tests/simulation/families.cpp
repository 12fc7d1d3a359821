#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/verdicts/family.hpp"
#include "analysis/verdicts/ratio.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "tests/simulation/adaptive_run.hpp"
#include "tests/simulation/sections.hpp"
#include "tests/simulation/world.hpp"

namespace greenbench {

namespace {

constexpr std::size_t comparisons_of_family = 18;

struct Family {
  std::string_view name;
  Shape shape = Shape::normal;
  std::size_t real = 0;  ///< the first ones truly differ by 10%
};
constexpr std::array families{
    Family{"normal"},
    Family{"heavy tails (t3)", Shape::student_t3},
    Family{"skewed (exponential)", Shape::skewed},
    Family{"5% outliers, ten times as far out", Shape::outliers},
    Family{"two memory layouts", Shape::two_modes},
    Family{"three memory layouts", Shape::three_modes},
    Family{"normal, 9 of the 18 truly differ by 10%", Shape::normal, 9},
};

/// d of every round and comparison, deviation 4%, with a baseline that all of them share: their correlation is one
/// half. Equal variants have equal noise, so that their d is symmetric whatever the shape.
AdaptiveRun drawn_family(const Family& family, std::uint32_t rounds, Noise& noise) {
  AdaptiveRun run;
  run.centres.assign(comparisons_of_family, std::vector<double>(rounds));
  run.blocks.assign(rounds, 1);
  const auto effect = [&] { return 0.04 / std::sqrt(2.0) * round_effect(family.shape, noise); };
  for (std::uint32_t round = 0; round < rounds; ++round) {
    const double baseline = effect();
    for (std::size_t index = 0; index < comparisons_of_family; ++index) {
      run.centres[index][round] = (index < family.real ? std::log(1.1) : 0.0) + baseline - effect();
    }
  }
  return run;
}

/// Whether any comparison of equal variants was called different.
bool any_false_verdict(const Family& family, const AdaptiveRun& run, const Limits& limits) {
  const std::vector<Comparison> comparisons = judged(std::span{&run, 1}, limits);
  const auto first_null = comparisons.begin() + static_cast<std::ptrdiff_t>(family.real);
  return std::any_of(first_null, comparisons.end(), [](const Comparison& each) {
    return each.time_verdict == Verdict::saves || each.time_verdict == Verdict::costs;
  });
}

Share false_verdicts_of_fixed(const Family& family, std::uint32_t rounds, std::uint32_t trials) {
  const Limits fixed{.min_rounds = rounds, .max_rounds = rounds};
  Noise noise{17};
  Share share;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    share.add(any_false_verdict(family, drawn_family(family, rounds, noise), fixed));
  }
  return share;
}

/// With the stop rule of a run, and the price it has.
Share false_verdicts_after_stopping(const Family& family, std::uint32_t trials) {
  const Limits limits;
  Noise noise{18};
  Share share;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    AdaptiveRun run = drawn_family(family, limits.max_rounds, noise);
    for (std::vector<double>& centres : run.centres) centres.resize(rounds_until_precise(centres, limits));
    share.add(any_false_verdict(family, run, limits));
  }
  return share;
}

void add_families(Section& section, std::uint32_t trials) {
  std::vector<Cells> rows;
  const auto add_limit = [&](const Family& family, std::string_view rounds, Share share) {
    section.limits.push_back(
        {fmt::format("family-wise error at most 5%: {}, {} rounds", family.name, rounds), is_at_most(share, 0.05)});
    return percent(share);
  };
  for (const Family& family : families) {
    rows.push_back({std::string{family.name}, add_limit(family, "6", false_verdicts_of_fixed(family, 6, trials)),
                    add_limit(family, "15", false_verdicts_of_fixed(family, 15, trials)),
                    add_limit(family, "6 to 40", false_verdicts_after_stopping(family, trials))});
  }
  section.markdown += "### Many comparisons\n\n";
  section.markdown +=
      wrapped(fmt::format(
          R"(How often a report of 18 variants compared with one shared baseline calls at least one of the equal ones
`saves` or `costs`: with a fixed number of rounds, and with 6 to 80 rounds until every ratio is precise, every p-value
tripled. Rounds differ by 4%, one value per round. {} reports per cell. Read: at most 5% is right. Monte-Carlo error:
±{}.)",
          trials, percent(monte_carlo_error(0.05, trials)))) +
      "\n\n";
  section.markdown += markdown_table({"noise", "6 rounds", "15 rounds", "6 to 80 rounds"}, rows);
}

struct Seen {
  Share by_interval;
  Share by_verdict;
};

struct Effect {
  double difference = 0.0;  ///< the baseline needs so much more
  double deviation = 0.03;  ///< of rounds
  std::size_t rounds = 15;
  std::size_t comparisons = 1;
};

/// One comparison in a run that might have stopped on width. Others of its family have p = 1, as those without joules.
Seen seen(const Effect& effect, std::uint32_t trials) {
  Noise noise{5};
  Seen seen;
  const Confidence confidence = confidence_of(0.95, Limits{});
  FamilySettings settings;
  settings.stopping_price = stopping_price(Limits{});
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    std::vector<double> log_ratios(effect.rounds);
    std::ranges::generate(log_ratios,
                          [&] { return std::log1p(effect.difference) + effect.deviation * noise.normal(); });
    std::vector<Comparison> comparisons(effect.comparisons);
    comparisons.front().energy = ratio_from(log_ratios, confidence);
    std::vector<OpenComparison> open;
    for (Comparison& comparison : comparisons) open.push_back({&comparison, {}, false});
    (void)settle(open, settings);
    const Interval& interval = *comparisons.front().energy->interval;
    seen.by_interval.add(interval.low > 1.0 || interval.high < 1.0);
    seen.by_verdict.add(comparisons.front().energy_verdict == Verdict::saves);
  }
  return seen;
}

void add_power(Section& section, std::uint32_t trials) {
  std::vector<Cells> rows;
  for (const double difference : {0.01, 0.02, 0.03, 0.04, 0.05}) {
    const Seen found = seen({.difference = difference}, trials);
    rows.push_back({percent(difference, 0), percent(found.by_interval), percent(found.by_verdict)});
    if (difference != 0.03) continue;
    section.limits.push_back({"power at least 80%: 3% seen by the interval", is_at_least(found.by_interval, 0.8)});
    section.limits.push_back({"power at least 80%: 3% called a saving", is_at_least(found.by_verdict, 0.8)});
  }
  section.markdown += "\n### How small a difference is seen\n\n";
  section.markdown +=
      wrapped(fmt::format(
          R"(How often a true difference is seen by 15 rounds whose log-ratios vary by 3%, one comparison, {} runs per row:
by the interval alone, and as the verdict `saves`, which asks for a p-value of 1.7% as well (see *When it stops*) and
gives way to `equivalent` within ±2%. Required: 80% at a difference of 3%. Monte-Carlo error: ±{} or less.)",
          trials, percent(monte_carlo_error(0.5, trials)))) +
      "\n\n";
  section.markdown += markdown_table({"true difference", "interval excludes 1", "verdict `saves`"}, rows);
}

void add_power_among_many(Section& section, std::uint32_t trials) {
  std::vector<Cells> rows;
  for (const std::size_t rounds : {6U, 8U, 10U, 15U}) {
    Cells row{std::to_string(rounds)};
    for (const double difference : {0.1, 0.3, 0.7}) {
      const Seen found = seen({difference, 0.04, rounds, comparisons_of_family}, trials);
      row.push_back(percent(found.by_verdict));
      if (rounds != 6 || difference < 0.3) continue;
      section.limits.push_back(
          {fmt::format("power at least 80%: six rounds, {} among 18 comparisons", percent(difference, 0)),
           is_at_least(found.by_verdict, 0.8)});
    }
    rows.push_back(std::move(row));
  }
  section.markdown +=
      "\n" +
      wrapped(
          "The same as one of 18 comparisons, p-values tripled, of rounds that vary by 4%. No number of rounds is "
          "too small for it, as long as the interval exists.") +
      "\n\n";
  section.markdown += markdown_table({"rounds", "`saves` at 10%", "30%", "70%"}, rows);
}

}  // namespace

Section simulate_families(Effort effort) {
  Section section;
  add_families(section, effort.trials);
  add_power(section, effort.trials);
  add_power_among_many(section, effort.trials);
  return section;
}

}  // namespace greenbench
