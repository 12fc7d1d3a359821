#include "harness/controller/progress.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

/// Hotspots of which each had so many rounds of one second.
greenbench::Run run_of_seconds(const std::vector<std::size_t>& rounds) {
  greenbench::Run run;
  for (const std::size_t count : rounds) {
    run.plan.hotspots.emplace_back();
    run.hotspots.emplace_back();
    run.hotspots.back().rounds.resize(count);
    for (RoundRecord& round : run.hotspots.back().rounds) round.wall_seconds = 1.0;
  }
  return run;
}

StopRule rule_of(double time_limit, std::uint32_t max_rounds) {
  StopRule rule;
  rule.limits.time_limit_seconds = time_limit;
  rule.limits.max_rounds = max_rounds;
  rule.limits.round_seconds = 1.0;
  return rule;
}

TEST(SecondsLeft, AreTheTimeLimitsAndTheRoundsThatPassThem) {
  const double untouched = 60.0 + 1.3;
  EXPECT_DOUBLE_EQ(most_seconds_left(rule_of(60.0, 80), run_of_seconds({0, 10})), untouched + 51.0);
}

TEST(SecondsLeft, AreFewerWhereTheRoundsRunOut) {
  EXPECT_DOUBLE_EQ(most_seconds_left(rule_of(60.0, 8), run_of_seconds({10})), 6.0) << "16 rounds may be started";
}

TEST(SecondsLeft, AreNoneOfWhatHasStopped) {
  greenbench::Run run = run_of_seconds({3, 80});
  run.hotspots[0].stop = StopReason::precision_reached;
  EXPECT_DOUBLE_EQ(most_seconds_left(rule_of(60.0, 80), run), 1.0) << "past its limit, but its round goes on";
}

TEST(RoundedUpTime, NeverPromisesLess) {
  EXPECT_EQ(rounded_up_time(0.0), "0 s");
  EXPECT_EQ(rounded_up_time(12.1), "13 s");
  EXPECT_EQ(rounded_up_time(90.0), "90 s");
  EXPECT_EQ(rounded_up_time(121.0), "3 min");
  EXPECT_EQ(rounded_up_time(5401.0), "2 h");
}

const ProgressParts parts{.hotspot = "strings/build",
                          .round = "round 12, block 3",
                          .ratio = "python:join: 1.03x less (1.01 to 1.05) J",
                          .left = "at most 40 s left"};

TEST(ProgressLine, HasAllPartsWhereTheyFit) {
  EXPECT_EQ(progress_line(parts, 100),
            "strings/build  round 12, block 3  python:join: 1.03x less (1.01 to 1.05) J  at most 40 s left");
}

TEST(ProgressLine, LosesTheRoundFirstAndNeverLeavesItsWidth) {
  EXPECT_EQ(progress_line(parts, 79), "strings/build  python:join: 1.03x less (1.01 to 1.05) J  at most 40 s left");
  EXPECT_EQ(progress_line(parts, 60), "python:join: 1.03x less (1.01 to 1.05) J  at most 40 s left");
  EXPECT_EQ(progress_line(parts, 20), "at most 40 s left");
  EXPECT_EQ(progress_line(parts, 5), "");
}

TEST(ProgressLine, LeavesOutWhatIsNotKnownYet) {
  EXPECT_EQ(
      progress_line({.hotspot = "a/b", .round = "round 1, block 0", .ratio = {}, .left = "at most 61 s left"}, 79),
      "a/b  round 1, block 0  at most 61 s left");
}

}  // namespace
}  // namespace greenbench
