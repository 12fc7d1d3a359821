#include "counters/system/cpu_topology.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/emulated_files.hpp"
#include "tests/support/emulated_topology.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::TemporaryFolder;
using testing::write_topology;

std::vector<int> numbers(const std::vector<CpuPlace>& places) {
  std::vector<int> cpus;
  for (const CpuPlace& place : places) cpus.push_back(place.cpu);
  return cpus;
}

TEST(CpuList, IsNumbersAndRanges) {
  EXPECT_THAT(parse_cpu_list("0,18"), ElementsAre(0, 18));
  EXPECT_THAT(parse_cpu_list("0-3,8"), ElementsAre(0, 1, 2, 3, 8));
  EXPECT_THAT(parse_cpu_list("7"), ElementsAre(7));
}

TEST(CpuList, OfAnythingElseIsEmpty) {
  for (const char* text : {"", "x", "0,", ",1", "3-1", "-1", "0-", "0 1", "0-99999999999"}) {
    EXPECT_THAT(parse_cpu_list(text), IsEmpty()) << text;
  }
}

TEST(CpuPlaces, AreInOrderOfTheProcessorsNotOfTheirNames) {
  const TemporaryFolder folder;
  write_topology(folder.path(), {.packages = 2, .cores_per_die = 6});
  EXPECT_THAT(numbers(cpu_places(folder.path())), ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
  EXPECT_THAT(numbers(first_of_each_package(cpu_places(folder.path()))), ElementsAre(0, 6));
}

TEST(CpuPlaces, LeaveOutProcessorsThatAreOffLine) {
  const TemporaryFolder folder;
  write_topology(folder.path(), {.cores_per_die = 3});
  std::filesystem::remove_all(folder.path() / "devices/system/cpu/cpu0/topology");
  testing::write_file(folder.path() / "devices/system/cpu/cpufreq/boost", "1\n");
  EXPECT_THAT(numbers(cpu_places(folder.path())), ElementsAre(1, 2));
  EXPECT_FALSE(cpu_place(folder.path(), 0));
}

TEST(CpuPlaces, TellTheFirstThreadOfEachCore) {
  const TemporaryFolder folder;
  write_topology(folder.path(), {.cores_per_die = 2, .threads_per_core = 2});
  std::vector<int> firsts;
  for (const CpuPlace& place : cpu_places(folder.path())) {
    if (place.first_of_core) firsts.push_back(place.cpu);
  }
  EXPECT_THAT(firsts, ElementsAre(0, 2));
}

TEST(CpuPlaces, AreNamedByDieOnlyWhereAPackageHasSeveral) {
  const std::vector<CpuPlace> places = {{.cpu = 0, .package = 0, .die = 0},
                                        {.cpu = 1, .package = 0, .die = 1},
                                        {.cpu = 2, .package = 1, .die = 0},
                                        {.cpu = 3, .package = 1, .die = 0}};
  EXPECT_THAT(numbers(first_of_each_die(places)), ElementsAre(0, 1, 2));
  EXPECT_EQ(place_name(places[0], places), "0-die-0");
  EXPECT_EQ(place_name(places[1], places), "0-die-1");
  EXPECT_EQ(place_name(places[2], places), "1");
}

}  // namespace
}  // namespace greenbench
