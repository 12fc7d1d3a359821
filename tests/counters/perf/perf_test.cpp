#include "counters/perf/perf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "counters/meter/meter.hpp"
#include "counters/perf/perf_counters.hpp"
#include "tests/counters/allocation_count.hpp"
#include "tests/counters/perf/fake_perf_events.hpp"
#include "tests/counters/simulated_machine.hpp"
#include "tests/support/emulated_machine.hpp"
#include "tests/support/emulated_pmu.hpp"
#include "tests/support/emulated_topology.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::EmulatedCpu;
using testing::EmulatedMachine;
using testing::EmulatedPmu;
using testing::FakePerfEvents;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SimulatedClock;
using testing::write_file;

constexpr double two_to_minus_32 = 1.0 / 4294967296.0;
constexpr std::uint64_t step = 1U << 18U;  // 2^-14 J in counts of 2^-32 J

/// An emulated machine with the event source "power", and a kernel that opens its events.
struct PerfMachine {
  explicit PerfMachine(const testing::EmulatedTopology& topology = {}, const EmulatedPmu& pmu = {}) {
    testing::write_topology(sysfs(), topology);
    testing::write_pmu(sysfs(), pmu);
  }

  [[nodiscard]] fs::path sysfs() const { return machine.roots().sysfs; }
  auto open() { return open_perf(machine.roots(), {.events = events, .cores_every = Seconds{0.0}}); }
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
  void refuse_all(std::errc error) {
    events->refuse = [error](const PerfEvent&) { return std::make_error_code(error); };
  }

  EmulatedMachine machine;
  std::shared_ptr<FakePerfEvents> events = std::make_shared<FakePerfEvents>();
};

std::vector<std::string> names(const EnergySource& source, bool counted) {
  std::vector<std::string> result;
  for (const Domain& domain : source.domains()) {
    if (domain.counted == counted) result.push_back(domain.name);
  }
  return result;
}

std::vector<std::uint64_t> ticks_of(EnergySource& source) {
  std::vector<std::uint64_t> ticks(source.domains().size());
  EXPECT_FALSE(source.read(ticks)) << source.last_failure();
  return ticks;
}

const std::vector<std::string> all_events = {"energy-pkg", "energy-ram", "energy-cores", "energy-gpu", "energy-psys"};

TEST(Perf, CountsPackageAndRamAndShowsTheRest) {
  PerfMachine perf{{}, {.events = all_events}};
  perf.events->value = [](const PerfEvent& event) { return event.config * step; };
  const auto source = perf.source();
  EXPECT_EQ(source->name(), "perf");
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "dram-0"));
  EXPECT_THAT(names(*source, false), ElementsAre("core-0", "uncore-0", "psys"));
  // The order of opening, not of the kernel's numbers: pkg is 2, ram 3, cores 1, gpu 4, psys 5.
  EXPECT_THAT(ticks_of(*source), ElementsAre(2 * step, 3 * step, 1 * step, 4 * step, 5 * step));
  EXPECT_THAT(source->domains()[0].where, HasSubstr("devices/power/events/energy-pkg on processor 0"));
}

TEST(Perf, OpensAllEventsOfAPackageAsOneGroup) {
  PerfMachine perf{{.packages = 2, .cores_per_die = 18}, {.type = 31, .cpumask = "0,18", .events = all_events}};
  perf.events->value = [](const PerfEvent& event) {
    return static_cast<std::uint64_t>(event.cpu) * 100 + event.config;
  };
  const auto source = perf.source();
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "dram-0", "package-1", "dram-1"));
  EXPECT_THAT(names(*source, false), ElementsAre("core-0", "uncore-0", "psys", "core-1", "uncore-1"));
  EXPECT_THAT(ticks_of(*source), ElementsAre(2, 3, 1, 4, 5, 1802, 1803, 1801, 1804));

  perf.events->read_cpus.clear();
  ticks_of(*source);
  EXPECT_THAT(perf.events->read_cpus, ElementsAre(0, 18)) << "one read for each package";

  ASSERT_EQ(perf.events->opened.size(), 9U);
  for (const PerfEvent& event : perf.events->opened) {
    EXPECT_EQ(event.type, 31U);
    EXPECT_EQ(event.group_leader == -1, event.config == 2) << "the package's event leads";
  }
}

TEST(Perf, TakesThePackageFromTheTopologyNotFromTheOrderOfProcessors) {
  PerfMachine perf{{.packages = 2, .cores_per_die = 4}, {.cpumask = "4,0"}};
  EXPECT_THAT(names(*perf.source(), true), ElementsAre("package-0", "package-1"));
  write_file(perf.sysfs() / "devices/system/cpu/cpu0/topology/physical_package_id", "1\n");
  write_file(perf.sysfs() / "devices/system/cpu/cpu4/topology/physical_package_id", "0\n");
  const auto source = perf.source();
  EXPECT_THAT(source->domains()[0].where, HasSubstr("on processor 4"));
}

TEST(Perf, NamesDiesAsPowercapDoes) {
  PerfMachine perf{{.dies_per_package = 2, .cores_per_die = 2},
                   {.cpumask = "0,2", .events = {"energy-pkg", "energy-ram"}}};
  EXPECT_THAT(names(*perf.source(), true),
              ElementsAre("package-0-die-0", "dram-0-die-0", "package-0-die-1", "dram-0-die-1"));
}

TEST(Perf, CountsAnAmdPackageOnceThoughEachOfItsDiesIsListed) {
  PerfMachine perf{{.packages = 2, .dies_per_package = 2, .cores_per_die = 2}, {.cpumask = "0,2,4,6"}};
  perf.machine.set_cpu({.vendor = "AuthenticAMD", .family = 23, .model = 49});
  EXPECT_THAT(names(*perf.source(), true), ElementsAre("package-0", "package-1"));
  EXPECT_EQ(perf.events->opened.size(), 2U);
}

TEST(Perf, ReadsTheScaleAndDoesNotAssumeIt) {
  PerfMachine usual;
  PerfMachine other{{}, {.scale = "1.0e-6"}};
  for (PerfMachine* perf : {&usual, &other}) perf->events->value = [](const PerfEvent&) { return 3'000'000; };
  const auto joules = [](EnergySource& source) {
    return source.domains()[0].unit * static_cast<double>(ticks_of(source)[0]);
  };
  EXPECT_EQ(usual.source()->domains()[0].unit, Joules{two_to_minus_32});
  EXPECT_DOUBLE_EQ(joules(*usual.source()).value(), 3e6 * two_to_minus_32);
  EXPECT_DOUBLE_EQ(joules(*other.source()).value(), 3.0);
}

TEST(Perf, RefusesAUnitThatIsNotJoules) {
  PerfMachine perf{{}, {.unit = "Watts"}};
  const Unavailable why = perf.why_not();
  EXPECT_EQ(why.source, "perf");
  EXPECT_THAT(why.reason, AllOf(HasSubstr("energy-pkg.unit says \"Watts\""), HasSubstr("expected is Joules")));
}

TEST(Perf, LeavesOutAnEventThatIsOnlyShownWhenItIsNotInJoules) {
  PerfMachine perf{{}, {.events = all_events}};
  write_file(testing::pmu_folder(perf.sysfs()) / "events/energy-gpu.unit", "Watts\n");
  EXPECT_THAT(names(*perf.source(), false), ElementsAre("core-0", "psys"));
}

TEST(Perf, RefusesFilesItDoesNotUnderstand) {
  struct Case {
    const char* file;
    const char* content;
  };
  for (const auto& [file, content] :
       {Case{"type", "x\n"}, Case{"type", "4294967296\n"}, Case{"cpumask", "\n"},
        Case{"events/energy-pkg", "event=0x02,umask=0x1\n"}, Case{"events/energy-pkg", "config=2\n"},
        Case{"events/energy-pkg.scale", "0\n"}, Case{"events/energy-pkg.scale", "nan\n"},
        Case{"events/energy-pkg.scale", "-1\n"}}) {
    PerfMachine perf;
    write_file(testing::pmu_folder(perf.sysfs()) / file, content);
    EXPECT_THAT(perf.why_not().reason, HasSubstr(file)) << content;
  }
}

TEST(Perf, RefusesAProcessorWhosePackageIsNotKnown) {
  PerfMachine perf{{}, {.cpumask = "7"}};
  EXPECT_THAT(perf.why_not().reason, HasSubstr("cpu7/topology/physical_package_id"));
}

TEST(Perf, NeedsThePackage) {
  PerfMachine perf{{}, {.events = {"energy-ram"}}};
  EXPECT_THAT(perf.why_not().reason, HasSubstr("no event of a package in"));
}

TEST(Perf, NeverWrapsButAsksToBeReadBeforeTheKernelLosesCount) {
  PerfMachine perf;
  const auto source = perf.source();
  EXPECT_EQ(source->domains()[0].wrap_modulus, std::nullopt);
  EXPECT_EQ(source->domains()[0].maximum_power, Watts{500.0});
  // 2^31 steps of 2^-16 J are 32768 J.
  EXPECT_EQ(source->domains()[0].read_within, Seconds{32768.0 / 500.0});
}

TEST(Perf, BoundsPowerByTheTdp) {
  PerfMachine perf{{}, {.events = {"energy-pkg", "energy-psys"}}};
  perf.machine.set_cpu({.model_name = "Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz"});
  const auto source = perf.source();
  EXPECT_EQ(source->domains()[0].maximum_power, Watts{95.0});
  EXPECT_EQ(source->domains()[1].maximum_power, Watts{500.0}) << "psys is the whole machine";
}

TEST(HardwareStep, IsTheLowestBitOfAllValuesSeen) {
  const StepOf counter{.unit = Joules{two_to_minus_32}, .assumed = usual_hardware_step};
  EXPECT_EQ(hardware_step(12 * step | 7 * step, counter), Joules{1.0 / 16384.0});
  EXPECT_EQ(hardware_step(12 * step, counter), Joules{4.0 / 16384.0});
  EXPECT_EQ(hardware_step(1, counter), Joules{two_to_minus_32});
}

TEST(HardwareStep, IsAssumedUntilSomethingIsSeen) {
  EXPECT_EQ(hardware_step(0, {.unit = Joules{two_to_minus_32}, .assumed = usual_hardware_step}), Joules{1.0 / 16384.0});
  EXPECT_EQ(hardware_step(0, {.unit = Joules{0.5}, .assumed = usual_hardware_step}), Joules{0.5});
}

TEST(Perf, LearnsTheHardwaresStepWhenItIsOpened) {
  PerfMachine perf{{}, {.events = {"energy-pkg", "energy-ram"}}};
  std::uint64_t moves = 0;
  perf.events->value = [&](const PerfEvent& event) {
    return event.config == 2 ? ++moves * step : moves * (step / 4);  // DRAM in steps of 2^-16 J
  };
  const auto source = perf.source();
  EXPECT_EQ(source->domains()[0].resolution, Joules{1.0 / 16384.0});
  EXPECT_EQ(source->domains()[1].resolution, Joules{1.0 / 65536.0});
}

TEST(Perf, KnowsTheOneJouleStepsOfSapphireRapidsPsysThoughItDidNotMove) {
  PerfMachine perf{{}, {.events = {"energy-pkg", "energy-psys"}}};
  perf.machine.set_cpu({.model = 143});
  EXPECT_EQ(perf.source()->domains()[1].resolution, Joules{1.0});
}

EmulatedCpu epyc() {
  return {.vendor = "AuthenticAMD", .family = 25, .model = 17, .model_name = "Emulated EPYC"};
}

TEST(Perf, SumsAmdsCoresAndDoesNotCountThem) {
  PerfMachine perf{{.packages = 2, .cores_per_die = 2}, {.cpumask = "0,2"}};
  perf.machine.set_cpu(epyc());
  testing::write_pmu(perf.sysfs(), {.name = "power_core", .type = 10, .cpumask = "0-3", .events = {"energy-core"}});
  std::uint64_t time = 0;
  perf.events->value = [&](const PerfEvent& event) -> std::uint64_t {
    if (event.type == 9) return 100 * time;
    return (static_cast<std::uint64_t>(event.cpu) + 1) * time;  // cores at 1, 2, 3 and 4 per unit of time
  };
  const auto source = perf.source();
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "package-1"));
  EXPECT_THAT(names(*source, false), ElementsAre("core-0", "core-1"));
  time = 10;
  EXPECT_THAT(ticks_of(*source), ElementsAre(1000, 1000, 30, 70));
  EXPECT_THAT(source->domains()[2].where, HasSubstr("power_core/events/energy-core, sum of 2 cores"));
}

TEST(Perf, DoesWithoutAmdsCoresWhenTheyCannotBeOpenedOrRead) {
  for (const bool at_opening : {true, false}) {
    PerfMachine perf;
    perf.machine.set_cpu(epyc());
    testing::write_pmu(perf.sysfs(), {.name = "power_core", .type = 10, .cpumask = "0-1", .events = {"energy-core"}});
    const auto fails = [](const PerfEvent& event) {
      return event.type == 10 ? std::make_error_code(std::errc::invalid_argument) : std::error_code{};
    };
    (at_opening ? perf.events->refuse : perf.events->unreadable) = fails;
    const auto source = perf.source();
    EXPECT_THAT(names(*source, true), ElementsAre("package-0"));
    EXPECT_THAT(names(*source, false), ElementsAre());
    ticks_of(*source);
  }
}

TEST(Perf, SaysWhichEventsCouldNotBeReadAndRecovers) {
  PerfMachine perf{{.packages = 2, .cores_per_die = 18}, {.cpumask = "0,18"}};
  const auto source = perf.source();
  perf.events->unreadable = [](const PerfEvent& event) {
    return event.cpu == 18 ? std::make_error_code(std::errc::no_such_device) : std::error_code{};
  };
  std::vector<std::uint64_t> ticks(2);
  EXPECT_EQ(source->read(ticks), std::errc::no_such_device);
  EXPECT_EQ(source->last_failure(), "cannot read the events of " + testing::pmu_folder(perf.sysfs()).string() +
                                        " on processor 18: No such device");
  perf.events->unreadable = [](const PerfEvent&) { return std::error_code{}; };
  EXPECT_FALSE(source->read(ticks));
  EXPECT_EQ(source->last_failure(), "");
}

TEST(PerfAbsence, OnBareMetalIsTheKernelModule) {
  PerfMachine perf;
  fs::remove_all(testing::pmu_folder(perf.sysfs()));
  const Unavailable why = perf.why_not();
  EXPECT_EQ(why.source, "perf");
  EXPECT_THAT(why.reason, HasSubstr("driver is not loaded"));
  EXPECT_THAT(why.remedy, AllOf(HasSubstr("modprobe rapl"), HasSubstr("CONFIG_PERF_EVENTS_INTEL_RAPL")));
}

TEST(PerfAbsence, InAVirtualMachineIsTheHypervisor) {
  PerfMachine perf;
  fs::remove_all(testing::pmu_folder(perf.sysfs()));
  perf.machine.set_cpu({.hypervisor = true});
  const Unavailable why = perf.why_not();
  EXPECT_THAT(why.reason, HasSubstr("virtual machine"));
  EXPECT_THAT(why.remedy, AllOf(HasSubstr("--source estimate"), Not(HasSubstr("modprobe"))));
}

TEST(PerfAbsence, InAVirtualMachineIsTheHypervisorThoughTheDriverIsLoaded) {
  PerfMachine perf{{}, {.events = {"energy-psys"}}};  // as Linux 6.18 shows it in a guest on Sapphire Rapids
  perf.machine.set_cpu({.hypervisor = true});
  EXPECT_THAT(perf.why_not().reason, HasSubstr("virtual machine"));
}

TEST(PerfAbsence, OfPermissionNamesTheSettingAndTheNarrowestRights) {
  for (const std::errc error : {std::errc::permission_denied, std::errc::operation_not_permitted}) {
    PerfMachine perf;
    write_file(perf.machine.roots().procfs / "sys/kernel/perf_event_paranoid", "4\n");
    perf.refuse_all(error);
    const Unavailable why = perf.why_not();
    EXPECT_EQ(why.reason,
              "no permission to open the event power/energy-pkg on processor 0 (kernel.perf_event_paranoid is 4)");
    EXPECT_THAT(why.remedy, AllOf(HasSubstr("sudo sysctl kernel.perf_event_paranoid=0"),
                                  HasSubstr("sudo setcap cap_perfmon=ep /"), HasSubstr("counters_tests")));
    EXPECT_THAT(why.remedy, AllOf(Not(HasSubstr("777")), Not(HasSubstr("as root")), Not(HasSubstr("powercap"))));
  }
}

/// Why a kernel at this level of perf_event_paranoid refuses.
Unavailable refused_at(PerfMachine& perf, const std::string& level) {
  write_file(perf.machine.roots().procfs / "sys/kernel/perf_event_paranoid", level + "\n");
  perf.refuse_all(std::errc::permission_denied);
  return perf.why_not();
}

TEST(PerfAbsence, OfPermissionLowersTheSettingWhereACapabilityAloneDoesNothing) {
  PerfMachine perf;
  EXPECT_THAT(refused_at(perf, "3").remedy, HasSubstr("\n  sudo sysctl kernel.perf_event_paranoid=2\n"));
  EXPECT_THAT(refused_at(perf, "2").remedy, Not(HasSubstr("perf_event_paranoid=2")));
}

TEST(PerfAbsence, OfPermissionNamesPowercapFirstWhereItShowsAPackage) {
  PerfMachine perf;
  perf.machine.add_zone({.name = "package-0"});
  EXPECT_THAT(refused_at(perf, "2").remedy,
              ::testing::StartsWith("use --source powercap, whose files alone a group can be"));
}

TEST(PerfAbsence, OfPermissionNeverRepeatsACapabilityThatTheProgramHas) {
  PerfMachine perf;
  const std::string has_perfmon = "Name:\tgreenbench\nCapPrm:\t0000004000000000\nCapEff:\t0000004000000000\n";
  write_file(perf.machine.roots().procfs / "self/status", has_perfmon);
  const Unavailable at_three = refused_at(perf, "3");
  EXPECT_THAT(at_three.reason, HasSubstr("has the capability cap_perfmon, but the kernel does not heed it while "
                                         "kernel.perf_event_paranoid is 3"));
  EXPECT_EQ(at_three.remedy, "lower the setting, until the next start:\n  sudo sysctl kernel.perf_event_paranoid=2");
  EXPECT_THAT(refused_at(perf, "2").reason,
              HasSubstr("though this program has the capability cap_perfmon: a container's"));
}

TEST(PerfAbsence, OfAPackagesEventIsNotTheModuleWhereTheDriverIsThere) {
  PerfMachine psys{{}, {.events = {"energy-psys"}}};
  EXPECT_THAT(psys.why_not().reason,
              HasSubstr(", only energy-psys: the kernel's driver is loaded, but finds no counter"));
  PerfMachine zeros;
  fs::remove_all(testing::pmu_folder(zeros.sysfs()));
  fs::create_directories(zeros.sysfs() / "module/rapl");
  for (PerfMachine* perf : {&psys, &zeros}) {
    EXPECT_THAT(perf->why_not().reason, HasSubstr("driver is loaded"));
    EXPECT_THAT(perf->why_not().remedy, AllOf(HasSubstr("--source estimate"), Not(HasSubstr("modprobe"))));
  }
}

TEST(PerfAbsence, WhereTheKernelAllowsItIsTheContainer) {
  for (const char* paranoid : {"0\n", "-1\n"}) {
    PerfMachine perf;
    write_file(perf.machine.roots().procfs / "sys/kernel/perf_event_paranoid", paranoid);
    perf.refuse_all(std::errc::operation_not_permitted);
    const Unavailable why = perf.why_not();
    EXPECT_THAT(why.reason, HasSubstr("container"));
    EXPECT_THAT(why.remedy, AllOf(HasSubstr("--cap-add PERFMON"), Not(HasSubstr("sysctl"))));
  }
}

TEST(PerfAbsence, OfAnEventTheKernelDoesNotKnowIsAnothersSysfs) {
  for (const std::errc error : {std::errc::no_such_file_or_directory, std::errc::invalid_argument}) {
    PerfMachine perf;
    perf.refuse_all(error);
    const Unavailable why = perf.why_not();
    EXPECT_THAT(why.reason, HasSubstr(perf.sysfs().string() + " is not this kernel's own"));
    EXPECT_THAT(why.remedy, HasSubstr("--path.sysfs"));
  }
}

TEST(PerfAbsence, OfAnotherKindSaysTheError) {
  PerfMachine perf;
  perf.refuse_all(std::errc::too_many_files_open);
  EXPECT_THAT(perf.why_not().reason, HasSubstr("Too many open files"));
}

TEST(PerfAbsence, IsAFirstReadThatFails) {
  PerfMachine perf;
  perf.events->unreadable = [](const PerfEvent&) { return std::make_error_code(std::errc::no_message_available); };
  EXPECT_THAT(perf.why_not().reason, HasSubstr("on processor 0: No data available"));
}

TEST(PerfAbsence, IsAnotherNumberOfEventsThanWasOpened) {
  PerfMachine perf{{}, {.events = {"energy-pkg", "energy-ram"}}};
  perf.events->refuse = [&](const PerfEvent&) { return std::error_code{}; };
  const auto source = perf.source();
  // A third event joins the group behind the source's back.
  const PerfEvent leader = perf.events->opened.front();
  ASSERT_EQ(leader.group_leader, -1);
  const int descriptor = perf.events->opened.back().group_leader;
  const OpenedFile third = perf.events->open({.type = 9, .config = 1, .cpu = 0, .group_leader = descriptor});
  std::vector<std::uint64_t> ticks(2);
  EXPECT_EQ(source->read(ticks), std::errc::bad_message);
}

/// The kernel's own system call, with an event that every Linux has.
TEST(KernelPerfEvents, FillOneGroupOrSayWhyNot) {
  const std::shared_ptr<PerfEvents> events = kernel_perf_events();
  constexpr std::uint32_t software = 1;     // PERF_TYPE_SOFTWARE
  constexpr std::uint64_t cpu_clock = 0;    // PERF_COUNT_SW_CPU_CLOCK
  constexpr std::uint64_t page_faults = 2;  // PERF_COUNT_SW_PAGE_FAULTS
  const OpenedFile leader = events->open({.type = software, .config = cpu_clock, .cpu = 0});
  if (leader.error) {
    EXPECT_TRUE(leader.error == std::errc::permission_denied || leader.error == std::errc::operation_not_permitted ||
                leader.error == std::errc::function_not_supported)
        << leader.error.message();
    GTEST_SKIP() << "no right to open performance events: " << leader.error.message();
  }
  const OpenedFile second =
      events->open({.type = software, .config = page_faults, .cpu = 0, .group_leader = leader.descriptor.get()});
  ASSERT_FALSE(second.error) << second.error.message();
  std::array<std::uint64_t, 3> words{};
  ASSERT_FALSE(events->read(leader.descriptor, words));
  EXPECT_EQ(words[0], 2U);
  const std::uint64_t before = words[1];
  ASSERT_FALSE(events->read(leader.descriptor, words)) << "the layout comes anew each time, without a seek";
  EXPECT_GT(words[1], before);
}

TEST(KernelPerfEvents, DoNotKnowATypeThatDoesNotExist) {
  const OpenedFile opened = kernel_perf_events()->open({.type = 0x7ffffff0, .config = 2, .cpu = 0});
  EXPECT_TRUE(opened.error);
  EXPECT_FALSE(opened.descriptor.is_open());
}

/// Two packages and their DRAM at constant power on a simulated clock, through the meter.
struct PerfAtConstantPower {
  PerfAtConstantPower() {
    perf.events->value = [this](const PerfEvent& event) {
      clock->advance(Seconds{1e-6});
      const double watts = event.config == 2 ? 80.0 : 6.0;
      const double phase = event.cpu == 0 ? 0.0 : 0.43e-3;
      const double edge = std::floor((clock->now().value() - phase) / 1e-3) * 1e-3 + phase;
      return static_cast<std::uint64_t>(watts * (edge - 99.0) * 16384.0) * step;
    };
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(perf.source());
    meter.emplace(std::move(sources), EnergyMeter::Options{.clock = clock});
  }
  PerfMachine perf{{.packages = 2, .cores_per_die = 18}, {.cpumask = "0,18", .events = {"energy-pkg", "energy-ram"}}};
  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  std::optional<EnergyMeter> meter;
};

TEST(Perf, MeasuresConstantPower) {
  PerfAtConstantPower bench;
  std::mt19937 random{7};
  std::uniform_real_distribution<double> pause{0.0, 5e-3};
  constexpr int repetitions = 200;
  int covered = 0;
  for (int i = 0; i < repetitions; ++i) {
    bench.clock->advance(Seconds{pause(random)});
    bench.meter->start();
    bench.clock->advance(Seconds{0.1});
    bench.meter->stop();
    const EnergyUse use = std::get<EnergyUse>(bench.meter->result());
    const Joules truth = Watts{172.0} * use.wall;
    EXPECT_NEAR(use.total.value(), truth.value(), 0.005 * truth.value());
    if (std::abs((use.total - truth).value()) <= use.total_uncertainty.value()) ++covered;
  }
  EXPECT_GE(covered, 190);
}

TEST(Perf, AllocatesNothingWhenItIsRead) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer's allocator is in use";
  PerfMachine perf{{}, {.events = all_events}};
  const auto source = perf.source();
  std::vector<std::uint64_t> ticks(5);
  perf.events->read_cpus.reserve(perf.events->read_cpus.size() + 1);
  const std::uint64_t before = testing::allocation_count();
  const std::error_code error = source->read(ticks);
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_FALSE(error);
}

}  // namespace
}  // namespace greenbench
