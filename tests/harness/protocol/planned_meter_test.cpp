#include "harness/protocol/planned_meter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

using testing::EmulatedMachine;
using ::testing::HasSubstr;
using testing::ZoneId;

DomainRecord record(const std::string& name) {
  DomainRecord domain;
  domain.name = name;
  domain.source = "powercap";
  domain.update_period_seconds = 0.001;
  return domain;
}

/// A run that began on two packages with DRAM each.
Plan two_packages(const EmulatedMachine& machine) {
  Plan plan;
  plan.requested_sources = {"powercap"};
  plan.sysfs = machine.roots().sysfs.string();
  plan.procfs = machine.roots().procfs.string();
  plan.devfs = machine.roots().devfs.string();
  plan.domains = {record("package-0"), record("dram-0"), record("package-1"), record("dram-1")};
  return plan;
}

void add_package(EmulatedMachine& machine, const std::string& name) {
  const ZoneId package = machine.add_zone({.name = name});
  machine.add_zone({.name = "dram", .parent = package});
}

std::string why_lost(const EmulatedMachine& machine) {
  try {
    static_cast<void>(open_meter(planned_meter(two_packages(machine)), nullptr));
  } catch (const CounterLost& lost) {
    return lost.what();
  }
  return "nothing is lost";
}

TEST(PlannedMeter, SaysWhichCountersOfTheRunAreLost) {
  EmulatedMachine machine;
  add_package(machine, "package-0");
  EXPECT_EQ(why_lost(machine), "lost since the run began: package-1 of powercap, dram-1 of powercap");
}

TEST(PlannedMeter, SaysWhyASourceIsLostWhoseDriverWasUnloaded) {
  const EmulatedMachine machine;
  EXPECT_THAT(why_lost(machine),
              HasSubstr("lost since the run began: package-0 of powercap, dram-0 of powercap, package-1 of powercap, "
                        "dram-1 of powercap (powercap: no energy counter in "));
}

TEST(PlannedMeter, RefusesCountersThatCameInBetween) {
  EmulatedMachine machine;
  for (const char* name : {"package-0", "package-1", "package-2"}) add_package(machine, name);
  EXPECT_EQ(
      why_lost(machine),
      "the energy counters are no longer those that the run began with: package-2 of powercap, dram-2 of powercap "
      "came in between");
}

}  // namespace
}  // namespace greenbench
