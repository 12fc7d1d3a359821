#include "results/files/samples_csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "results/files/json.hpp"
#include "tests/results/example_report.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// One hotspot, one round, one domain; `sample` is its only repetition.
Run run_with(const Sample& sample) {
  Run run;
  run.plan.domains = {{"package-0", "powercap", "", Provenance::measured, true, 1e-6, {}, {}}};
  PlannedHotspot hotspot;
  hotspot.id = "strings/build";
  hotspot.size = 30'000;
  hotspot.variants = {{.id = {"python", "concat"}, .baseline = true}, {.id = {"python", "join"}}};
  run.plan.hotspots = {hotspot};
  run.hotspots.resize(1);
  run.hotspots[0].rounds.resize(1);
  run.hotspots[0].rounds[0].index = 4;
  run.hotspots[0].rounds[0].samples = {sample};
  return run;
}

Sample full_sample() {
  return {1, 2, 3, 4, 5.5, 0.5, 7.5, 8.5, 9.5, {10.5}, 12.5, 13.5, 14, 15, 16, 17, 18, 19.5, 20, 21, 22, 23, ""};
}

Run without_samples(Run run) {
  for (HotspotRun& hotspot : run.hotspots) {
    for (RoundRecord& round : hotspot.rounds) round.samples.clear();
  }
  return run;
}

const Sample& only_sample(const Run& run) {
  return run.hotspots.at(0).rounds.at(0).samples.at(0);
}

constexpr const char* header =
    "suite,hotspot,language,variant,size,round,block,position,iterations,started_at,wall_seconds,cpu_seconds,"
    "cpu_user_seconds,cpu_system_seconds,energy_total_joules,energy_total_uncertainty_joules,energy_package_0_joules,"
    "power_watts,provenance,source,context_switches_voluntary,context_switches_involuntary,page_faults_minor,"
    "page_faults_major,resident_bytes,idle_residency_seconds,wake_ups,instructions,cycles,cache_misses,void_reason\n";

void read_text(const std::string& csv, Run& run) {
  std::istringstream rows{csv};
  read_samples_csv(rows, "samples.csv", run);
}

std::string error_of(const std::string& csv) {
  Run run = without_samples(run_with({}));
  try {
    read_text(csv, run);
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no error";
}

TEST(SamplesCsv, HasOneRowPerRepetition) {
  EXPECT_EQ(samples_csv(run_with(full_sample())),
            std::string{header} +
                "strings,build,python,join,30000,4,2,3,4,5.5,0.5,7.5,8.5,9.5,12.5,13.5,10.5,25,measured,powercap,"
                "14,15,16,17,18,19.5,20,21,22,23,\n");
}

TEST(SamplesCsv, LeavesUnknownJoulesEmpty) {
  Sample sample = full_sample();
  sample.domain_joules.clear();
  sample.energy_total_joules.reset();
  sample.energy_total_uncertainty_joules.reset();
  const greenbench::Run run = run_with(sample);
  EXPECT_THAT(samples_csv(run), HasSubstr(",9.5,,,,,measured,powercap,14"));
  greenbench::Run again = without_samples(run);
  read_text(samples_csv(run), again);
  EXPECT_FALSE(only_sample(again).energy_total_joules);
  EXPECT_FALSE(only_sample(again).energy_total_uncertainty_joules);
  EXPECT_TRUE(only_sample(again).domain_joules.empty());
}

TEST(SamplesCsv, LeavesWhatTheMachineDoesNotCountEmpty) {
  Sample sample = full_sample();
  sample.idle_residency_seconds.reset();
  sample.wake_ups.reset();
  sample.instructions.reset();
  sample.cycles = 0;  // counted, and none: not the same as unknown
  sample.cache_misses.reset();
  const greenbench::Run run = run_with(sample);
  EXPECT_THAT(samples_csv(run), HasSubstr(",17,18,,,,0,,\n"));
  greenbench::Run again = without_samples(run);
  read_text(samples_csv(run), again);
  EXPECT_FALSE(only_sample(again).idle_residency_seconds);
  EXPECT_FALSE(only_sample(again).wake_ups);
  EXPECT_FALSE(only_sample(again).instructions);
  EXPECT_EQ(only_sample(again).cycles, 0U);
  EXPECT_FALSE(only_sample(again).cache_misses);
}

TEST(SamplesCsv, RefusesAFractionOfAWakeUp) {
  EXPECT_EQ(
      error_of(std::string{header} +
               "strings,build,python,join,30000,4,2,3,4,5.5,1,7,8,9,12,13,10,25,measured,powercap,1,1,1,1,1,,2.5,,,,"
               "\n"),
      "samples.csv:2: wake_ups: expected a whole number from 0, found \"2.5\"");
}

TEST(SamplesCsv, ReadsBackEveryField) {
  const greenbench::Run run = run_with(full_sample());
  greenbench::Run again = without_samples(run);
  read_text(samples_csv(run), again);
  EXPECT_EQ(to_json(only_sample(again)), to_json(full_sample()));
}

TEST(SamplesCsv, KeepsCommasQuotesAndLineBreaksOfAVoidReason) {
  Sample sample = full_sample();
  sample.void_reason = "another process, \"cc1plus\",\nused 40% of a core\r\n";
  const greenbench::Run run = run_with(sample);
  greenbench::Run again = without_samples(run);
  read_text(samples_csv(run), again);
  EXPECT_EQ(only_sample(again).void_reason, sample.void_reason);
}

TEST(SamplesCsv, ReadsBackEveryBitOfADouble) {
  Sample sample = full_sample();
  sample.wall_seconds = 0.1 + 0.2;
  sample.started_at = 1767268800.1234567;
  sample.domain_joules = {1.0 / 3.0};
  sample.energy_total_joules = 1e-30;
  const greenbench::Run run = run_with(sample);
  greenbench::Run again = without_samples(run);
  read_text(samples_csv(run), again);
  EXPECT_EQ(only_sample(again).wall_seconds, 0.1 + 0.2);
  EXPECT_EQ(only_sample(again).started_at, 1767268800.1234567);
  EXPECT_EQ(only_sample(again).domain_joules[0], 1.0 / 3.0);
  EXPECT_EQ(only_sample(again).energy_total_joules, 1e-30);
}

TEST(SamplesCsv, ReadsBackAWholeRunWhateverTheOrderOfColumns) {
  const testing::Example example = testing::measured_example();
  greenbench::Run again = example.report.run;
  read_text(samples_csv(example.run), again);
  EXPECT_EQ(samples_csv(again), samples_csv(example.run));
}

TEST(SamplesCsv, FindsColumnsByName) {
  greenbench::Run again = without_samples(run_with({}));
  const char* const csv =
      "note,void_reason,cache_misses,cycles,instructions,wake_ups,idle_residency_seconds,resident_bytes,page_faults_"
      "major,page_faults_minor,context_switches_involuntary,"
      "context_switches_voluntary,energy_package_0_joules,energy_total_uncertainty_joules,energy_total_joules,"
      "cpu_system_seconds,cpu_user_seconds,cpu_seconds,wall_seconds,started_at,iterations,position,block,round,size,"
      "variant,language,hotspot,suite\n"
      "x,,23,22,21,20,19.5,18,17,16,15,14,10.5,13.5,12.5,9.5,8.5,7.5,0.5,5.5,4,3,2,4,30000,join,python,build,strings\n";
  read_text(csv, again);
  EXPECT_EQ(to_json(only_sample(again)), to_json(full_sample()));
}

struct BadRow {
  const char* row;
  const char* message;
};

TEST(SamplesCsv, RefusesBadRowsWithLineColumnAndReason) {
  const BadRow rows[] = {
      {"strings,build,python,join,30000,4,2,3,4,5.5,fast,7,8,9,12,13,10,25,measured,powercap,1,1,1,1,1,,,,,,",
       "samples.csv:2: wall_seconds: expected a number, found \"fast\""},
      {"strings,build,python,join,30000,4,2,3,4,5.5,0,7,8,9,12,13,10,25,measured,powercap,1,1,1,1,1,,,,,,",
       "samples.csv:2: wall_seconds: expected more than 0, found 0"},
      {"strings,build,python,join,30000,4,2,3,0,5.5,1,7,8,9,12,13,10,25,measured,powercap,1,1,1,1,1,,,,,,",
       "samples.csv:2: iterations: expected at least 1, found 0"},
      {"strings,build,python,join,30000,5,2,3,4,5.5,1,7,8,9,12,13,10,25,measured,powercap,1,1,1,1,1,,,,,,",
       "samples.csv:2: round: strings/build has no round 5"},
      {"strings,build,python,glue,30000,4,2,3,4,5.5,1,7,8,9,12,13,10,25,measured,powercap,1,1,1,1,1,,,,,,",
       "samples.csv:2: variant: run.json plans no python:glue of strings/build"},
      {"strings,build,python,join,7,4,2,3,4,5.5,1,7,8,9,12,13,10,25,measured,powercap,1,1,1,1,1,,,,,,",
       "samples.csv:2: hotspot: run.json plans no strings/build of size 7"},
      {"strings,build,python,join,30000,4,2,3,4", "samples.csv:2: expected 31 cells as in the header, found 9"},
  };
  for (const BadRow& bad : rows) EXPECT_EQ(error_of(std::string{header} + bad.row + "\n"), bad.message);
  EXPECT_EQ(error_of("suite\n"), "samples.csv:1: the column hotspot is missing");
}

TEST(DomainColumns, AreLowerCaseWords) {
  EXPECT_THAT(domain_columns({{"Package-0-die-1", "perf", "", Provenance::measured, true, 0, {}, {}}}),
              ElementsAre("energy_package_0_die_1_joules"));
}

TEST(DomainColumns, TellTwinsApart) {
  const DomainRecord perf{"package-0", "perf", "", Provenance::measured, true, 0, {}, {}};
  const DomainRecord powercap{"package-0", "powercap", "", Provenance::measured, false, 0, {}, {}};
  EXPECT_THAT(domain_columns({perf, powercap, powercap}),
              ElementsAre("energy_perf_package_0_joules", "energy_powercap_package_0_joules",
                          "energy_powercap_package_0_2_joules"));
}

TEST(DomainColumns, NumbersAThousandOfOneName) {
  const std::vector<DomainRecord> domains(1000, {"core", "perf", "", Provenance::measured, true, 0, {}, {}});
  const std::vector<std::string> columns = domain_columns(domains);
  EXPECT_EQ(columns.front(), "energy_perf_core_joules");
  EXPECT_EQ(columns.back(), "energy_perf_core_1000_joules");
}

TEST(SamplesCsv, ShortensAReason) {
  Sample sample = full_sample();
  sample.void_reason = std::string(100'000, 'x');
  greenbench::Run again = without_samples(run_with({}));
  read_text(samples_csv(run_with(sample)), again);
  EXPECT_LE(only_sample(again).void_reason.size(), 4096U);
}

TEST(SamplesCsv, SplitsTheHotspotAtItsFirstSlashOnly) {
  greenbench::Run run = run_with(full_sample());
  run.plan.hotspots[0].id = "mine";
  EXPECT_THAT(samples_csv(run).substr(std::string_view{header}.size()), StartsWith(",mine,python"));
  greenbench::Run again = without_samples(run);
  read_text(samples_csv(run), again);
  EXPECT_EQ(again.hotspots[0].rounds[0].samples.size(), 1U);
}

}  // namespace
}  // namespace greenbench
