// Every emulated topology through the same path as a real machine: what counts, and that the total is packages plus
// DRAM, whatever happens to the counters. Read errors are emulated by an empty file (ENODATA), since a plain file
// cannot give EIO; both take the same way.

#include "tests/support/topologies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "tests/counters/metered_machine.hpp"
#include "tests/counters/unprivileged.hpp"

namespace greenbench {
namespace {

using testing::Absence;
using testing::EmulatedMachine;
using ::testing::HasSubstr;
using testing::MeteredMachine;
using testing::select_automatically;
using testing::Topology;
using ::testing::UnorderedElementsAreArray;
using testing::Unprivileged;
using testing::ZoneId;

MeteredMachine metered_machine(const Topology& topology, const testing::TopologyOptions& options = {}) {
  return MeteredMachine{[&](EmulatedMachine& machine) { topology.build(machine, options); }};
}

/// The first zone or sensor that counts.
ZoneId counted_zone(MeteredMachine& metered) {
  for (ZoneId zone = 0; zone < metered.machine().zone_count(); ++zone) {
    const std::string path = metered.machine().zone_path(zone).string();
    const bool counts = std::ranges::any_of(
        metered.domains(), [&](const Domain& domain) { return domain.counted && domain.where.starts_with(path); });
    if (counts) return zone;
  }
  throw std::logic_error{"no zone counts"};
}

double total_of(const std::variant<EnergyUse, MeterFault>& result) {
  if (const auto* fault = std::get_if<MeterFault>(&result)) throw std::runtime_error{fault->reason};
  return std::get<EnergyUse>(result).total.value();
}

class EveryTopology : public ::testing::TestWithParam<Topology> {};

INSTANTIATE_TEST_SUITE_P(Table, EveryTopology, ::testing::ValuesIn(testing::topologies()),
                         [](const auto& row) { return row.param.name; });

TEST_P(EveryTopology, CountsPackagesAndDramAndShowsTheRest) {
  const MeteredMachine metered = metered_machine(GetParam());
  EXPECT_THAT(metered.names(true), UnorderedElementsAreArray(GetParam().counted));
  EXPECT_THAT(metered.names(false), UnorderedElementsAreArray(GetParam().shown));
}

TEST_P(EveryTopology, ReportsItsTruePowerAndNothingElse) {
  MeteredMachine metered = metered_machine(GetParam());
  EXPECT_NEAR(total_of(metered.measure(10.0)), 10.0 * GetParam().counted_watts, metered.rounding());
}

TEST_P(EveryTopology, ReportsItsTruePowerThroughManyWraps) {
  // 25 J: the counters of the busiest package wrap every sixth of a second, 60 times in all.
  MeteredMachine metered = metered_machine(GetParam(), {.range_microjoules = 25'000'000});
  double joules = 0.0;
  for (int region = 0; region < 100; ++region) joules += total_of(metered.measure(0.1));
  EXPECT_NEAR(joules, 10.0 * GetParam().counted_watts, 100.0 * metered.rounding());
}

TEST_P(EveryTopology, FollowsAScriptOfPower) {
  MeteredMachine metered = metered_machine(GetParam());
  for (ZoneId zone = 0; zone < metered.machine().zone_count(); ++zone) {
    const double watts = metered.machine().zone(zone).watts;
    // Half of the power in every other second.
    metered.driver().set_script(zone,
                                [watts](double time) { return std::fmod(time, 2.0) < 1.0 ? watts : watts / 2.0; });
  }
  const auto result = metered.measure(0.0, [&] {
    for (int tick = 0; tick < 100; ++tick) metered.advance(0.1);
  });
  // Which half a tick on the border falls into is one tick's difference.
  const double tick_joules = 0.1 * GetParam().counted_watts;
  EXPECT_NEAR(total_of(result), 7.5 * GetParam().counted_watts, tick_joules + metered.rounding());
}

TEST_P(EveryTopology, AResetOfACountedCounterIsAFaultThatNamesIt) {
  MeteredMachine metered = metered_machine(GetParam());
  const ZoneId zone = counted_zone(metered);
  const auto result = metered.measure(0.001, [&] { metered.driver().reset(zone); });
  ASSERT_TRUE(std::holds_alternative<MeterFault>(result));
  EXPECT_EQ(std::get<MeterFault>(result).kind, MeterFault::Kind::reset);
  EXPECT_THAT(std::get<MeterFault>(result).reason, HasSubstr(metered.machine().zone_path(zone).string()));
  EXPECT_NEAR(metered.use(1.0).total.value(), GetParam().counted_watts, metered.rounding());
}

TEST_P(EveryTopology, AStalledCounterAddsNothing) {
  MeteredMachine metered = metered_machine(GetParam());
  for (ZoneId zone = 0; zone < metered.machine().zone_count(); ++zone) metered.driver().stall(zone, true);
  EXPECT_NEAR(total_of(metered.measure(1.0)), 0.0, metered.rounding());
}

TEST_P(EveryTopology, ACounterThatCannotBeReadIsAFaultUntilItCanBeReadAgain) {
  MeteredMachine metered = metered_machine(GetParam());
  const auto result = metered.measure(1.0, [&] { metered.driver().make_unreadable(0); });
  ASSERT_TRUE(std::holds_alternative<MeterFault>(result));
  EXPECT_EQ(std::get<MeterFault>(result).kind, MeterFault::Kind::unreadable);
  EXPECT_THAT(std::get<MeterFault>(result).reason, HasSubstr(metered.machine().zone_path(0).string()));
  metered.driver().make_readable(0);
  EXPECT_NEAR(total_of(metered.measure(1.0)), GetParam().counted_watts, metered.rounding());
}

class EveryAbsence : public ::testing::TestWithParam<Absence> {};

INSTANTIATE_TEST_SUITE_P(Table, EveryAbsence, ::testing::ValuesIn(testing::absences()),
                         [](const auto& row) { return row.param.name; });

TEST_P(EveryAbsence, IsToldWithItsOwnRemedyAndTheEstimateServes) {
  EmulatedMachine machine;
  GetParam().build(machine);
  const Unprivileged nobody;
  const Selection selection = select_automatically(machine);
  ASSERT_EQ(selection.sources.size(), 1U);
  EXPECT_EQ(selection.sources.front()->name(), "estimate");
  const auto powercap = std::ranges::find(selection.unavailable, "powercap", &Unavailable::source);
  ASSERT_NE(powercap, selection.unavailable.end());
  EXPECT_THAT(powercap->reason, HasSubstr(GetParam().reason));
  EXPECT_THAT(powercap->remedy, HasSubstr(GetParam().remedy));
  for (const Unavailable& missing : selection.unavailable) {
    EXPECT_FALSE(missing.reason.empty()) << missing.source;
    EXPECT_FALSE(missing.remedy.empty()) << missing.source;
    EXPECT_EQ(missing.remedy.find("777"), std::string::npos) << missing.source;
  }
}

}  // namespace
}  // namespace greenbench
