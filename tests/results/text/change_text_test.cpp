#include "results/text/change_text.hpp"

#include <gtest/gtest.h>

#include "results/text/compare_captions.hpp"
#include "tests/results/comparison_example.hpp"

namespace greenbench {
namespace {

RunRatio ratio_of(double value, double low, double high) {
  RunRatio ratio;
  ratio.value = value;
  ratio.interval = Interval{low, high, 0.95};
  return ratio;
}

TEST(ChangeText, SaysInWordsWhichRunNeedsMore) {
  EXPECT_EQ(change_factor_text(1.08, ""), "1.08x cheaper");
  EXPECT_EQ(change_factor_text(0.5, "~"), "~2.00x dearer");
  EXPECT_EQ(change_factor_text(1.001, ""), "1.00x");
  EXPECT_EQ(change_factor_text(0.999, ""), "1.00x");
}

TEST(ChangeText, TurnsTheIntervalWithTheFactor) {
  EXPECT_EQ(change_text(ratio_of(2.0, 1.6, 2.5), ChangeVerdict::cheaper, ""), "2.00x cheaper (1.60 to 2.50)");
  EXPECT_EQ(change_text(ratio_of(0.5, 0.4, 0.625), ChangeVerdict::dearer, ""), "2.00x dearer (1.60 to 2.50)");
  EXPECT_EQ(change_text(ratio_of(1.001, 0.999, 1.003), ChangeVerdict::equivalent, ""), "same (0.999 to 1.003)");
}

TEST(ChangeText, ShowsTheModelsRangeWhereThereIsOne) {
  RunRatio ratio = ratio_of(2.0, 1.6, 2.5);
  ratio.model_interval = Interval{1.25, 4.0, 0.95};
  EXPECT_EQ(change_text(ratio, ChangeVerdict::cheaper, "~"), "~2.00x cheaper (~1.25 to ~4.00)");
}

TEST(ChangeText, WithoutAnIntervalSaysSo) {
  EXPECT_EQ(change_text(2.0, std::nullopt, ""), "2.00x cheaper (no interval)");
}

TEST(ChangeText, OfAFieldNamesBothSides) {
  EXPECT_EQ(change_text(FieldChange{"turbo", std::nullopt, "off"}), "turbo: unknown -> off");
}

TEST(GateSentence, IsOneLineWithTheFirstFinding) {
  RunComparison comparison = testing::measured_comparison();
  EXPECT_EQ(gate_sentence(comparison),
            "gate failed: more than 5% dearer: strings/build, python:join: energy 1.24x dearer (1.23 to 1.26)");
  comparison.gate->regressions.clear();
  comparison.gate->outcome = GateOutcome::undecided;
  EXPECT_EQ(gate_sentence(comparison),
            "gate undecided: cannot tell whether more than 5% dearer: strings/build, python:buffer: energy 1.03x "
            "dearer (0.991 to 1.07), known to ±4%, ±1.2% needed (about 11 times the rounds in both runs); and 1 more");
  comparison.gate->open.clear();
  comparison.gate->outcome = GateOutcome::passed;
  EXPECT_EQ(gate_sentence(comparison), "gate passed: none of 5 comparisons is more than 5% dearer");
}

}  // namespace
}  // namespace greenbench
