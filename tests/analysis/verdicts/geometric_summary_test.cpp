#include "analysis/verdicts/geometric_summary.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analysis/analyse.hpp"
#include "tests/analysis/noise.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::ElementsAre;

const std::vector<double> six_rounds{0.70, 0.66, 0.75, 0.69, 0.72, 0.68};
const std::vector<double> four_rounds{0.10, 0.35, 0.20, 0.05};
const std::vector<double> five_rounds{-0.30, -0.28, -0.33, -0.31, -0.29};

void expect_near(const Estimate& estimate, double value, double low, double high) {
  EXPECT_NEAR(estimate.value, value, 1e-9);
  ASSERT_TRUE(estimate.interval);
  EXPECT_NEAR(estimate.interval->low, low, 1e-9);
  EXPECT_NEAR(estimate.interval->high, high, 1e-9);
}

/// Of two hotspots, m_1 + m_2 is the difference of the means of x and -y, and its interval is that of Welch's test:
/// exp(scipy.stats.ttest_ind(x, -y, equal_var=False).confidence_interval(level) / 2).
TEST(GeometricMean, OfTwoHotspotsHasTheIntervalOfScipysWelchTest) {
  expect_near(geometric_mean(std::vector{six_rounds, four_rounds}, 0.95), 1.548830298634133, 1.3971847883728883,
              1.7169348778558793);
  expect_near(geometric_mean(std::vector{six_rounds, four_rounds}, 0.90), 1.548830298634133, 1.433977550729075,
              1.6728820425029949);
}

/// numpy's means and variances, scipy.stats.t.ppf(0.975, 3.335515190992669).
TEST(GeometricMean, OfThreeHotspotsHasScipysInterval) {
  expect_near(geometric_mean(std::vector{six_rounds, four_rounds, five_rounds}, 0.95), 1.2104594520812995,
              1.1307285212071136, 1.2958124409639606);
}

/// exp(scipy.stats.t.interval(0.95, 5, loc=mean, scale=scipy.stats.sem(x)))
TEST(GeometricMean, OfOneHotspotHasStudentsInterval) {
  expect_near(geometric_mean(std::vector<std::vector<double>>{six_rounds}, 0.95), 2.013752707470476, 1.9480208943237853,
              2.081702500553697);
}

TEST(GeometricMean, GivesEachHotspotTheSameWeightHoweverManyRoundsItHas) {
  const std::vector<double> many(30, std::log(8.0));
  const std::vector<double> few(2, std::log(2.0));
  expect_near(geometric_mean(std::vector{many, few}, 0.95), 4.0, 4.0, 4.0);  // all rounds agree
}

TEST(GeometricMean, HasNoIntervalWhereAHotspotHasOneRound) {
  const Estimate estimate = geometric_mean(std::vector<std::vector<double>>{{0.0, 0.1}, {0.2}}, 0.95);
  EXPECT_FALSE(estimate.interval);
  EXPECT_NEAR(std::log(estimate.value), 0.125, 1e-12);
}

TEST(GeometricMean, OfNothingIsAnError) {
  EXPECT_THROW((void)geometric_mean({}, 0.95), std::invalid_argument);
  EXPECT_THROW((void)geometric_mean(std::vector<std::vector<double>>{{}}, 0.95), std::invalid_argument);
}

/// Hotspots whose rounds differ by 1 to 8%, with numbers of rounds of their own.
TEST(GeometricMean, CoversTheTrueMeanIn94To96Point5PercentOfSimulatedReports) {
  constexpr int trials = 20'000;  // standard error 0.15%
  const std::vector<std::pair<std::size_t, double>> hotspots{{10, 0.01}, {12, 0.04}, {20, 0.08}, {10, 0.03}};
  Noise noise{4711};
  for (const std::size_t count : {2U, 4U}) {
    int covered = 0;
    for (int trial = 0; trial < trials; ++trial) {
      std::vector<std::vector<double>> log_ratios;
      double truth = 0.0;
      for (std::size_t index = 0; index < count; ++index) {
        const double centre = 0.3 * static_cast<double>(index) - 0.4;
        truth += centre / static_cast<double>(count);
        std::vector<double> rounds(hotspots[index].first);
        std::ranges::generate(rounds, [&] { return centre + hotspots[index].second * noise.normal(); });
        log_ratios.push_back(std::move(rounds));
      }
      const Interval interval = *geometric_mean(log_ratios, 0.95).interval;
      covered += interval.low <= std::exp(truth) && std::exp(truth) <= interval.high ? 1 : 0;
    }
    EXPECT_GE(covered, trials * 0.94) << count;
    EXPECT_LE(covered, trials * 0.965) << count;
  }
}

void add_hotspot(Run& run, const std::string& id, const std::vector<std::string>& variants,
                 const std::vector<std::vector<Cost>>& blocks) {
  run.plan.hotspots.push_back(planned_hotspot(id, variants));
  run.hotspots.push_back(equal_rounds(8, blocks));
}

/// join: 2 times less time and 4 times less energy in the first hotspot, 8 times and 4 times in the second.
Run two_hotspots() {
  auto run = run_of(planned_hotspot("strings/build", {"python:concat", "python:join"}),
                    equal_rounds(8, {{{2.0, 16.0}, {1.0, 4.0}}}), Provenance::measured);
  add_hotspot(run, "strings/lines", {"python:loop", "python:join"}, {{{8.0, 16.0}, {1.0, 4.0}}});
  return run;
}

TEST(GeometricSummaries, AreOverTheHotspotsWithTheSameVariant) {
  auto run = two_hotspots();
  add_hotspot(run, "strings/other", {"python:loop", "python:map"}, {{{8.0, 16.0}, {1.0, 4.0}}});
  const Report report = analyse(run, {});
  ASSERT_EQ(report.summaries.size(), 1U);
  const GeometricSummary& summary = report.summaries[0];
  EXPECT_EQ(summary.variant.text(), "python:join");
  EXPECT_THAT(summary.hotspots, ElementsAre("strings/build", "strings/lines"));
  EXPECT_NEAR(summary.energy->value, 4.0, 1e-12);
  EXPECT_NEAR(summary.time.value, 4.0, 1e-12);
  EXPECT_NEAR(summary.power->value, 1.0, 1e-12);
  EXPECT_FALSE(summary.baseline);
}

TEST(GeometricSummaries, DoNotMixLanguages) {
  auto run = two_hotspots();
  run.plan.hotspots[1].variants[0].id.language = "cpp";
  run.plan.hotspots[1].variants[1].id.language = "cpp";
  EXPECT_TRUE(analyse(run, {}).summaries.empty());
}

TEST(GeometricSummaries, LeaveOutControls) {
  auto run = two_hotspots();
  run.plan.hotspots[1].id = "control/aa";
  EXPECT_TRUE(analyse(run, {}).summaries.empty());
}

TEST(GeometricSummaries, AreOverTheHotspotsInWhichAllThreeAreKnown) {
  auto run = two_hotspots();
  add_hotspot(run, "strings/other", {"python:loop", "python:join"}, {{{1.0, 16.0}, {1.0}}});
  const GeometricSummary summary = analyse(run, {}).summaries.at(0);
  EXPECT_THAT(summary.hotspots, ElementsAre("strings/build", "strings/lines"));
  EXPECT_NEAR(summary.time.value, 4.0, 1e-12);
}

TEST(GeometricSummaries, AreOfTimeAloneWhereJoulesAreNotKnownTwice) {
  auto run = two_hotspots();
  run.hotspots[0].rounds[3].samples[1].energy_total_joules.reset();
  const GeometricSummary summary = analyse(run, {}).summaries.at(0);
  EXPECT_FALSE(summary.energy);
  EXPECT_FALSE(summary.power);
  EXPECT_THAT(summary.hotspots, ElementsAre("strings/build", "strings/lines"));
  EXPECT_NEAR(summary.time.value, 4.0, 1e-12);
}

TEST(GeometricSummaries, HaveEnergyThatIsTimeTimesPower) {
  Noise noise{3};
  auto run = two_hotspots();
  for (HotspotRun& hotspot : run.hotspots) {
    for (RoundRecord& round : hotspot.rounds) {
      std::vector<std::vector<Cost>> blocks;
      const auto draw = [&] { return std::exp(0.2 * noise.student_t3()); };
      for (int block = 0; block < 15; ++block) blocks.push_back({{draw(), draw()}, {draw(), draw()}});
      round = round_of(round.index, blocks);
    }
  }
  const GeometricSummary summary = analyse(run, {}).summaries.at(0);
  EXPECT_NEAR(summary.energy->value, summary.time.value * summary.power->value, 1e-12);
}

TEST(GeometricSummaries, KeepAChosenBaselineApartFromALanguagesOwn) {
  const Report report = analyse(two_hotspots(), {.baseline = VariantId{"python", "concat"}});
  EXPECT_TRUE(report.summaries.empty()) << "join against concat here and against loop there are two questions";
  auto run = two_hotspots();
  run.plan.hotspots[1].variants[0].id.name = "concat";
  const Report both = analyse(run, {.baseline = VariantId{"python", "concat"}});
  ASSERT_EQ(both.summaries.size(), 1U);
  EXPECT_EQ(both.summaries[0].baseline->text(), "python:concat");
}

}  // namespace
}  // namespace greenbench
