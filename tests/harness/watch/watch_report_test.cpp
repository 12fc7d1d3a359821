#include "harness/watch/watch_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <sstream>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

DomainRecord domain_of(const std::string& source, const std::string& name, bool counted) {
  DomainRecord domain;
  domain.source = source;
  domain.name = name;
  domain.counted = counted;
  return domain;
}

/// 10 s of 40 J in the package and 10 J in the memory; of 8 busy CPU seconds, 4 and 1 were the two processes'.
WatchResult measured_watch() {
  WatchResult watched;
  watched.request = {.processes = {1234, 1240}, .with_descendants = false, .duration = Seconds{10.0}};
  watched.seconds = Seconds{10.0};
  watched.busy = Seconds{8.0};
  watched.processes = {{.process = 1234,
                        .name = "nginx",
                        .ended = false,
                        .seconds = Seconds{10.0},
                        .cpu = Seconds{4.0},
                        .peak_resident_bytes = 64U << 20U},
                       {.process = 1240, .name = "sort", .ended = true, .seconds = Seconds{2.5}, .cpu = Seconds{1.0}}};
  watched.domains = {domain_of("powercap", "package-0", true), domain_of("powercap", "core-0", false),
                     domain_of("powercap", "dram-0", true)};
  watched.energy = EnergyUse{.wall = Seconds{10.0},
                             .domains = {Joules{40.0}, Joules{30.0}, Joules{10.0}},
                             .total = Joules{50.0},
                             .total_uncertainty = Joules{0.1}};
  return watched;
}

WatchResult estimated_watch() {
  WatchResult watched = measured_watch();
  watched.power_model = PowerModel{};
  watched.power_model->name = "typical";
  watched.domains = {domain_of("estimate", "cpu_idle", true)};
  watched.energy = EnergyUse{
      .wall = Seconds{10.0}, .domains = {Joules{50.0}}, .total = Joules{50.0}, .total_uncertainty = Joules{20.0}};
  return watched;
}

std::string words_of(const WatchResult& watched) {
  return std::regex_replace(watch_text(watched, {.width = 80}), std::regex{"\\s+"}, " ");
}

TEST(WatchShares, AreOfTheMachinesBusyTimeAndOfItsJoules) {
  const WatchResult watched = measured_watch();
  EXPECT_DOUBLE_EQ(*share_of_busy_time(watched, Seconds{4.0}), 0.5);
  EXPECT_DOUBLE_EQ(joules_of(watched, Seconds{4.0})->value(), 25.0);
  EXPECT_DOUBLE_EQ(joules_of_all(watched)->value(), 31.25) << "5 of 8 busy seconds";
}

TEST(WatchShares, AreNeverMoreThanEverythingTogether) {
  WatchResult watched = measured_watch();
  watched.busy = Seconds{4.9};
  EXPECT_DOUBLE_EQ(joules_of(watched, Seconds{5.0})->value(), 50.0);
  EXPECT_DOUBLE_EQ(joules_of(watched, Seconds{1.0})->value(), 10.0);
}

TEST(WatchShares, HaveNothingOfWhatAGraphicsProcessorUsed) {
  WatchResult watched = measured_watch();
  EXPECT_THAT(words_of(watched), HasSubstr("the machine's joules times"));
  watched.domains.push_back(domain_of("nvml", "gpu-0", true));
  auto& use = std::get<EnergyUse>(watched.energy);
  use.domains.emplace_back(100.0);
  use.total = Joules{150.0};
  EXPECT_DOUBLE_EQ(joules_of(watched, Seconds{4.0})->value(), 25.0) << "half of the package and the memory";
  EXPECT_THAT(words_of(watched), HasSubstr("ran on this machine: 150 J"));
  EXPECT_THAT(words_of(watched), HasSubstr("the machine's joules, less those of its GPUs, times"));
}

TEST(WatchShares, AreUnknownWhereTheBusyTimeIsOrNothingRan) {
  WatchResult watched = measured_watch();
  watched.busy.reset();
  EXPECT_FALSE(share_of_busy_time(watched, Seconds{4.0}));
  EXPECT_FALSE(joules_of(watched, Seconds{4.0}));
  watched.busy = Seconds{};
  for (WatchedProcess& process : watched.processes) process.cpu = {};
  EXPECT_FALSE(joules_of(watched, Seconds{}));
}

TEST(WatchShares, AreUnknownWithoutJoules) {
  WatchResult watched = measured_watch();
  watched.energy = MeterFault{MeterFault::Kind::reset, "/sys/x: the counter went back"};
  EXPECT_FALSE(joules_of(watched, Seconds{4.0}));
  EXPECT_THAT(words_of(watched), HasSubstr("no joules: /sys/x: the counter went back"));
  EXPECT_THAT(words_of(watched), Not(HasSubstr("~")));
  watched.energy = EnergyUse{.wall = Seconds{1.0}, .domains = {{}, {}, {}}, .total = {}, .total_uncertainty = {}};
  EXPECT_FALSE(joules_of(watched, Seconds{4.0}));
  EXPECT_THAT(words_of(watched), HasSubstr("below the counters' resolution"));
}

TEST(WatchShares, OfAnEstimateFollowTheProcessesAlone) {
  WatchResult watched = estimated_watch();
  EXPECT_DOUBLE_EQ(joules_of(watched, Seconds{4.0})->value(), 40.0) << "4 of 5 CPU seconds";
  EXPECT_DOUBLE_EQ(joules_of_all(watched)->value(), 50.0);
  for (WatchedProcess& process : watched.processes) process.cpu = {};
  EXPECT_FALSE(joules_of(watched, Seconds{})) << "nothing tells them apart";
  EXPECT_DOUBLE_EQ(joules_of_all(watched)->value(), 50.0);
  watched.processes.pop_back();
  EXPECT_DOUBLE_EQ(joules_of(watched, Seconds{})->value(), 50.0) << "idle power is all there is";
}

TEST(WatchText, KeepsMeasuredAndEstimatedApart) {
  const std::string text = words_of(measured_watch());
  EXPECT_THAT(text, HasSubstr("measured, of all that ran on this machine: 50.0 J, 5.00 W"));
  EXPECT_THAT(text, HasSubstr("powercap package-0: 40.0 J, 4.00 W powercap dram-0: 10.0 J, 1.00 W CPUs"));
  EXPECT_THAT(text, HasSubstr("busy for 8.00 s, 0.800 on average"));
  EXPECT_THAT(text, HasSubstr("nginx (1234) 10.0 4.00 0.400 50% ~25.0 ~2.50 64.0"));
  EXPECT_THAT(text, HasSubstr("sort (1240) 2.50 1.00 0.400 12% ~6.25 ~2.50"));
  EXPECT_THAT(text, HasSubstr("sum 10.0 5.00 0.500 62% ~31.2 ~3.12"));
  EXPECT_THAT(text, HasSubstr("sort (1240) ended after 2.50 s."));
}

TEST(WatchText, OfAnEstimateHasNoNumberWithoutItsMark) {
  const std::string text = words_of(estimated_watch());
  EXPECT_THAT(text,
              HasSubstr("power model \"typical\" from these processes' CPU time, as if nothing else ran: ~50.0 J"));
  EXPECT_THAT(text, HasSubstr("estimate cpu_idle: ~50.0 J, ~5.00 W"));
  EXPECT_THAT(text, Not(HasSubstr("measured")));
  EXPECT_THAT(text, Not(HasSubstr("share")));
}

TEST(WatchText, SaysWhyItEndedEarly) {
  WatchResult watched = measured_watch();
  watched.end = WatchEnd::processes_ended;
  EXPECT_THAT(words_of(watched), HasSubstr("Nothing was left to watch, so this ended before its 10.0 s."));
  watched.end = WatchEnd::interrupted;
  EXPECT_THAT(words_of(watched), HasSubstr("Interrupted before its 10.0 s."));
}

TEST(WatchText, FitsEightyColumnsAndSteersNoTerminal) {
  WatchResult watched = measured_watch();
  watched.processes[0].name = "fifteen\x1b[31mxyz\n";
  watched.processes[0].process = 4194304;
  watched.processes[0].cpu = Seconds{360000.0};
  watched.seconds = watched.processes[0].seconds = Seconds{3600000.0};
  const std::string text = watch_text(watched, {.width = 80});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80U) << line;
}

TEST(WatchJson, SaysTheSame) {
  const Json json = to_json(measured_watch());
  EXPECT_EQ(json["end"], "duration");
  EXPECT_EQ(json["energy"]["provenance"], "measured");
  EXPECT_EQ(json["energy"]["of"], "machine");
  EXPECT_DOUBLE_EQ(json["energy"]["joules"], 50.0);
  EXPECT_EQ(json["energy"]["domains"].size(), 3U);
  EXPECT_EQ(json["energy"]["domains"][1]["counted"], false);
  EXPECT_DOUBLE_EQ(json["machine_busy_seconds"], 8.0);
  EXPECT_EQ(json["processes"][0]["pid"], 1234);
  EXPECT_DOUBLE_EQ(json["processes"][0]["estimated_joules"], 25.0);
  EXPECT_DOUBLE_EQ(json["processes"][1]["estimated_watts"], 2.5);
  EXPECT_TRUE(json["processes"][1]["peak_resident_bytes"].is_null());
  EXPECT_DOUBLE_EQ(json["sum"]["cpu_seconds"], 5.0);
  EXPECT_EQ(to_json(estimated_watch())["energy"]["of"], "processes");
}

TEST(WatchJson, OfNoJoulesHasTheReason) {
  WatchResult watched = measured_watch();
  watched.energy = MeterFault{MeterFault::Kind::reset, "gone"};
  const Json json = to_json(watched);
  EXPECT_TRUE(json["energy"]["joules"].is_null());
  EXPECT_EQ(json["energy"]["reason"], "gone");
  EXPECT_TRUE(json["processes"][0]["estimated_joules"].is_null());
}

}  // namespace
}  // namespace greenbench
