// Twelve rules of reading energy counters, each of which a well-known tool has broken, each with the test that would
// have caught it:
//
//   1  subtract per domain, modulo that domain's own range, before anything is summed
//   2  a long region may hold several wraps
//   3  a range that cannot be read makes the counter useless; it is not a range of 0
//   4  zones are known by name, parent and control type, never by index
//   5  the total is one set that does not overlap: packages and DRAM
//   6  every counter has its own unit
//   7  AMD has no DRAM domain, and its cores are inside the package
//   8  files stay open
//   9  the update period is measured
//  10  why there are no counters is told apart, each reason with the narrowest remedy
//  11  a counter that falls without having wrapped was reset: the region is void
//  12  a read error voids the region, and only that one
//
// They go the whole way from files over "auto" and the meter to joules. EIO and EPERM in the middle of a region cannot
// come from a plain file, so a source that fails on command stands in for them. What follows from void regions (three
// in a row end the hotspot) is tested in tests/cli/powercap_test.py, the sums of AMD's cores in msr_test.cpp.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <set>

#include "tests/counters/meter/told_meter.hpp"
#include "tests/counters/metered_machine.hpp"
#include "tests/counters/simulated_bench.hpp"
#include "tests/counters/unprivileged.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;
using testing::Bench;
using ::testing::ElementsAre;
using testing::EmulatedMachine;
using ::testing::HasSubstr;
using testing::MeteredMachine;
using ::testing::Not;
using testing::OneSocket;
using testing::select_automatically;
using testing::ToldMeter;
using ::testing::UnorderedElementsAre;
using testing::Unprivileged;
using testing::ZoneId;

/// 2^32 - 1 steps of 2^-16 J, in microjoules.
constexpr std::uint64_t server_dram_range = 65'535'999'984;

void one_socket(EmulatedMachine& machine) {
  const ZoneId package = machine.add_zone({.name = "package-0", .watts = 50.0});
  machine.add_zone({.name = "core", .parent = package, .watts = 30.0});
  machine.add_zone({.name = "uncore", .parent = package, .watts = 5.0});
  machine.add_zone({.name = "dram", .parent = package, .watts = 4.0});
}

Unavailable why_no_powercap(const Selection& selection) {
  EXPECT_EQ(selection.sources.at(0)->name(), "estimate") << "what serves instead";
  const auto why = std::ranges::find(selection.unavailable, "powercap", &Unavailable::source);
  if (why == selection.unavailable.end()) throw std::runtime_error{"powercap is not unavailable"};
  return *why;
}

/// For an ordinary user.
Unavailable why_no_powercap(const EmulatedMachine& machine) {
  const Unprivileged nobody;
  return why_no_powercap(select_automatically(machine));
}

TEST(Rule1, SubtractsEachDomainModuloItsOwnRangeBeforeSumming) {
  MeteredMachine metered{[](EmulatedMachine& machine) {
    const ZoneId package = machine.add_zone({.name = "package-0", .watts = 50.0});
    machine.add_zone({.name = "dram", .parent = package, .watts = 16.0, .range_microjoules = server_dram_range});
  }};
  // Up to the second before the DRAM wraps: 65536 J / 16 W. The package is nowhere near its own end.
  metered.advance(4094.5);
  const EnergyUse use = metered.use(2.0);
  EXPECT_NEAR(use.total.value(), 2.0 * 66.0, metered.rounding()) << "with one range for both: 196 kJ more";
  EXPECT_NEAR(use.domains[metered.index_of("dram-0")].value(), 32.0, metered.rounding());
}

TEST(Rule1, TheModulusIsTheRangeAndOneUnit) {
  // A counter of 0 to 999 uJ. A region is half a turn, 500 uJ; a modulus of 999 would lose 1 uJ at every wrap. So slow
  // that no guard reads while the test runs.
  MeteredMachine metered{[](EmulatedMachine& machine) {
    machine.add_zone({.name = "package-0", .watts = 0.5e-6, .range_microjoules = 999, .maximum_power_microwatts = 1});
  }};
  double joules = 0.0;
  for (int region = 0; region < 100; ++region) joules += metered.use(1000.0).total.value();
  EXPECT_NEAR(joules, 100 * 500e-6, 2.1e-6);
}

TEST(Rule2, SeveralWrapsInOneRegionAreFollowedByReadingInBetween) {
  // 600 J between readings, three turns in all.
  ToldMeter told;
  told.meter->start();
  for (int step = 0; step < 5; ++step) {
    told.clock->advance(Seconds{0.01});
    ASSERT_TRUE(told.wait_for_a_reading()) << "no guard reads";
  }
  told.meter->stop();
  EXPECT_EQ(std::get<EnergyUse>(told.meter->result()).total, Joules{3000.0}) << "its two ends alone say 0 J";
}

TEST(Rule3, ARangeThatCannotBeReadIsNoRangeOfZero) {
  for (const char* content : {"", "none\n"}) {
    OneSocket socket;
    const fs::path range = socket.machine.zone_path(socket.dram) / "max_energy_range_uj";
    testing::write_file(range, content);
    const Unavailable why = why_no_powercap(socket.machine);
    EXPECT_THAT(why.reason, HasSubstr(socket.machine.zone_path(socket.dram).string()));
    EXPECT_THAT(why.reason, HasSubstr("max_energy_range_uj"));
  }
}

TEST(Rule4, ZonesAreKnownByNameWhateverTheirIndex) {
  // psys where a first package would be, and the packages the other way round.
  MeteredMachine metered{[](EmulatedMachine& machine) {
    machine.add_zone({.name = "psys", .watts = 300.0});
    const ZoneId second = machine.add_zone({.name = "package-1", .watts = 60.0});
    machine.add_zone({.name = "package-0", .watts = 80.0});
    machine.add_zone({.name = "dram", .parent = second, .index = 7, .watts = 6.0});
  }};
  EXPECT_THAT(metered.names(true), UnorderedElementsAre("package-0", "package-1", "dram-1"));
  const EnergyUse use = metered.use(1.0);
  EXPECT_NEAR(use.total.value(), 146.0, metered.rounding());
  EXPECT_NEAR(use.domains[metered.index_of("package-1")].value(), 60.0, metered.rounding());
}

TEST(Rule4, DiesThatMirrorOneCounterAreCountedOnce) {
  MeteredMachine metered{[](EmulatedMachine& machine) {
    const ZoneId first = machine.add_zone({.name = "package-0-die-0", .watts = 70.0});
    machine.add_zone({.name = "package-0-die-1", .same_counter_as = first});
  }};
  EXPECT_NEAR(metered.use(1.0).total.value(), 70.0, metered.rounding());
}

TEST(Rule5, TheTotalIsPackagesAndDram) {
  MeteredMachine metered{[](EmulatedMachine& machine) {
    one_socket(machine);
    machine.add_zone({.name = "psys", .watts = 90.0});
    machine.add_zone({.name = "package-0", .control_type = "intel-rapl-mmio", .watts = 50.0});
  }};
  EXPECT_THAT(metered.names(true), UnorderedElementsAre("package-0", "dram-0"));
  EXPECT_THAT(metered.names(false), UnorderedElementsAre("core-0", "uncore-0", "psys", "package-0-mmio"));
  const EnergyUse use = metered.use(1.0);
  EXPECT_NEAR(use.total.value(), 54.0, metered.rounding());
  EXPECT_NEAR(use.domains[metered.index_of("psys")].value(), 90.0, 2e-4) << "shown, though not counted";
}

TEST(Rule6, EveryCounterHasItsOwnUnit) {
  // Haswell-EP's DRAM counts in 2^-16 J, Sapphire Rapids' in the package's unit.
  for (const std::uint64_t dram_range : {server_dram_range, std::uint64_t{262'143'328'850}}) {
    MeteredMachine metered{[&](EmulatedMachine& machine) {
      const ZoneId package = machine.add_zone({.name = "package-0", .watts = 100.0});
      machine.add_zone({.name = "dram", .parent = package, .watts = 21.0, .range_microjoules = dram_range});
    }};
    const double step = static_cast<double>(dram_range) / 4294967295.0 * 1e-6;
    EXPECT_NEAR(metered.domain("dram-0").resolution.value(), step, 1e-12);
    EXPECT_NEAR(metered.domain("package-0").resolution.value(), 61.035e-6, 1e-9);
    EXPECT_NEAR(metered.use(1.0).domains[metered.index_of("dram-0")].value(), 21.0, 2.0 * step);
  }
}

TEST(Rule6, PsysInStepsOfAJouleSaysSo) {
  MeteredMachine metered{[](EmulatedMachine& machine) {
    one_socket(machine);
    machine.add_zone({.name = "psys", .watts = 400.0, .range_microjoules = 4'294'967'295'000'000});
  }};
  EXPECT_EQ(metered.domain("psys").resolution, Joules{1.0});
  const EnergyUse use = metered.use(0.001);
  EXPECT_EQ(std::fmod(use.domains[metered.index_of("psys")].value(), 1.0), 0.0) << "0.4 J cannot be seen";
  EXPECT_NEAR(use.total.value(), 0.054, metered.rounding());
}

TEST(Rule7, AnAmdPackageIsTheTotalAndHoldsItsCores) {
  MeteredMachine metered{[](EmulatedMachine& machine) {
    machine.set_cpu({.vendor = "AuthenticAMD", .family = 25, .model = 1});
    const ZoneId package = machine.add_zone({.name = "package-0", .watts = 95.0});
    machine.add_zone({.name = "core", .parent = package, .watts = 40.0});
  }};
  EXPECT_THAT(metered.names(true), ElementsAre("package-0"));
  EXPECT_THAT(metered.names(false), ElementsAre("core-0"));
  EXPECT_NEAR(metered.use(1.0).total.value(), 95.0, metered.rounding());
}

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{"/proc/self/fd"}, fs::directory_iterator{}));
}

TEST(Rule8, FilesStayOpenFromTheBeginning) {
  MeteredMachine metered{one_socket};
  for (ZoneId zone = 0; zone < metered.machine().zone_count(); ++zone) {
    fs::remove(metered.machine().zone_path(zone) / "energy_uj");
  }
  const std::size_t before = open_descriptors();
  for (int region = 0; region < 10; ++region) {
    EXPECT_NEAR(metered.use(1.0).total.value(), 54.0, metered.rounding()) << "read through the open file";
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST(Rule9, TheUpdatePeriodIsMeasured) {
  // Neither of the two is the millisecond that is written everywhere.
  for (const double period : {0.976e-3, 1.7e-3}) {
    Bench bench{{{.watts = 50.0, .period = period}}};
    ASSERT_TRUE(bench.meter->domains()[0].update_period);
    EXPECT_NEAR(bench.meter->domains()[0].update_period->value(), period, 5e-6);
    for (int region = 0; region < 20; ++region) {
      bench.clock->advance(Seconds{0.313e-3});
      const EnergyUse use = bench.use(0.01);
      EXPECT_NEAR((use.total / use.wall).value(), 50.0, 0.5) << "with a period of 1 ms: up to 7% off";
    }
  }
}

TEST(Rule10, EveryReasonHasItsOwnRemedyAndNoneIsRootForEverybody) {
  EmulatedMachine no_driver;
  EmulatedMachine virtual_machine;
  virtual_machine.set_cpu({.hypervisor = true});
  OneSocket masked;
  masked.machine.mask_powercap();
  OneSocket forbidden;
  forbidden.machine.forbid_reading();
  std::set<std::string> reasons;
  std::set<std::string> remedies;
  for (const EmulatedMachine* machine : {&no_driver, &virtual_machine, &masked.machine, &forbidden.machine}) {
    const Unavailable why = why_no_powercap(*machine);
    reasons.insert(why.reason);
    remedies.insert(why.remedy);
    EXPECT_THAT(why.remedy, Not(HasSubstr("777")));
    EXPECT_THAT(why.remedy, Not(HasSubstr("sudo greenbench")));
  }
  EXPECT_EQ(reasons.size(), 4U);
  EXPECT_EQ(remedies.size(), 4U);
}

TEST(Rule11, ADropThatIsNoWrapVoidsTheRegion) {
  MeteredMachine metered{one_socket};
  const auto result = metered.measure(1.0, [&] { metered.driver().reset(0); });
  ASSERT_TRUE(std::holds_alternative<MeterFault>(result)) << std::get<EnergyUse>(result).total.value() << " J";
  EXPECT_EQ(std::get<MeterFault>(result).kind, MeterFault::Kind::reset);
  EXPECT_THAT(std::get<MeterFault>(result).reason, HasSubstr("intel-rapl:0"));
  EXPECT_NEAR(metered.use(1.0).total.value(), 54.0, metered.rounding()) << "the next region is good again";
}

TEST(Rule12, ACounterThatGivesNoDataVoidsTheRegionAndOnlyThatOne) {
  MeteredMachine metered{one_socket};
  for (ZoneId zone = 0; zone < metered.machine().zone_count(); ++zone) {
    const auto result = metered.measure(1.0, [&] { metered.driver().make_unreadable(zone); });
    metered.driver().make_readable(zone);
    ASSERT_TRUE(std::holds_alternative<MeterFault>(result));
    EXPECT_EQ(std::get<MeterFault>(result).kind, MeterFault::Kind::unreadable);
    EXPECT_THAT(std::get<MeterFault>(result).reason, HasSubstr(metered.machine().zone_path(zone).string()));
    EXPECT_NEAR(metered.use(1.0).total.value(), 54.0, metered.rounding());
  }
}

TEST(Rule12, EveryErrorVoidsTheRegionNamesItselfAndIsForgotten) {
  for (const int error : {EIO, ENODATA, EPERM}) {
    ToldMeter told;
    told.meter->start();
    told.source->error = error;
    ASSERT_TRUE(told.wait_for_a_reading()) << "the guard's reading fails too";
    told.clock->advance(Seconds{0.01});
    told.meter->stop();
    const auto result = told.meter->result();
    ASSERT_TRUE(std::holds_alternative<MeterFault>(result));
    EXPECT_EQ(std::get<MeterFault>(result).kind, MeterFault::Kind::unreadable);
    EXPECT_THAT(std::get<MeterFault>(result).reason, HasSubstr(std::generic_category().message(error)));

    told.source->error = 0;
    told.meter->start();
    told.clock->advance(Seconds{0.01});
    told.meter->stop();
    EXPECT_EQ(std::get<EnergyUse>(told.meter->result()).total, Joules{600.0});
  }
}

TEST(Rule12, AnErrorThatOnlyTheGuardSawVoidsTheRegion) {
  ToldMeter told;
  told.meter->start();
  told.source->error = EIO;
  ASSERT_TRUE(told.wait_for_a_reading());
  told.source->error = 0;
  told.meter->stop();
  EXPECT_TRUE(std::holds_alternative<MeterFault>(told.meter->result())) << "it may have missed a wrap";
}

TEST(Rule12, AnErrorOfTheFirstReadIsNoCounterAtAll) {
  // The memory of a process opens, and its page 0 cannot be read: a real EIO.
  OneSocket socket;
  const fs::path energy = socket.machine.zone_path(socket.package) / "energy_uj";
  fs::remove(energy);
  fs::create_symlink("/proc/self/mem", energy);
  EXPECT_THAT(why_no_powercap(select_automatically(socket.machine)).reason,
              HasSubstr("intel-rapl:0/energy_uj: Input/output error"));
}

TEST(Rules, EachOfTheTwelveHasATest) {
  std::set<std::string> suites;
  const ::testing::UnitTest& all = *::testing::UnitTest::GetInstance();
  for (int i = 0; i < all.total_test_suite_count(); ++i) suites.insert(all.GetTestSuite(i)->name());
  for (int rule = 1; rule <= 12; ++rule) EXPECT_TRUE(suites.contains("Rule" + std::to_string(rule))) << rule;
}

}  // namespace
}  // namespace greenbench
