#include "analysis/statistics/holm.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "analysis/statistics/signed_rank.hpp"
#include "tests/analysis/noise.hpp"

namespace greenbench {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Holm, MultipliesTheSmallestByTheSizeOfTheFamily) {
  // Sorted: 0.01 x 4, 0.015 x 3 = 0.045, 0.03 x 2 = 0.06, 0.04 x 1 but never below the one before.
  EXPECT_THAT(holm_adjusted(std::vector{0.04, 0.01, 0.03, 0.015}),
              ElementsAre(DoubleEq(0.06), DoubleEq(0.04), DoubleEq(0.06), DoubleEq(0.045)));
}

TEST(Holm, NeverExceedsOne) {
  EXPECT_THAT(holm_adjusted(std::vector{0.6, 0.7}), ElementsAre(DoubleEq(1.0), DoubleEq(1.0)));
}

TEST(Holm, LeavesASingleComparisonAlone) {
  EXPECT_THAT(holm_adjusted(std::vector{0.03}), ElementsAre(DoubleEq(0.03)));
  EXPECT_THAT(holm_adjusted({}), IsEmpty());
}

TEST(Holm, KeepsTheFamilyWiseErrorAtFivePercent) {
  constexpr int trials = 5000;  // standard error 0.3%
  Noise noise{17};
  int families_with_a_false_rejection = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> p_values;
    for (int comparison = 0; comparison < 5; ++comparison) {
      std::vector<double> log_ratios(12);
      std::ranges::generate(log_ratios, [&] { return noise.student_t3(); });
      p_values.push_back(SignedRank{log_ratios}.p_value());
    }
    const std::vector<double> adjusted = holm_adjusted(p_values);
    if (std::ranges::min(adjusted) <= 0.05) ++families_with_a_false_rejection;
  }
  EXPECT_LE(families_with_a_false_rejection, trials * 0.05);
  EXPECT_GE(families_with_a_false_rejection, trials * 0.02);  // not so strict that it could never reject
}

}  // namespace
}  // namespace greenbench
