#include "counters/probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "tests/counters/nvml/nvml_stub_library.hpp"
#include "tests/support/emulated_hwmon.hpp"
#include "tests/support/emulated_machine.hpp"
#include "tests/support/emulated_topology.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using testing::EmulatedMachine;
using ::testing::HasSubstr;
using testing::NvmlStubLibrary;
using testing::OneSocket;
using ::testing::ThrowsMessage;

/// Without a GPU, whatever the machine that runs the test has.
ProbeContext context_of(const EmulatedMachine& machine) {
  return {.roots = machine.roots(),
          .power_model = choose_power_model(machine.roots()),
          .processes = std::make_shared<ProcessUsage>(machine.roots()),
          .nvml_library = "/nowhere/libnvidia-ml.so.1"};
}

Selection select(const std::vector<std::string>& names, const EmulatedMachine& machine) {
  return select_sources(names, context_of(machine));
}

Selection select_with_gpus(const std::vector<std::string>& names, const EmulatedMachine& machine) {
  ProbeContext context = context_of(machine);
  context.nvml_library = NvmlStubLibrary::path();
  return select_sources(names, context);
}

std::vector<std::string> names_of(const Selection& selection) {
  std::vector<std::string> names;
  for (const auto& source : selection.sources) names.push_back(source->name());
  return names;
}

std::vector<std::string> missing(const Selection& selection) {
  std::vector<std::string> names;
  for (const Unavailable& why : selection.unavailable) names.push_back(why.source);
  return names;
}

TEST(ProbeTable, IsOrderedBestFirstAndEndsWithTheEstimate) {
  ASSERT_FALSE(probe_table().empty());
  std::vector<std::string_view> names;
  for (const ProbeRow& row : probe_table()) names.push_back(row.name);
  EXPECT_THAT(names, ElementsAre("perf", "powercap", "msr", "hwmon", "nvml", "estimate"));
  EXPECT_EQ(probe_table().back().name, "estimate");
  EXPECT_EQ(probe_table().back().provenance, Provenance::estimated);
}

TEST(SelectSources, TakesTheBestMeasuredSourceAutomatically) {
  const OneSocket socket;
  const Selection selection = select({"auto"}, socket.machine);
  ASSERT_EQ(selection.sources.size(), 1U);
  EXPECT_EQ(selection.sources[0]->name(), "powercap");
  EXPECT_THAT(missing(selection), ElementsAre("perf", "nvml"))
      << "better, or of another device, and not here; what is worse was not looked for";
}

// A source that was opened and whose counters stand still.
TEST(SelectSources, GoesOnWhereASourceWasRejected) {
  const OneSocket socket;
  ProbeContext context = context_of(socket.machine);
  context.rejected.push_back(why_dead("powercap", std::vector<std::string>{"package-0"}));
  const Selection selection = select_sources(std::vector<std::string>{"auto"}, context);
  EXPECT_THAT(names_of(selection), ElementsAre("estimate"));
  const auto why = std::ranges::find(selection.unavailable, "powercap", &Unavailable::source);
  ASSERT_NE(why, selection.unavailable.end());
  EXPECT_EQ(why->reason, "package-0 did not move for 1 s while a CPU was busy");
}

TEST(SelectSources, FallsBackToTheEstimateVisibly) {
  const EmulatedMachine machine;
  const Selection selection = select({"auto"}, machine);
  ASSERT_EQ(selection.sources.size(), 1U);
  EXPECT_EQ(selection.sources[0]->name(), "estimate");
  EXPECT_THAT(missing(selection), ElementsAre("perf", "powercap", "msr", "hwmon", "nvml"));
}

TEST(SelectSources, DoesNotReplaceASourceThatWasAskedForByName) {
  const EmulatedMachine machine;
  const Selection selection = select({"powercap"}, machine);
  EXPECT_TRUE(selection.sources.empty());
  EXPECT_EQ(selection.unavailable.size(), 1U);
}

TEST(SelectSources, TakesTheEstimateWhenAskedThoughCountersAreThere) {
  const OneSocket socket;
  const Selection selection = select({"estimate"}, socket.machine);
  ASSERT_EQ(selection.sources.size(), 1U);
  EXPECT_EQ(selection.sources[0]->name(), "estimate");
}

TEST(SelectSources, NeverMixesMeasuredAndEstimated) {
  const OneSocket socket;
  EXPECT_THAT(
      [&] {
        select({"powercap", "estimate"}, socket.machine);
      },
      ThrowsMessage<std::invalid_argument>(HasSubstr("cannot be used together")));
}

/// The registers of one Intel package, as the msr driver's file shows them: eight bytes at the register's number.
void write_package_registers(const EmulatedMachine& machine) {
  testing::write_topology(machine.roots().sysfs, {});
  const std::filesystem::path file = machine.roots().devfs / "cpu/0/msr";
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream{file, std::ios::binary};
  for (const auto& [number, value] : {std::pair<int, std::uint64_t>{0x606, 0x000a0e03}, {0x611, 1111}}) {
    stream.seekp(number);
    stream.write(reinterpret_cast<const char*>(&value), sizeof value);
  }
}

TEST(SelectSources, CountsTheBetterOfTwoSourcesAndShowsTheOther) {
  OneSocket socket;
  socket.machine.set_cpu({});
  write_package_registers(socket.machine);
  // Both see the same joules, whichever was named first.
  const Selection selection = select({"msr", "powercap"}, socket.machine);
  ASSERT_EQ(selection.sources.size(), 2U);
  EXPECT_EQ(selection.sources[0]->name(), "powercap");
  EXPECT_TRUE(selection.sources[0]->domains()[0].counted);
  EXPECT_EQ(selection.sources[1]->name(), "msr");
  for (const Domain& domain : selection.sources[1]->domains()) EXPECT_FALSE(domain.counted) << domain.name;
  EXPECT_THAT(selection.sources[1]->domains()[0].where, HasSubstr("not counted: cross-check of powercap"));
}

TEST(SelectSources, NamesTheSourcesThatThereAre) {
  const EmulatedMachine machine;
  EXPECT_THAT([&] { select({"powercab"}, machine); },
              ThrowsMessage<std::invalid_argument>(std::string{
                  "unknown energy source \"powercab\"; there are auto, perf, powercap, msr, hwmon, nvml, estimate"}));
}

TEST(SelectSources, AddsTheGpuToAMeasuredProcessorAutomatically) {
  NvmlStubLibrary gpus;
  gpus.add_gpu("A100");
  const OneSocket socket;
  const Selection selection = select_with_gpus({"auto"}, socket.machine);
  EXPECT_THAT(names_of(selection), ElementsAre("powercap", "nvml"));
  for (const auto& source : selection.sources) EXPECT_TRUE(source->domains()[0].counted) << source->name();
  EXPECT_THAT(missing(selection), ElementsAre("perf"));
}

TEST(SelectSources, LeavesTheGpuOutWhereTheProcessorIsEstimatedAndSaysWhy) {
  NvmlStubLibrary gpus;
  gpus.add_gpu("A100");
  const EmulatedMachine machine;
  const Selection selection = select_with_gpus({"auto"}, machine);
  EXPECT_THAT(names_of(selection), ElementsAre("estimate"));
  ASSERT_THAT(missing(selection), ElementsAre("perf", "powercap", "msr", "hwmon", "nvml"));
  EXPECT_THAT(selection.unavailable.back().reason, HasSubstr("can only be estimated here"));
  EXPECT_THAT(selection.unavailable.back().remedy, HasSubstr("--source nvml"));
}

TEST(SelectSources, BlamesTheDriverForAGpuThatIsNotThereEvenBesideTheEstimate) {
  const EmulatedMachine machine;
  const Selection selection = select({"auto"}, machine);
  ASSERT_FALSE(selection.unavailable.empty());
  EXPECT_THAT(selection.unavailable.back().reason, HasSubstr("/nowhere/libnvidia-ml.so.1"));
}

TEST(SelectSources, TakesTheGpuAlone) {
  NvmlStubLibrary gpus;
  gpus.add_gpu("A100");
  const EmulatedMachine machine;
  const Selection selection = select_with_gpus({"nvml"}, machine);
  EXPECT_THAT(names_of(selection), ElementsAre("nvml"));
  EXPECT_TRUE(selection.unavailable.empty());
}

TEST(SelectSources, CountsBothDevicesWhenBothAreNamed) {
  NvmlStubLibrary gpus;
  gpus.add_gpu("A100");
  const OneSocket socket;
  const Selection selection = select_with_gpus({"nvml", "powercap"}, socket.machine);
  ASSERT_THAT(names_of(selection), ElementsAre("powercap", "nvml"));
  EXPECT_TRUE(selection.sources[1]->domains()[0].counted) << "of another device, so no cross-check";
  EXPECT_THROW(static_cast<void>(select_with_gpus({"nvml", "estimate"}, socket.machine)), std::invalid_argument);
}

TEST(SelectSources, RefusesRequestsThatMakeNoSense) {
  const EmulatedMachine machine;
  EXPECT_THROW(select({}, machine), std::invalid_argument);
  EXPECT_THROW(select({"auto", "powercap"}, machine), std::invalid_argument);
  EXPECT_THROW(select({"estimate", "estimate"}, machine), std::invalid_argument);
}

TEST(SelectSources, LeavesASourceThatIsTooSlowForShortRegionsToThoseWhoAskForIt) {
  EmulatedMachine machine;
  testing::EmulatedHwmon{machine.roots().sysfs}.add_power_meter();
  const Selection automatic = select({"auto"}, machine);
  EXPECT_THAT(names_of(automatic), ElementsAre("estimate"));
  const auto slow = std::ranges::find(automatic.unavailable, "hwmon", &Unavailable::source);
  ASSERT_NE(slow, automatic.unavailable.end());
  EXPECT_THAT(slow->remedy, HasSubstr("--source hwmon"));
  EXPECT_THAT(names_of(select({"hwmon"}, machine)), ElementsAre("hwmon"));
}

TEST(SelectSources, DoesNotAddTheGpuToAMeterOfTheWholeMachine) {
  NvmlStubLibrary gpus;
  gpus.add_gpu("A100");
  const EmulatedMachine machine;
  testing::EmulatedHwmon{machine.roots().sysfs}.add_power_meter();
  const Selection selection = select_with_gpus({"hwmon", "nvml"}, machine);
  ASSERT_THAT(names_of(selection), ElementsAre("hwmon", "nvml"));
  EXPECT_TRUE(selection.sources[0]->domains()[0].counted);
  EXPECT_FALSE(selection.sources[1]->domains()[0].counted);
}

}  // namespace
}  // namespace greenbench
