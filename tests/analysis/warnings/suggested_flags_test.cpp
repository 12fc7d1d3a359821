#include "analysis/warnings/suggested_flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

HotspotReport measured(std::uint32_t rounds, double wall_seconds) {
  HotspotReport report;
  report.rounds = rounds;
  report.wall_seconds = wall_seconds;
  return report;
}

Limits limits(double seconds, std::uint32_t max_rounds) {
  Limits made;
  made.time_limit_seconds = seconds;
  made.max_rounds = max_rounds;
  return made;
}

TEST(SuggestedFlags, RaiseTheTimeLimitWhereThatStopsFirst) {
  EXPECT_THAT(flags_to_measure_more(measured(10, 60.0), limits(60.0, 80), 4.0),
              ElementsAre(SuggestedFlag{"--time-limit", "270s", 270.0}))
      << "60 s x 4 and a tenth";
}

TEST(SuggestedFlags, RaiseTheRoundsWhereTheyStopFirst) {
  EXPECT_THAT(flags_to_measure_more(measured(80, 20.0), limits(600.0, 80), 2.5),
              ElementsAre(SuggestedFlag{"--max-rounds", "200", 200.0}));
}

TEST(SuggestedFlags, AreNoneWhereNothingStopsAndWhereItWouldTakeForEver) {
  EXPECT_THAT(flags_to_measure_more(measured(10, 5.0), limits(60.0, 80), 2.0), IsEmpty());
  EXPECT_THAT(flags_to_measure_more(measured(10, 60.0), limits(60.0, 80), 100.0), IsEmpty());
}

TEST(SuggestedFlags, RoundUpToTwoDigits) {
  EXPECT_EQ(region_flag(0.05), (SuggestedFlag{"--min-region", "50ms", 0.05}));
  EXPECT_EQ(region_flag(0.0501).text, "51ms");
  EXPECT_EQ(region_flag(40.0).text, "40s");
  EXPECT_EQ(region_flag(0.995).text, "1s");
}

TEST(SuggestedFlags, AcceptAPrecisionThatTheIntervalHas) {
  EXPECT_EQ(precision_flag(0.1)->text, "10.1%");
  EXPECT_EQ(precision_flag(0.0432)->text, "4.4%");
  EXPECT_FALSE(precision_flag(1.2)) << "--precision takes less than 100%";
}

TEST(SuggestedFlags, StandTogetherAsTheyAreTyped) {
  EXPECT_EQ(flags_text({{"--time-limit", "90s", 90.0}, {"--max-rounds", "90", 90.0}}),
            "--time-limit 90s --max-rounds 90");
}

}  // namespace
}  // namespace greenbench
