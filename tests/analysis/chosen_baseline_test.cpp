// A report whose settings name a baseline: what changes with it, and what does not.
#include <gmock/gmock.h>

#include "analysis/analyse.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

const AnalysisSettings against_concat{.baseline = VariantId{"python", "concat"}};

/// concat 8 s, join 4 s; ostringstream 2 s, append 1 s. The second hotspot has no concat.
Run both_languages() {
  Run run =
      run_of(planned_hotspot("strings/build", {"python:concat", "python:join", "cpp:ostringstream", "cpp:append"}),
             equal_rounds(12, {{{8.0, 80.0}, {4.0, 20.0}, {2.0, 10.0}, {1.0, 4.0}}}), Provenance::measured);
  run.plan.hotspots.push_back(planned_hotspot("strings/lines", {"python:loop", "python:map"}));
  run.hotspots.push_back(equal_rounds(12, {{{2.0, 12.0}, {1.0, 4.0}}}));
  return run;
}

std::vector<std::string> pairs_of(const HotspotReport& hotspot) {
  std::vector<std::string> pairs;
  for (const Comparison& comparison : hotspot.comparisons) {
    pairs.push_back(comparison.baseline.text() + " / " + comparison.variant.text());
  }
  return pairs;
}

std::vector<std::string> baselines_of(const HotspotReport& hotspot) {
  std::vector<std::string> baselines;
  for (const VariantSummary& summary : hotspot.variants) {
    if (summary.baseline) baselines.push_back(summary.id.text());
  }
  return baselines;
}

TEST(ChosenBaseline, IsThatOfEveryOtherVariantAcrossLanguages) {
  const HotspotReport hotspot = analyse(both_languages(), against_concat).hotspots[0];
  EXPECT_THAT(pairs_of(hotspot), ElementsAre("python:concat / python:join", "python:concat / cpp:ostringstream",
                                             "python:concat / cpp:append"));
  EXPECT_THAT(baselines_of(hotspot), ElementsAre("python:concat"));
  EXPECT_NEAR(hotspot.comparisons[2].time.value, 8.0, 1e-12);
  EXPECT_NEAR(hotspot.comparisons[2].energy->value, 20.0, 1e-12);
}

TEST(ChosenBaseline, MayBeAVariantThatThePlanComparesWithAnother) {
  const HotspotReport hotspot = analyse(both_languages(), {.baseline = VariantId{"cpp", "append"}}).hotspots[0];
  EXPECT_THAT(pairs_of(hotspot),
              ElementsAre("cpp:append / python:concat", "cpp:append / python:join", "cpp:append / cpp:ostringstream"));
  EXPECT_EQ(hotspot.comparisons[0].energy_verdict, Verdict::costs);
  EXPECT_NEAR(hotspot.comparisons[0].time.value, 1.0 / 8.0, 1e-12);
}

TEST(ChosenBaseline, LeavesAHotspotWithoutItAsItWas) {
  const Report report = analyse(both_languages(), against_concat);
  EXPECT_THAT(pairs_of(report.hotspots[1]), ElementsAre("python:loop / python:map"));
  EXPECT_THAT(baselines_of(report.hotspots[1]), ElementsAre("python:loop"));
}

TEST(ChosenBaseline, MakesAnotherFamilyForHolm) {
  const Report own = analyse(both_languages(), {});
  const Report chosen = analyse(both_languages(), against_concat);
  EXPECT_EQ(own.comparisons, 3U);
  EXPECT_EQ(chosen.comparisons, 4U);
  const double p_value = 2.0 / 4096.0;
  EXPECT_DOUBLE_EQ(own.hotspots[0].comparisons[0].energy->p_adjusted, 3.0 * 3.0 * p_value);
  EXPECT_DOUBLE_EQ(chosen.hotspots[0].comparisons[0].energy->p_adjusted, 3.0 * 4.0 * p_value);
}

TEST(ChosenBaseline, IsPartOfTheSettingsAndLeavesThePlanAlone) {
  const Report report = analyse(both_languages(), against_concat);
  EXPECT_EQ(report.settings.baseline->text(), "python:concat");
  EXPECT_TRUE(report.run.plan.hotspots[0].variants[2].baseline);
  EXPECT_TRUE(report.hotspots[0].plan.variants[2].baseline);
}

TEST(ChosenBaseline, ThatNoHotspotHasChangesNothing) {
  const Report report = analyse(both_languages(), {.baseline = VariantId{"python", "nowhere"}});
  EXPECT_THAT(pairs_of(report.hotspots[0]),
              ElementsAre("python:concat / python:join", "cpp:ostringstream / cpp:append"));
}

TEST(ChosenBaseline, IsMeasuredByItsOwnPrecision) {
  // Each language's rounds agree with each other; between the languages they differ by a factor of 2 either way.
  auto run = both_languages();
  run.plan.hotspots.pop_back();
  run.hotspots.pop_back();
  for (RoundRecord& round : run.hotspots[0].rounds) {
    for (Sample& sample : round.samples) {
      if (sample.variant >= 2) {
        sample.wall_seconds *= round.index % 2 == 0 ? 2.0 : 1.0;
        *sample.energy_total_joules *= round.index % 2 == 0 ? 2.0 : 1.0;
      }
    }
  }
  EXPECT_THAT(analyse(run, {}).warnings, IsEmpty());
  EXPECT_THAT(analyse(run, against_concat).warnings,
              Contains(AllOf(Field(&Warning::code, "precision_not_reached"),
                             Field(&Warning::remedy, HasSubstr("the plan's own baselines decide when to stop")))));
}

}  // namespace
}  // namespace greenbench
