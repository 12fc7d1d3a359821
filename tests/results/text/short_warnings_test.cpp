#include "results/text/short_warnings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;

Report report_with(std::vector<Warning> warnings, bool quick = false) {
  Report report;
  report.run.plan.quick = quick;
  report.warnings = std::move(warnings);
  return report;
}

TEST(ShortWarnings, NameTheHotspotsOfOneKindInOneLine) {
  const Report report = report_with({{"precision_not_reached", "a/b", "long", "long"},
                                     {"trend", "a/b", "long", "long"},
                                     {"precision_not_reached", "c/d", "long", "long"},
                                     {"precision_not_reached", "c/d", "of another variant", "long"}});
  EXPECT_THAT(short_warnings(report).sentences,
              ElementsAre("a/b, c/d: precision not reached; quieten the machine, or accept a wider --precision",
                          "a/b: a ratio changed during the run; let the machine settle and measure again"));
}

TEST(ShortWarnings, NameTheFlagsThatHelpAllHotspots) {
  const Report report = report_with(
      {{"too_few_rounds", "a/b", "long", "long", {{"--time-limit", "90s", 90.0}}},
       {"too_few_rounds", "c/d", "long", "long", {{"--time-limit", "140s", 140.0}, {"--max-rounds", "90", 90.0}}},
       {"too_few_rounds", "e/f", "long", "long", {{"--time-limit", "99s", 99.0}}}});
  EXPECT_THAT(short_warnings(report).sentences,
              ElementsAre("a/b, c/d, e/f: too few rounds for an interval; use --time-limit 140s --max-rounds 90"));
}

TEST(ShortWarnings, NameOnlyTheFirstOfManyHotspots) {
  std::vector<Warning> warnings;
  for (const char* hotspot : {"a/1", "a/2", "a/3", "a/4", "a/5"}) {
    warnings.push_back({"trend", hotspot, "long", "long"});
  }
  EXPECT_THAT(
      short_warnings(report_with(warnings)).sentences,
      ElementsAre("a/1, a/2, a/3 and 2 more: a ratio changed during the run; let the machine settle and measure "
                  "again"));
}

TEST(ShortWarnings, LeaveOutWhatThePageSaysElsewhere) {
  const std::vector<Warning> warnings{{"quick_preview", "", "long", "long"},
                                      {"estimated_joules", "", "long", "long"},
                                      {"precision_not_reached", "a/b", "long", "long"}};
  EXPECT_THAT(short_warnings(report_with(warnings, true)).sentences, ElementsAre());
  EXPECT_EQ(short_warnings(report_with(warnings)).sentences.size(), 1U);
}

TEST(ShortWarnings, CountTheKindsThatChangeNoVerdict) {
  const ShortWarnings found = short_warnings(report_with({{"means_differ", "a/b", "long", "long"},
                                                          {"means_differ", "c/d", "long", "long"},
                                                          {"round_variance", "a/b", "long", "long"},
                                                          {"trend", "a/b", "long", "long"}}));
  EXPECT_EQ(found.left_out, 2U);
  EXPECT_EQ(found.sentences.size(), 1U);
}

TEST(ShortWarnings, SayTheirOwnTextWhereThereIsNoShortForm) {
  EXPECT_THAT(short_warnings(report_with({{"new_kind", "", "Something new.", "Do this."}})).sentences,
              ElementsAre("Something new."));
}

}  // namespace
}  // namespace greenbench
