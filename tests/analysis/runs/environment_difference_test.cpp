#include "analysis/runs/environment_difference.hpp"

#include <gmock/gmock.h>

namespace greenbench {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(EnvironmentDifference, NamesFieldsThatChangedCameOrWent) {
  const auto changes = environment_difference({{"kernel", "6.1"}, {"smt", "on"}, {"cpus", "8"}},
                                              {{"cpus", "8"}, {"kernel", "6.12"}, {"turbo", "off"}});
  ASSERT_THAT(changes, SizeIs(3));
  EXPECT_EQ(changes[0].key, "kernel");
  EXPECT_EQ(changes[0].before, "6.1");
  EXPECT_EQ(changes[0].after, "6.12");
  EXPECT_EQ(changes[1].key, "smt");
  EXPECT_EQ(changes[1].after, std::nullopt);
  EXPECT_EQ(changes[2].before, std::nullopt);
}

TEST(EnvironmentDifference, LeavesOutWhatPassesByItself) {
  EXPECT_THAT(environment_difference({{"load_before", "0.1"}, {"frequency_mhz", "3000"}, {"memory_available", "2 GiB"}},
                                     {{"load_before", "3.0"}, {"temperature_celsius", "60"}, {"load_after", "1"}}),
              IsEmpty());
}

TEST(EnvironmentDifference, ReadsTheLoadOfOneMinute) {
  EXPECT_EQ(load_before({{"load_before", "0.52 0.58 0.59 1/389 4242"}}), 0.52);
  EXPECT_EQ(load_before({{"load_before", "unknown"}}), std::nullopt);
  EXPECT_EQ(load_before({}), std::nullopt);
}

TEST(PlanDifference, NamesTheJoulesTheRegionAndThePreview) {
  Plan before;
  before.domains.resize(2);
  before.domains[0].name = "package-0";
  before.domains[0].source = "powercap";
  before.domains[0].counted = true;
  before.domains[1].name = "core-0";
  Plan after = before;
  EXPECT_THAT(plan_difference(before, after), IsEmpty());
  after.domains[0].source = "perf";
  after.limits.min_region_seconds = 0.02;
  after.quick = true;
  const auto changes = plan_difference(before, after);
  ASSERT_THAT(changes, SizeIs(3));
  EXPECT_EQ(changes[0].before, "powercap package-0");
  EXPECT_EQ(changes[0].after, "perf package-0");
  EXPECT_EQ(changes[1].before, "10 ms");
  EXPECT_EQ(changes[1].after, "20 ms");
  EXPECT_EQ(changes[2].key, "quick_preview");
}

}  // namespace
}  // namespace greenbench
