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
  EXPECT_THAT(short_warnings(report),
              ElementsAre("a/b, c/d: precision not reached; raise --time-limit, or accept a wider --precision",
                          "a/b: a ratio changed during the run; let the machine settle and measure again"));
}

TEST(ShortWarnings, LeaveOutWhatThePageSaysElsewhere) {
  const std::vector<Warning> warnings{{"quick_preview", "", "long", "long"},
                                      {"estimated_joules", "", "long", "long"},
                                      {"precision_not_reached", "a/b", "long", "long"}};
  EXPECT_THAT(short_warnings(report_with(warnings, true)), ElementsAre());
  EXPECT_EQ(short_warnings(report_with(warnings)).size(), 1U);
}

TEST(ShortWarnings, SayTheirOwnTextWhereThereIsNoShortForm) {
  EXPECT_THAT(short_warnings(report_with({{"new_kind", "", "Something new.", "Do this."}})),
              ElementsAre("Something new."));
}

}  // namespace
}  // namespace greenbench
