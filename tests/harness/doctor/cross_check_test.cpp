#include "harness/doctor/cross_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "counters/source/cross_check_source.hpp"
#include "tests/counters/simulated_machine.hpp"

namespace greenbench {
namespace {

using testing::SimulatedClock;
using testing::SimulatedCounter;
using testing::SimulatedSource;

/// Two sources of one device around 0.3 simulated seconds.
struct TwoSources {
  TwoSources(std::vector<SimulatedCounter> better, std::vector<SimulatedCounter> other) {
    auto first = std::make_unique<SimulatedSource>(clock, std::move(better));
    counting = first.get();
    sources.push_back(std::move(first));
    auto second = std::make_unique<SimulatedSource>(clock, std::move(other));
    sources.push_back(std::make_unique<CrossCheckSource>(std::move(second), "simulated"));
  }
  CrossCheck check() {
    return cross_check(std::move(sources), [this] { clock->advance(cross_check_window); }, {.clock = clock});
  }

  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  SimulatedSource* counting = nullptr;
  std::vector<std::unique_ptr<EnergySource>> sources;
};

TEST(CrossCheck, SourcesThatAgreeHaveARatioOfOneAndNoFinding) {
  TwoSources two{{{.name = "package-0"}, {.name = "dram-0", .watts = 4.0}},
                 {{.name = "package-0", .phase = 0.3e-3}, {.name = "dram-0", .watts = 4.0 * 1.0027}}};
  const CrossCheck check = two.check();
  EXPECT_NEAR(check.window.value(), 0.3, 1e-3);
  ASSERT_EQ(check.domains.size(), 2U);
  EXPECT_EQ(check.domains[0].name, "package-0");
  EXPECT_NEAR(check.domains[0].counting.value(), 15.0, 0.01);
  EXPECT_NEAR(*check.domains[0].ratio, 1.0, 0.007);
  EXPECT_NEAR(*check.domains[1].ratio, 1.0027, 0.007);
  for (const SharedDomain& domain : check.domains) EXPECT_FALSE(domain.finding);
  EXPECT_FALSE(check.fault);
}

TEST(CrossCheck, ADifferenceOfMoreThanTwoPercentIsAFinding) {
  TwoSources two{{{.name = "package-0", .watts = 50.0}}, {{.name = "package-0", .watts = 53.0}}};
  const CrossCheck check = two.check();
  EXPECT_NEAR(*check.domains[0].ratio, 1.06, 0.007);
  EXPECT_THAT(check.domains[0].finding.value_or("none"), ::testing::HasSubstr("differ by"));
}

TEST(CrossCheck, ASlowCounterMayDifferByAnUpdateAtEachEnd) {
  // Updates every 0.1 s: of 0.3 s the counter may miss or add two thirds.
  TwoSources two{{{.name = "package-0", .watts = 50.0}}, {{.name = "package-0", .watts = 55.0, .period = 0.1}}};
  EXPECT_FALSE(two.check().domains[0].finding);
}

TEST(CrossCheck, ComparesOnlyDomainsOfOneName) {
  TwoSources two{{{.name = "package-0"}, {.name = "psys", .counted = false}},
                 {{.name = "core-0"}, {.name = "package-0"}}};
  const CrossCheck check = two.check();
  ASSERT_EQ(check.domains.size(), 1U);
  EXPECT_EQ(check.domains[0].name, "package-0");
}

TEST(CrossCheck, ACounterThatStandsStillHasNoRatio) {
  TwoSources two{{{.name = "package-0", .watts = 0.0}}, {{.name = "package-0", .watts = 50.0}}};
  const CrossCheck check = two.check();
  EXPECT_FALSE(check.domains[0].ratio);
  EXPECT_TRUE(check.domains[0].finding);
}

TEST(CrossCheck, ACounterThatCannotBeReadIsSaid) {
  TwoSources two{{{.name = "package-0"}}, {{.name = "package-0"}}};
  two.counting->fails = true;
  const CrossCheck check = two.check();
  EXPECT_THAT(check.fault.value_or("none"), ::testing::HasSubstr("/simulated/package-0"));
  EXPECT_TRUE(check.domains.empty());
}

}  // namespace
}  // namespace greenbench
