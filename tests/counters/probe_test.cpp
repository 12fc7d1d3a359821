#include "counters/probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using testing::EmulatedMachine;
using ::testing::HasSubstr;
using testing::OneSocket;
using ::testing::ThrowsMessage;

ProbeContext context_of(const EmulatedMachine& machine) {
  return {.roots = machine.roots(),
          .power_model = choose_power_model(machine.roots(), std::nullopt),
          .processes = std::make_shared<ProcessUsage>(machine.roots())};
}

Selection select(const std::vector<std::string>& names, const EmulatedMachine& machine) {
  return select_sources(names, context_of(machine));
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
  EXPECT_THAT(names, ElementsAre("perf", "powercap", "msr", "hwmon", "estimate"));
  EXPECT_EQ(probe_table().back().name, "estimate");
  EXPECT_EQ(probe_table().back().provenance, Provenance::estimated);
}

TEST(SelectSources, TakesTheBestMeasuredSourceAutomatically) {
  const OneSocket socket;
  const Selection selection = select({"auto"}, socket.machine);
  ASSERT_EQ(selection.sources.size(), 1U);
  EXPECT_EQ(selection.sources[0]->name(), "powercap");
  EXPECT_THAT(missing(selection), ElementsAre("perf")) << "better, and not here; what is worse was not looked for";
}

TEST(SelectSources, FallsBackToTheEstimateVisibly) {
  const EmulatedMachine machine;
  const Selection selection = select({"auto"}, machine);
  ASSERT_EQ(selection.sources.size(), 1U);
  EXPECT_EQ(selection.sources[0]->name(), "estimate");
  EXPECT_THAT(missing(selection), ElementsAre("perf", "powercap", "msr", "hwmon"));
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

TEST(SelectSources, NamesTheSourcesThatThereAre) {
  const EmulatedMachine machine;
  EXPECT_THAT([&] { select({"powercab"}, machine); },
              ThrowsMessage<std::invalid_argument>(
                  std::string{"unknown energy source \"powercab\"; there are auto, perf, powercap, msr, hwmon, estimate"}));
}

TEST(SelectSources, RefusesRequestsThatMakeNoSense) {
  const EmulatedMachine machine;
  EXPECT_THROW(select({}, machine), std::invalid_argument);
  EXPECT_THROW(select({"auto", "powercap"}, machine), std::invalid_argument);
  EXPECT_THROW(select({"estimate", "estimate"}, machine), std::invalid_argument);
}

}  // namespace
}  // namespace greenbench
