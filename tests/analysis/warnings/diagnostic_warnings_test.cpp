#include "analysis/warnings/diagnostic_warnings.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

/// One hotspot, one comparison of twelve rounds that is good to 1%, and nothing conspicuous.
Report calm_report() {
  Report report;
  report.provenance = Provenance::measured;
  HotspotReport hotspot;
  hotspot.plan = planned_hotspot("strings/build", {"python:concat", "python:join"});
  Comparison comparison;
  comparison.variant = hotspot.plan.variants[1].id;
  comparison.energy = Ratio{};
  comparison.energy->interval = Interval{0.99, 1.01, 0.95};
  comparison.diagnostics = Diagnostics{.metric = Metric::energy};
  comparison.diagnostics->autocorrelation = Autocorrelation{.value = 0.0, .p_value = 0.5};
  comparison.diagnostics->variance = VarianceParts{.within_deviation = 0.03};
  hotspot.comparisons = {comparison};
  hotspot.position_effect = PositionEffect{.metric = Metric::energy};
  report.hotspots = {hotspot};
  return report;
}

std::vector<Warning> diagnostic_warnings_of(const Report& report) {
  return diagnostic_warnings(report, report.hotspots[0], count_tests(report));
}

Diagnostics& diagnostics_in(Report& report) {
  return *report.hotspots[0].comparisons[0].diagnostics;
}

auto diagnostic_warning(const std::string& code, const std::string& part) {
  return AllOf(Field(&Warning::code, code), Field(&Warning::text, HasSubstr(part)),
               Field(&Warning::hotspot, "strings/build"));
}

TEST(DiagnosticWarning, DoesNotComeForACalmReport) {
  EXPECT_THAT(diagnostic_warnings_of(calm_report()), IsEmpty());
  Report bare = calm_report();
  bare.hotspots[0].comparisons[0].diagnostics.reset();
  bare.hotspots[0].position_effect.reset();
  EXPECT_THAT(diagnostic_warnings_of(bare), IsEmpty());
}

TEST(DiagnosticWarning, OfAutocorrelationNeedsSizeCertaintyAndScatterThatMatters) {
  Report report = calm_report();
  diagnostics_in(report).autocorrelation = Autocorrelation{.value = 0.5, .p_value = 0.004};
  EXPECT_THAT(diagnostic_warnings_of(report),
              ElementsAre(diagnostic_warning("autocorrelated_blocks", "0.50 for python:join")));
  diagnostics_in(report).autocorrelation->p_value = 0.006;  // one test: 0.005 is the limit
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());
  diagnostics_in(report).autocorrelation = Autocorrelation{.value = 0.3, .p_value = 1e-9};
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());
  diagnostics_in(report).autocorrelation->value = -0.9;  // neighbours that differ only make the interval narrower
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());
  diagnostics_in(report).autocorrelation->value = 0.5;
  diagnostics_in(report).variance->within_deviation = 0.013;  // 0.5^0.5 x 0.013 = 0.0092, half the margin is 0.0099
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());
}

TEST(DiagnosticWarning, OfATrendNeedsMoreThanTheMargin) {
  Report report = calm_report();
  diagnostics_in(report).trend = {.change = std::log(0.95), .p_value = 0.001};
  EXPECT_THAT(diagnostic_warnings_of(report), ElementsAre(diagnostic_warning("trend", "python:join moved by -5.0%")));
  diagnostics_in(report).trend.change = std::log(1.019);
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());
  report.settings.margin = 0.01;
  EXPECT_THAT(diagnostic_warnings_of(report), ElementsAre(diagnostic_warning("trend", "+1.9%")));
}

TEST(DiagnosticWarning, SharesTheChanceOfAFalseAlarmOutOverTheComparisons) {
  Report report = calm_report();
  diagnostics_in(report).trend = {.change = 0.05, .p_value = 0.002};
  const Comparison calm = calm_report().hotspots[0].comparisons[0];
  report.hotspots[0].comparisons.push_back(calm);
  EXPECT_THAT(diagnostic_warnings_of(report), ElementsAre(diagnostic_warning("trend", "+5.1%")));  // 0.005 / 2
  report.hotspots[0].comparisons.push_back(calm);
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());  // 0.005 / 3
}

TEST(DiagnosticWarning, OfAPositionNamesTheFirstOrTheWorst) {
  Report report = calm_report();
  PositionEffect& effect = *report.hotspots[0].position_effect;
  effect.first = std::log(1.03);
  effect.first_p_value = 1.0 / 512.0;
  EXPECT_THAT(diagnostic_warnings_of(report),
              ElementsAre(diagnostic_warning("position_effect", "energy: +3.0% for first repetitions")));
  EXPECT_THAT(diagnostic_warnings_of(report)[0].remedy, HasSubstr("--min-region 50ms"));
  effect = {.metric = Metric::time, .position = 3, .largest = std::log(0.9), .largest_p_value = 0.001};
  EXPECT_THAT(diagnostic_warnings_of(report),
              ElementsAre(diagnostic_warning("position_effect", "time: -10.0% for repetitions at place 4")));
  effect.largest_p_value = 0.01;
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());
}

TEST(DiagnosticWarning, OfAPositionComesFromTenRoundsThatAgreeHoweverManyHotspots) {
  Report report = calm_report();
  report.hotspots[0].position_effect->first = 0.03;
  report.hotspots[0].position_effect->first_p_value = 1.0 / 512.0;
  for (int more = 0; more < 20; ++more) report.hotspots.push_back(calm_report().hotspots[0]);
  EXPECT_THAT(diagnostic_warnings_of(report), ElementsAre(diagnostic_warning("position_effect", "+3.0%")));
}

TEST(DiagnosticWarning, AsksForMoreRoundsOnlyWhereThePrecisionWasMissed) {
  Report report = calm_report();
  diagnostics_in(report).variance->centre_share = 0.9;
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());
  report.hotspots[0].comparisons[0].energy->interval = Interval{0.96, 1.04, 0.95};
  EXPECT_THAT(diagnostic_warnings_of(report), ElementsAre(diagnostic_warning("round_variance", "90% of the variance")));
  EXPECT_THAT(diagnostic_warnings_of(report)[0].remedy, HasSubstr("Measure more rounds"));
  diagnostics_in(report).variance->centre_share = 0.8;  // longer rounds would narrow the interval by a tenth
  EXPECT_THAT(diagnostic_warnings_of(report), IsEmpty());
}

}  // namespace
}  // namespace greenbench
