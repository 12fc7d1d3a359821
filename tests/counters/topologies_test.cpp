// Every emulated topology through the same path as a real machine: what counts, and that the total is packages plus
// DRAM, whatever happens to the counters. Read errors are emulated by an empty file (ENODATA), since a plain file
// cannot give EIO; both take the same way.

#include "tests/support/topologies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "counters/meter.hpp"
#include "counters/probe.hpp"
#include "tests/counters/simulated_machine.hpp"
#include "tests/counters/unprivileged.hpp"
#include "tests/support/power_driver.hpp"

namespace greenbench {
namespace {

using testing::Absence;
using testing::EmulatedMachine;
using ::testing::HasSubstr;
using testing::PowerDriver;
using testing::SimulatedClock;
using testing::Topology;
using ::testing::UnorderedElementsAreArray;
using testing::Unprivileged;

Selection select(const EmulatedMachine& machine) {
  const auto processes = std::make_shared<ProcessUsage>(machine.roots());
  return select_sources(std::vector<std::string>{"auto"},
                        {machine.roots(), choose_power_model(machine.roots(), std::nullopt), processes, "/no/gpu.so"});
}

std::size_t domain_count(const Selection& selection) {
  std::size_t count = 0;
  for (const auto& source : selection.sources) count += source->domains().size();
  return count;
}

/// A machine with its meter, whose counters and clock move only when told to.
class Metered {
 public:
  explicit Metered(const Topology& topology, const testing::TopologyOptions& options = {}) {
    topology.build(machine, options);
    Selection selection = select_while_counters_move();
    // No update period is known, so that no edge is waited for.
    EnergyMeter::Options meter_options;
    meter_options.update_periods.resize(domain_count(selection));
    meter_options.clock = clock;
    meter.emplace(std::move(selection.sources), std::move(meter_options));
    driver.emplace(machine, PowerDriver::Options{.threaded = false});
    advance(0.001);
  }

  void advance(double seconds) {
    driver->advance(seconds);
    clock->advance(Seconds{seconds});
  }

  std::variant<EnergyUse, MeterFault> measure(double seconds) {
    meter->start();
    advance(seconds);
    meter->stop();
    return meter->result();
  }

  [[nodiscard]] std::vector<std::string> names(bool counted) const {
    std::vector<std::string> found;
    for (const Domain& domain : meter->domains()) {
      if (domain.counted == counted) found.push_back(domain.name);
    }
    return found;
  }

  EmulatedMachine machine;
  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  std::optional<EnergyMeter> meter;
  std::optional<PowerDriver> driver;

 private:
  /// Mirrored dies are told by how they move while the source is being opened.
  [[nodiscard]] Selection select_while_counters_move() {
    const PowerDriver live{machine, {}};
    return select(machine);
  }
};

double total_of(const std::variant<EnergyUse, MeterFault>& result) {
  if (const auto* fault = std::get_if<MeterFault>(&result)) throw std::runtime_error{fault->reason};
  return std::get<EnergyUse>(result).total.value();
}

/// Two steps of every counted counter: what rounding at both ends can cost.
double rounding_of(const Metered& metered) {
  double joules = 0.0;
  for (const Domain& domain : metered.meter->domains()) {
    if (domain.counted) joules += 2.0 * domain.resolution.value();
  }
  return joules;
}

class EveryTopology : public ::testing::TestWithParam<Topology> {};

INSTANTIATE_TEST_SUITE_P(Table, EveryTopology, ::testing::ValuesIn(testing::topologies()),
                         [](const auto& row) { return row.param.name; });

TEST_P(EveryTopology, CountsPackagesAndDramAndShowsTheRest) {
  const Metered metered{GetParam()};
  EXPECT_THAT(metered.names(true), UnorderedElementsAreArray(GetParam().counted));
  EXPECT_THAT(metered.names(false), UnorderedElementsAreArray(GetParam().shown));
}

TEST_P(EveryTopology, ReportsItsTruePowerAndNothingElse) {
  Metered metered{GetParam()};
  EXPECT_NEAR(total_of(metered.measure(10.0)), 10.0 * GetParam().counted_watts, rounding_of(metered));
}

TEST_P(EveryTopology, ReportsItsTruePowerThroughManyWraps) {
  // 25 J: the counters of the busiest package wrap every sixth of a second, 60 times in all.
  Metered metered{GetParam(), {.range_microjoules = 25'000'000}};
  double joules = 0.0;
  for (int region = 0; region < 100; ++region) joules += total_of(metered.measure(0.1));
  EXPECT_NEAR(joules, 10.0 * GetParam().counted_watts, 100.0 * rounding_of(metered));
}

TEST_P(EveryTopology, FollowsAScriptOfPower) {
  Metered metered{GetParam()};
  for (testing::ZoneId zone = 0; zone < metered.machine.zone_count(); ++zone) {
    const double watts = metered.machine.zone(zone).watts;
    // Half of the power in every other second.
    metered.driver->set_script(zone, [watts](double time) { return std::fmod(time, 2.0) < 1.0 ? watts : watts / 2.0; });
  }
  metered.meter->start();
  for (int tick = 0; tick < 100; ++tick) metered.advance(0.1);
  metered.meter->stop();
  // Which half a tick on the border falls into is one tick's difference.
  const double tick_joules = 0.1 * GetParam().counted_watts;
  EXPECT_NEAR(total_of(metered.meter->result()), 7.5 * GetParam().counted_watts, tick_joules + rounding_of(metered));
}

TEST_P(EveryTopology, AResetOfAnyCounterIsAFaultThatNamesIt) {
  Metered metered{GetParam()};
  metered.advance(1.0);
  metered.meter->start();
  metered.advance(0.001);
  metered.driver->reset(0);
  metered.meter->stop();
  const auto result = metered.meter->result();
  const bool first_counts = metered.meter->domains().front().counted || GetParam().name == "dies_mirrored";
  if (!first_counts) return;  // a reset of what is only shown spoils no total
  ASSERT_TRUE(std::holds_alternative<MeterFault>(result));
  EXPECT_EQ(std::get<MeterFault>(result).kind, MeterFault::Kind::reset);
  EXPECT_THAT(std::get<MeterFault>(result).reason, HasSubstr("class/powercap/"));
  EXPECT_NEAR(total_of(metered.measure(1.0)), GetParam().counted_watts, rounding_of(metered));
}

TEST_P(EveryTopology, AStalledCounterAddsNothing) {
  Metered metered{GetParam()};
  for (testing::ZoneId zone = 0; zone < metered.machine.zone_count(); ++zone) metered.driver->stall(zone, true);
  EXPECT_NEAR(total_of(metered.measure(1.0)), 0.0, rounding_of(metered));
}

TEST_P(EveryTopology, ACounterThatCannotBeReadIsAFaultUntilItCanBeReadAgain) {
  Metered metered{GetParam()};
  metered.meter->start();
  metered.driver->make_unreadable(0);
  metered.advance(1.0);
  metered.meter->stop();
  const auto result = metered.meter->result();
  ASSERT_TRUE(std::holds_alternative<MeterFault>(result));
  EXPECT_EQ(std::get<MeterFault>(result).kind, MeterFault::Kind::unreadable);
  EXPECT_THAT(std::get<MeterFault>(result).reason, HasSubstr("energy_uj"));
  metered.driver->make_readable(0);
  EXPECT_NEAR(total_of(metered.measure(1.0)), GetParam().counted_watts, rounding_of(metered));
}

class EveryAbsence : public ::testing::TestWithParam<Absence> {};

INSTANTIATE_TEST_SUITE_P(Table, EveryAbsence, ::testing::ValuesIn(testing::absences()),
                         [](const auto& row) { return row.param.name; });

TEST_P(EveryAbsence, IsToldWithItsOwnRemedyAndTheEstimateServes) {
  EmulatedMachine machine;
  GetParam().build(machine);
  const Unprivileged nobody;
  const Selection selection = select(machine);
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
