#include "counters/hwmon/hwmon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

#include "counters/hwmon/hwmon_sensors.hpp"
#include "counters/meter/meter.hpp"
#include "counters/probe.hpp"
#include "tests/counters/allocation_count.hpp"
#include "tests/counters/simulated_machine.hpp"
#include "tests/counters/unprivileged.hpp"
#include "tests/support/emulated_hwmon.hpp"
#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::EmulatedCpu;
using testing::EmulatedDevice;
using testing::EmulatedHwmon;
using testing::EmulatedMachine;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::SimulatedClock;
using testing::Unprivileged;

const EmulatedCpu zen3 = {.vendor = "AuthenticAMD", .family = 25, .model = 1, .model_name = "Emulated EPYC"};

/// An emulated machine with hardware monitors, whose power a test samples itself.
struct HwmonMachine {
  auto open() {
    samplers.clear();
    return open_hwmon(machine.roots(), {.clock = clock,
                                        .start_sampling = [&](PowerSampler& sampler) { samplers.push_back(&sampler); },
                                        .cores_every = Seconds{0.0}});
  }
  std::unique_ptr<EnergySource> source() {
    auto opened = open();
    if (const auto* why = std::get_if<Unavailable>(&opened)) throw std::runtime_error{why->reason};
    return std::get<std::unique_ptr<EnergySource>>(std::move(opened));
  }
  Unavailable why_not() {
    auto opened = open();
    EXPECT_TRUE(std::holds_alternative<Unavailable>(opened));
    return std::get<Unavailable>(std::move(opened));
  }
  void sample_after(double seconds) {
    clock->advance(Seconds{seconds});
    for (PowerSampler* sampler : samplers) sampler->take_sample();
  }

  EmulatedMachine machine;
  EmulatedHwmon hwmon{machine.roots().sysfs};
  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  std::vector<PowerSampler*> samplers;
};

std::vector<std::string> names(const EnergySource& source, bool counted) {
  std::vector<std::string> names;
  for (const Domain& domain : source.domains()) {
    if (domain.counted == counted) names.push_back(domain.name);
  }
  return names;
}

std::vector<std::uint64_t> ticks_of(EnergySource& source) {
  std::vector<std::uint64_t> ticks(source.domains().size());
  const std::error_code error = source.read(ticks);
  EXPECT_FALSE(error) << source.last_failure();
  return ticks;
}

TEST(HwmonEnergy, CountsSocketsAndShowsTheSumOfTheCores) {
  HwmonMachine machine;
  machine.hwmon.add("nvme");
  EmulatedDevice& amd = machine.hwmon.add_amd_energy({.sockets = 2, .cores = 4});
  amd.set("energy1_input", 7'000'000);  // what the cores show at the start is not part of the sum
  const auto source = machine.source();
  EXPECT_EQ(source->name(), "hwmon");
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "package-1"));
  EXPECT_THAT(names(*source, false), ElementsAre("cores"));

  amd.set("energy1_input", 7'000'010);
  amd.set("energy4_input", 3);
  amd.set("energy5_input", 123'456'789'012'345);
  amd.set("energy6_input", 61);
  EXPECT_THAT(ticks_of(*source), ElementsAre(123'456'789'012'345, 61, 13));
}

TEST(HwmonEnergy, IsInMicrojoulesOf64BitsThatTheKernelKeeps) {
  HwmonMachine machine;
  machine.hwmon.add_amd_energy({.sockets = 1, .cores = 2});
  const auto source = machine.source();
  for (const Domain& domain : source->domains()) {
    EXPECT_EQ(domain.unit, Joules{1e-6});
    EXPECT_EQ(domain.resolution, Joules{1.0 / 65536.0});
    EXPECT_EQ(domain.wrap_modulus, std::nullopt);
    EXPECT_EQ(domain.provenance, Provenance::measured);
  }
  EXPECT_EQ(source->domains()[0].update_period, std::nullopt) << "to be measured";
  EXPECT_EQ(source->domains()[0].where, (machine.machine.roots().sysfs / "class/hwmon/hwmon0/energy3_input").string());
  EXPECT_THAT(source->domains()[1].where, HasSubstr("energy1_input, sum of 2 cores"));
}

TEST(HwmonEnergy, NeedsNoThreadWithoutPowerSensors) {
  HwmonMachine machine;
  machine.hwmon.add_amd_energy({});
  const auto source = machine.source();
  EXPECT_THAT(machine.samplers, IsEmpty());
}

TEST(HwmonEnergy, OfOtherDriversIsShownOnly) {
  HwmonMachine machine;
  EmulatedDevice& gpu = machine.hwmon.add("xe");
  gpu.set("energy1_input", 5);
  gpu.set_text("energy1_label", "card");
  gpu.set("energy2_input", 6);
  gpu.set_text("energy2_label", "Esocket0");  // a socket only to amd_energy
  machine.hwmon.add_amd_energy({.sockets = 1, .cores = 0});
  const auto source = machine.source();
  EXPECT_THAT(names(*source, true), ElementsAre("package-0"));
  EXPECT_THAT(names(*source, false), ElementsAre("xe-card", "xe-Esocket0"));
}

TEST(HwmonEnergy, LeavesOutAShownSensorThatCannotBeRead) {
  HwmonMachine machine;
  EmulatedDevice& amd = machine.hwmon.add_amd_energy({.sockets = 1, .cores = 2});
  EmulatedDevice& gpu = machine.hwmon.add("xe");
  gpu.set_text("energy1_input", "");
  gpu.set_text("power1_input", "");
  amd.set_text("energy2_input", "");  // without one of its cores the sum would be wrong
  const auto source = machine.source();
  EXPECT_EQ(source->domains().size(), 1U);
  EXPECT_THAT(machine.samplers, IsEmpty());
}

TEST(HwmonPower, OfTheWholeMachineCountsAndIsIntegrated) {
  HwmonMachine machine;
  EmulatedDevice& meter = machine.hwmon.add_power_meter();
  meter.set("power1_average", 10'000'000);
  const auto source = machine.source();
  EXPECT_THAT(names(*source, true), ElementsAre("power_meter-power1"));
  EXPECT_THAT(ticks_of(*source), ElementsAre(0));
  meter.set("power1_average", 20'000'000);
  machine.sample_after(1.0);
  EXPECT_THAT(ticks_of(*source), ElementsAre(15'000'000));
  machine.sample_after(2.0);
  EXPECT_THAT(ticks_of(*source), ElementsAre(55'000'000));
}

TEST(HwmonPower, OfAComponentIsShownOnly) {
  HwmonMachine machine;
  EmulatedDevice& gpu = machine.hwmon.add("amdgpu");
  gpu.set_text("power1_label", "PPT");
  gpu.set("power1_average", 30'000'000);
  gpu.set("power1_input", 99'000'000);  // the average serves
  machine.hwmon.add_power_meter();
  const auto source = machine.source();
  EXPECT_THAT(names(*source, true), ElementsAre("power_meter-power1"));
  EXPECT_THAT(names(*source, false), ElementsAre("amdgpu-PPT"));
  machine.sample_after(1.0);
  EXPECT_THAT(ticks_of(*source), ElementsAre(30'000'000, 0));
}

TEST(HwmonPower, NeverCountsBesideSocketEnergy) {
  HwmonMachine machine;
  machine.hwmon.add_power_meter();
  machine.hwmon.add_amd_energy({.sockets = 1, .cores = 0});
  const auto source = machine.source();
  EXPECT_THAT(names(*source, true), ElementsAre("package-0"));
  EXPECT_THAT(names(*source, false), ElementsAre("power_meter-power1"));
}

TEST(HwmonPower, IsSampledAtThePeriodOfItsDevice) {
  HwmonMachine machine;
  machine.hwmon.add_power_meter().set("power1_average_interval", 1000);
  EmulatedDevice& fast = machine.hwmon.add("ina226");
  fast.set("update_interval", 35);
  fast.set("power1_input", 0);
  fast.set("power2_input", 0);
  machine.hwmon.add("amdgpu").set("power1_input", 0);
  EmulatedDevice& unknown = machine.hwmon.add("zero");
  unknown.set("update_interval", 0);
  unknown.set("power1_input", 0);
  const auto source = machine.source();
  std::vector<std::pair<std::string, double>> periods;
  for (const Domain& domain : source->domains()) periods.emplace_back(domain.name, domain.update_period->value());
  EXPECT_THAT(periods, ElementsAre(std::pair{"ina226-power1", 0.035}, std::pair{"ina226-power2", 0.035},
                                   std::pair{"amdgpu-power1", 0.1}, std::pair{"zero-power1", 0.1},
                                   std::pair{"power_meter-power1", 1.0}));
  EXPECT_EQ(machine.samplers.size(), 3U) << "one for each period";
  EXPECT_THAT(source->domains()[2].where, HasSubstr("power1_input (power, sampled every 100 ms, an assumed period)"));
  EXPECT_THAT(source->domains()[4].where, HasSubstr("device/power1_average (power, sampled every 1000 ms)"));
}

TEST(HwmonPower, GivesSensorsOfOneNameDifferentNames) {
  HwmonMachine machine;
  machine.hwmon.add("amdgpu").set("power1_input", 0);
  machine.hwmon.add("amdgpu").set("power1_input", 0);
  machine.hwmon.add_power_meter();
  EXPECT_THAT(names(*machine.source(), false), ElementsAre("amdgpu-power1", "amdgpu-power1-2"));
}

TEST(HwmonPower, SamplesInAThreadOfItsOwn) {
  HwmonMachine machine;
  machine.hwmon.add_power_meter().set("power1_average", 10'000'000);
  PowerSampler* sampler = nullptr;
  const auto opened = open_hwmon(machine.machine.roots(), {.start_sampling = [&](PowerSampler& its) {
                                   HwmonAccess{}.start_sampling(its);
                                   sampler = &its;
                                 }});
  ASSERT_NE(sampler, nullptr);
  EXPECT_TRUE(sampler->has_thread());
}

/// A clock that moves by a microsecond when it is asked, and takes the samples that are due by then as the thread
/// would.
class SamplingClock final : public Clock {
 public:
  [[nodiscard]] Seconds now() noexcept override {
    if (!is_sampling_) advance(Seconds{1e-6});
    return now_;
  }
  void advance(Seconds by) {
    const Seconds end = now_ + by;
    is_sampling_ = true;
    while (sampler_ != nullptr && next_ <= end) {
      now_ = next_;
      sampler_->take_sample();
      next_ = next_ + sampler_->period();
    }
    is_sampling_ = false;
    now_ = end;
  }
  void drive(PowerSampler& sampler) {
    sampler_ = &sampler;
    next_ = now_ + sampler.period();
  }

 private:
  Seconds now_{100.0};
  Seconds next_;
  PowerSampler* sampler_ = nullptr;
  bool is_sampling_ = false;
};

TEST(HwmonPower, MeasuresConstantPowerWithinItsUncertainty) {
  // The first is waited for at both ends, the second is too slow for that: then a period is uncertain at each end.
  struct Case {
    std::uint64_t milliseconds;
    double largest_uncertainty;
  };
  for (const Case& about : {Case{20, 0.02}, Case{200, 0.45}}) {
    HwmonMachine machine;
    EmulatedDevice& meter_device = machine.hwmon.add_power_meter();
    meter_device.set("power1_average", 250'000'000);
    meter_device.set("power1_average_interval", about.milliseconds);
    const auto clock = std::make_shared<SamplingClock>();
    auto opened = open_hwmon(machine.machine.roots(),
                             {.clock = clock, .start_sampling = [&](PowerSampler& sampler) { clock->drive(sampler); }});
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::get<std::unique_ptr<EnergySource>>(std::move(opened)));
    EnergyMeter meter{std::move(sources), {.clock = clock}};
    std::mt19937 random{7};
    std::uniform_real_distribution<double> pause{0.0, 0.3};
    for (int i = 0; i < 20; ++i) {
      clock->advance(Seconds{pause(random)});
      meter.start();
      clock->advance(Seconds{1.0});
      meter.stop();
      const EnergyUse use = std::get<EnergyUse>(meter.result());
      const Joules truth = Watts{250.0} * use.wall;
      EXPECT_LE(std::abs((use.total - truth).value()), use.total_uncertainty.value() + 1e-9);
      EXPECT_LE(use.total_uncertainty / truth, about.largest_uncertainty);
    }
  }
}

TEST(HwmonSensors, AreFoundInTheDeviceOfAnOlderDriver) {
  HwmonMachine machine;
  machine.hwmon.add_power_meter();
  const std::vector<HwmonSensor> sensors = find_hwmon_sensors(machine.machine.roots().sysfs);
  ASSERT_EQ(sensors.size(), 1U);
  EXPECT_EQ(sensors[0].file, machine.machine.roots().sysfs / "class/hwmon/hwmon0/device/power1_average");
  EXPECT_EQ(sensors[0].device_name, "power_meter");
}

TEST(HwmonSensors, AreOnlyEnergyAndPower) {
  HwmonMachine machine;
  EmulatedDevice& device = machine.hwmon.add("chip");
  for (const char* file : {"temp1_input", "power1_cap", "power1_average_interval", "energy_input", "energyx_input",
                           "power_input", "power1_input_highest", "in0_input"}) {
    device.set(file, 1);
  }
  EXPECT_THAT(find_hwmon_sensors(machine.machine.roots().sysfs), IsEmpty());
}

TEST(HwmonSensors, ComeInTheOrderOfTheirNumbers) {
  HwmonMachine machine;
  for (int i = 0; i < 11; ++i) machine.hwmon.add("empty");
  EmulatedDevice& device = machine.hwmon.add("chip");  // hwmon11, after hwmon2
  for (const char* file : {"power10_input", "power2_average", "power1_input"}) device.set(file, 1);
  std::vector<std::string> labels;
  for (const HwmonSensor& sensor : find_hwmon_sensors(machine.machine.roots().sysfs)) labels.push_back(sensor.label);
  EXPECT_THAT(labels, ElementsAre("power1", "power2", "power10"));
}

TEST(HwmonRead, NamesTheFileThatCouldNotBeReadAndRecovers) {
  HwmonMachine machine;
  EmulatedDevice& amd = machine.hwmon.add_amd_energy({.sockets = 2, .cores = 1});
  EmulatedDevice& gpu = machine.hwmon.add("amdgpu");
  gpu.set("power1_input", 0);
  const auto source = machine.source();
  std::vector<std::uint64_t> ticks(4);

  amd.set_text("energy3_input", "");
  EXPECT_TRUE(source->read(ticks));
  EXPECT_THAT(source->last_failure(), HasSubstr("cannot read " + amd.file("energy3_input").string() + ": "));
  amd.set("energy3_input", 1);
  EXPECT_FALSE(source->read(ticks));
  EXPECT_EQ(source->last_failure(), "");

  amd.set_text("energy1_input", "");
  EXPECT_TRUE(source->read(ticks));
  EXPECT_THAT(source->last_failure(), HasSubstr(amd.file("energy1_input").string() + ", sum of 1 cores: "));
  amd.set("energy1_input", 1);

  gpu.set_text("power1_input", "");
  EXPECT_FALSE(source->read(ticks)) << "the last sample succeeded";
  machine.sample_after(0.1);
  EXPECT_TRUE(source->read(ticks));
  EXPECT_THAT(source->last_failure(), HasSubstr("cannot read " + gpu.file("power1_input").string() + ": "));
  gpu.set("power1_input", 1);
  machine.sample_after(0.1);
  EXPECT_FALSE(source->read(ticks));
}

TEST(HwmonRead, AllocatesNothing) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer's allocator is in use";
  HwmonMachine machine;
  machine.hwmon.add_amd_energy({});
  machine.hwmon.add_power_meter();
  const auto source = machine.source();
  std::vector<std::uint64_t> ticks(4);
  const std::uint64_t before = testing::allocation_count();
  const std::error_code error = source->read(ticks);
  for (PowerSampler* sampler : machine.samplers) sampler->take_sample();
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_FALSE(error);
}

TEST(HwmonAbsence, OfAnySensorSaysSo) {
  HwmonMachine machine;
  machine.hwmon.add("coretemp").set("temp1_input", 40'000);
  const Unavailable why = machine.why_not();
  EXPECT_EQ(why.source, "hwmon");
  EXPECT_EQ(why.reason,
            "no sensor with energy or power in " + (machine.machine.roots().sysfs / "class/hwmon").string());
  EXPECT_THAT(why.remedy, AllOf(HasSubstr("modprobe acpi_power_meter"), Not(HasSubstr("powercap")))) << "not here";
  machine.machine.add_zone({.name = "package-0"});
  EXPECT_THAT(machine.why_not().remedy, HasSubstr("--source powercap"));
}

TEST(HwmonAbsence, OfTheWholeFolderIsTheSame) {
  const EmulatedMachine machine;
  const auto opened = open_hwmon(machine.roots());
  EXPECT_THAT(std::get<Unavailable>(opened).reason, HasSubstr("no sensor with energy or power"));
}

TEST(HwmonAbsence, OfSomethingThatCountsSaysWhatThereIs) {
  HwmonMachine machine;
  EmulatedDevice& gpu = machine.hwmon.add("amdgpu");
  gpu.set("power1_average", 0);
  gpu.set_text("power1_label", "PPT");
  machine.hwmon.add("xe").set("energy1_input", 0);
  const Unavailable why = machine.why_not();
  EXPECT_THAT(why.reason, AllOf(HasSubstr("no sensor of a whole processor or machine"),
                                HasSubstr("only amdgpu (PPT), xe (energy1)")));
  EXPECT_THAT(machine.samplers, IsEmpty()) << "nothing is sampled for nobody";
}

TEST(HwmonAbsence, OfOneMeterAmongSeveralIsNotGuessed) {
  HwmonMachine machine;
  machine.hwmon.add_power_meter();
  machine.hwmon.add_power_meter();
  EXPECT_THAT(machine.why_not().reason, HasSubstr("several power meters"));
}

TEST(HwmonAbsence, InAVirtualMachineIsTheHypervisor) {
  HwmonMachine machine;
  EmulatedCpu guest = zen3;
  guest.hypervisor = true;
  machine.machine.set_cpu(guest);
  const Unavailable why = machine.why_not();
  EXPECT_THAT(why.reason, HasSubstr("virtual machine"));
  EXPECT_THAT(why.remedy, HasSubstr("--source estimate"));
}

TEST(HwmonAbsence, OnAmdIsTheModule) {
  HwmonMachine machine;
  machine.machine.set_cpu(zen3);
  const Unavailable why = machine.why_not();
  EXPECT_THAT(why.reason, HasSubstr("amd_energy"));
  EXPECT_THAT(why.remedy, AllOf(HasSubstr("modprobe amd_energy"), HasSubstr("--source powercap")));
  machine.machine.set_cpu({.vendor = "AuthenticAMD", .family = 21, .model = 2});
  EXPECT_THAT(machine.why_not().reason, Not(HasSubstr("amd_energy"))) << "before Zen there was nothing to show";
}

TEST(HwmonAbsence, OfPermissionNamesTheNarrowestRights) {
  HwmonMachine machine;
  EmulatedDevice& amd = machine.hwmon.add_amd_energy({.sockets = 1, .cores = 1});
  amd.forbid_reading("energy2_input");
  const Unprivileged nobody;
  const Unavailable why = machine.why_not();
  EXPECT_EQ(why.reason, "no permission to read " + amd.file("energy2_input").string());
  EXPECT_THAT(why.remedy, AllOf(HasSubstr("chmod 0440 " + amd.file("energy*_input").string()), Not(HasSubstr("777"))));
}

TEST(HwmonAbsence, OfPermissionForWhatIsOnlyShownDoesNotMatter) {
  HwmonMachine machine;
  EmulatedDevice& amd = machine.hwmon.add_amd_energy({.sockets = 1, .cores = 1});
  amd.forbid_reading("energy1_input");
  const Unprivileged nobody;
  EXPECT_EQ(machine.source()->domains().size(), 1U);
}

TEST(HwmonAbsence, OfAReadableMeterNamesItsFile) {
  HwmonMachine machine;
  EmulatedDevice& meter = machine.hwmon.add_power_meter();
  meter.set_text("power1_average", "");
  EXPECT_THAT(machine.why_not().reason, HasSubstr("cannot read " + meter.file("power1_average").string()));
}

TEST(HwmonProbe, ServesWhereNothingBetterIs) {
  HwmonMachine machine;
  machine.hwmon.add_amd_energy({});
  const FileRoots roots = machine.machine.roots();
  const Selection selection = select_sources(
      std::vector<std::string>{"auto"},
      {.roots = roots, .power_model = choose_power_model(roots), .processes = std::make_shared<ProcessUsage>(roots)});
  ASSERT_EQ(selection.sources.size(), 1U);
  EXPECT_EQ(selection.sources[0]->name(), "hwmon");
}

TEST(Hwmon, CountsASocketOnceThatEachOfItsNumaNodesShows) {
  const EmulatedMachine machine;
  EmulatedHwmon hwmon{machine.roots().sysfs};
  EmulatedDevice& amd = hwmon.add_amd_energy({.sockets = 2, .cores = 2});
  amd.remove("energy3_input");
  amd.remove("energy4_input");
  testing::CounterFile counter{amd.file("energy3_input")};
  std::filesystem::create_hard_link(amd.file("energy3_input"), amd.file("energy4_input"));
  std::atomic<bool> done{false};
  std::thread counting{[&] {
    for (std::uint64_t energy = 1'000; !done; energy += 1'000) {
      counter.store(energy);
      std::this_thread::sleep_for(std::chrono::milliseconds{1});  // as often as the hardware's counter moves
    }
  }};
  std::vector<bool> counted;
  auto opened = open_hwmon(machine.roots());
  done = true;
  counting.join();
  for (const Domain& domain : std::get<std::unique_ptr<EnergySource>>(opened)->domains()) {
    if (domain.name.starts_with("package-")) counted.push_back(domain.counted);
  }
  EXPECT_THAT(counted, ElementsAre(true, false));
}

}  // namespace
}  // namespace greenbench
