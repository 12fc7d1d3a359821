// The emulated machine itself, and the real source and meter against it while it ticks.

#include "tests/support/emulated_machine.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "counters/meter/meter.hpp"
#include "counters/powercap/powercap.hpp"
#include "counters/system/posix_file.hpp"
#include "tests/support/power_driver.hpp"

namespace greenbench::testing {
namespace {

std::string energy_text(const EmulatedMachine& machine, ZoneId zone) {
  return read_text_file(machine.zone_path(zone) / "energy_uj").text;
}

TEST(EmulatedMachine, ShowsWholeStepsOfTheHardwaresUnit) {
  constexpr std::uint64_t range = 262'143'328'850;
  EXPECT_EQ(shown_microjoules(0.0, range), 0U);
  EXPECT_EQ(shown_microjoules(61.0e-6, range), 0U);
  EXPECT_EQ(shown_microjoules(61.1e-6, range), 61U);
  EXPECT_EQ(shown_microjoules(122.1e-6, range), 122U);
}

TEST(EmulatedMachine, WrapsAfterItsRangeAndOneStep) {
  EXPECT_EQ(shown_microjoules(0.0010000005, 1000), 1000U);
  EXPECT_EQ(shown_microjoules(0.0010010005, 1000), 0U);
  EXPECT_EQ(shown_microjoules(0.0010020005, 1000), 1U);
}

TEST(EmulatedMachine, AdvancesAtItsPowerAndFollowsAScript) {
  OneSocket socket;
  PowerDriver driver{socket.machine, {.threaded = false}};
  driver.advance(1.0);
  EXPECT_NEAR(std::stod(energy_text(socket.machine, socket.package)), 50e6, 62);
  driver.set_script(socket.package, [](double at) { return at < 2.5 ? 10.0 : 20.0; });
  driver.advance(1.0);
  driver.advance(1.0);
  EXPECT_NEAR(std::stod(energy_text(socket.machine, socket.package)), 80e6, 62);
}

TEST(EmulatedMachine, StallsAndResets) {
  OneSocket socket;
  PowerDriver driver{socket.machine, {.threaded = false}};
  driver.advance(1.0);
  const std::string before = energy_text(socket.machine, socket.dram);
  driver.stall(socket.dram, true);
  driver.advance(1.0);
  EXPECT_EQ(energy_text(socket.machine, socket.dram), before);
  driver.reset(socket.dram);
  EXPECT_EQ(energy_text(socket.machine, socket.dram), "0000000000000000");
}

TEST(EmulatedMachine, LaysTheTreeOutAsTheKernelDoes) {
  const OneSocket socket;
  const std::filesystem::path folder = socket.machine.roots().sysfs / "class/powercap";
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "intel-rapl"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "intel-rapl:0:1"));
  EXPECT_FALSE(std::filesystem::exists(folder / "intel-rapl/energy_uj"));
  EXPECT_EQ(read_text_file(folder / "intel-rapl:0/intel-rapl:0:1/name").text, "dram");
}

TEST(EmulatedMachine, LaysSensorsOutAsTheKernelDoes) {
  EmulatedMachine machine;
  const ZoneId socket = machine.add_energy_sensor({.device = 3, .number = 17, .label = "Esocket0", .watts = 300'000.0});
  const std::filesystem::path device = machine.roots().sysfs / "class/hwmon/hwmon3";
  EXPECT_EQ(machine.zone_path(socket), device);
  EXPECT_EQ(read_text_file(device / "name").text, "amd_energy");
  EXPECT_EQ(read_text_file(device / "energy17_label").text, "Esocket0");
  PowerDriver driver{machine, {.threaded = false}};
  driver.advance(1.0);
  EXPECT_EQ(read_number_file(device / "energy17_input"), 300'000'000'000U) << "more than 32 bits of 61 uJ: no wrap";
}

/// The meter on a ticking machine.
EnergyMeter live_meter(const EmulatedMachine& machine) {
  auto opened = open_powercap(machine.roots());
  if (const auto* why = std::get_if<Unavailable>(&opened)) throw std::runtime_error{why->reason};
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::get<std::unique_ptr<EnergySource>>(std::move(opened)));
  return EnergyMeter{std::move(sources), {}};
}

void wait_until(double seconds) {
  RawMonotonicClock clock;
  const Seconds end = clock.now() + Seconds{seconds};
  while (clock.now() < end) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

TEST(LiveMeter, ReportsConstantPower) {
  OneSocket socket;
  const PowerDriver driver{socket.machine, {}};
  EnergyMeter meter = live_meter(socket.machine);
  meter.start();
  wait_until(0.3);
  meter.stop();
  const EnergyUse use = std::get<EnergyUse>(meter.result());
  EXPECT_NEAR((use.total / use.wall).value(), 54.0, 54.0 * 0.03);
}

TEST(LiveMeter, FollowsManyWrapsInOneRegionThroughItsGuard) {
  // 10 J at 50 W: five wraps a second. At no more than 60 W the guard reads every 42 ms.
  EmulatedMachine machine;
  machine.add_zone(
      {.name = "package-0", .watts = 50.0, .range_microjoules = 10'000'000, .maximum_power_microwatts = 60'000'000});
  const PowerDriver driver{machine, {}};
  EnergyMeter meter = live_meter(machine);
  meter.start();
  wait_until(1.2);
  meter.stop();
  const EnergyUse use = std::get<EnergyUse>(meter.result());
  EXPECT_GT(use.total.value(), 50.0) << "more than five wraps";
  EXPECT_NEAR((use.total / use.wall).value(), 50.0, 50.0 * 0.02);
}

TEST(LiveMeter, SaysWhichCounterDisappeared) {
  OneSocket socket;
  PowerDriver driver{socket.machine, {}};
  EnergyMeter meter = live_meter(socket.machine);
  meter.start();
  driver.make_unreadable(socket.dram);
  meter.stop();
  const MeterFault fault = std::get<MeterFault>(meter.result());
  EXPECT_EQ(fault.kind, MeterFault::Kind::unreadable);
  EXPECT_NE(fault.reason.find(socket.machine.zone_path(socket.dram).string()), std::string::npos);
}

}  // namespace
}  // namespace greenbench::testing
