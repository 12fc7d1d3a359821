// What doctor finds out about a source, and how its report reads.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "harness/doctor/doctor_report.hpp"
#include "harness/doctor/source_diagnosis.hpp"
#include "results/text/display_text.hpp"
#include "tests/counters/simulated_machine.hpp"
#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using testing::SimulatedClock;
using testing::SimulatedSource;

TEST(ReadCost, IsTheMiddleHalfOfTheReads) {
  std::vector<Seconds> durations;
  for (const double duration : {5.0, 1.0, 4.0, 2.0, 100.0}) durations.emplace_back(duration);
  const ReadCost cost = read_cost_of(durations);
  EXPECT_EQ(cost.median, Seconds{4.0});
  EXPECT_EQ(cost.lower_quartile, Seconds{2.0});
  EXPECT_EQ(cost.upper_quartile, Seconds{5.0});
  EXPECT_EQ(cost.reads, 5U);
}

TEST(ReadCost, OfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle) {
  EXPECT_EQ(read_cost_of({Seconds{1.0}, Seconds{2.0}}).median, Seconds{1.5});
}

TEST(ReadCost, IsMeasuredByReadingAllDomains) {
  const auto clock = std::make_shared<SimulatedClock>();
  SimulatedSource source{clock, {{.name = "package-0"}, {.name = "dram-0"}}};
  const ReadCost cost = measure_read_cost(source, *clock, 200).value();
  EXPECT_EQ(source.reads, 200);
  EXPECT_NEAR(cost.median.value(), 4e-6, 1e-9) << "two counters of 2 us";
  source.fails = true;
  EXPECT_FALSE(measure_read_cost(source, *clock, 200));
}

TEST(Diagnosis, SaysWhatASourceReadsNow) {
  const auto clock = std::make_shared<SimulatedClock>();
  auto source = std::make_unique<SimulatedSource>(clock, std::vector<testing::SimulatedCounter>{{.name = "package-0"}});
  const SourceDiagnosis diagnosis = diagnose_source(std::move(source), clock);
  EXPECT_TRUE(diagnosis.is_available());
  ASSERT_EQ(diagnosis.domains.size(), 1U);
  EXPECT_NEAR(diagnosis.domains[0].update_period_seconds.value(), 1e-3, 5e-6);
  EXPECT_LE(diagnosis.domains[0].update_jitter_seconds.value(), 2e-6);
}

TEST(Diagnosis, ASourceThatOpensButDoesNotReadIsNotAvailable) {
  const auto clock = std::make_shared<SimulatedClock>();
  auto source = std::make_unique<SimulatedSource>(clock, std::vector<testing::SimulatedCounter>{{.name = "package-0"}});
  source->fails = true;
  const SourceDiagnosis diagnosis = diagnose_source(std::move(source), clock);
  EXPECT_FALSE(diagnosis.is_available());
  EXPECT_THAT(diagnosis.reason, HasSubstr("/simulated/package-0"));
  EXPECT_FALSE(diagnosis.remedy.empty());
}

TEST(Diagnosis, EveryRowOfTheTableIsReadableOrSaysWhyNotAndWhatToDo) {
  const testing::EmulatedMachine machine;  // no zones
  const ProbeContext context{machine.roots(), choose_power_model(machine.roots()),
                             std::make_shared<ProcessUsage>(machine.roots()), "libgreenbench-has-no-such-library.so"};
  for (const ProbeRow& row : probe_table()) {
    const SourceDiagnosis diagnosis = diagnose(row, context);
    EXPECT_EQ(diagnosis.source, row.name);
    EXPECT_EQ(diagnosis.is_available(), row.provenance == Provenance::estimated) << row.name;
    if (diagnosis.is_available()) continue;
    EXPECT_FALSE(diagnosis.reason.empty()) << row.name;
    EXPECT_FALSE(diagnosis.remedy.empty()) << row.name;
  }
}

constexpr const char* long_command =
    "sudo install --mode 0440 --group energy /a/path/that/goes/on/and/on /and/another/one/that/is/longer/than/a/line";

DoctorReport example() {
  DoctorReport report;
  SourceDiagnosis powercap;
  powercap.source = "powercap";
  powercap.reason = "no permission to read /sys/class/powercap/intel-rapl:0/intel-rapl:0:0/energy_uj as this user is";
  powercap.remedy = std::string{"give a group of your choice read access, and nothing else, with these commands:\n  "} +
                    long_command +
                    "\nthen log in again, because groups are looked up when you do, and at no other time";
  SourceDiagnosis other;
  other.source = "hwmon";
  other.read_cost = ReadCost{Seconds{5.2e-6}, Seconds{5e-6}, Seconds{6e-6}, 200};
  other.domains = {
      {"package-0", "hwmon", "/sys/class/hwmon/hwmon0", Provenance::measured, true, 61e-6, 0.976e-3, 262143.3, 2e-6}};
  report.sources = {powercap, other};
  report.cross_checks = {
      {"perf", "powercap", Seconds{0.3}, {{"package-0", Joules{15.0}, Joules{16.0}, 1.0667, "they differ"}}, {}}};
  report.risks = {{"turbo", "Turbo is on.", "Switch it off:\n  echo 1 | sudo tee /sys/x"}};
  report.power_model = {"table", "because", 2, {1, 0.5, 2}, {3, 2, 4}, {0.392, 0.196, 0.588}};
  report.machine = {{"cpu_model", "Escaping\x1b[31m processor"}};
  return report;
}

void expect_wrapped_with_command_whole(const std::string& written) {
  std::istringstream text{written};
  bool found = false;
  for (std::string line; std::getline(text, line);) {
    if (line.find(long_command) != std::string::npos) {
      EXPECT_EQ(line, std::string{"      "} + long_command) << "alone on its line, nothing added";
      found = true;
    } else {
      EXPECT_LE(display_width(line), 80U) << line;
    }
    EXPECT_FALSE(line.ends_with(' ')) << line;
  }
  EXPECT_TRUE(found);
}

TEST(DoctorText, WrapsSentencesAtEightyColumnsAndLeavesCommandsWhole) {
  expect_wrapped_with_command_whole(doctor_text(example()));
  expect_wrapped_with_command_whole(verbose_doctor_text(example()));
}

TEST(DoctorText, SaysARemedyOnceForAllSourcesThatItHelps) {
  DoctorReport report = example();
  report.sources.insert(report.sources.begin() + 1, report.sources[0]);
  report.sources[1].source = "msr";
  const std::string text = doctor_text(report);
  EXPECT_THAT(text, HasSubstr("\n  to do (powercap, msr): give a group"));
  EXPECT_EQ(text.find("give a group"), text.rfind("give a group"));
}

TEST(DoctorText, LeavesOutRemediesOfSourcesThatWouldNotBeBetter) {
  DoctorReport report = example();
  std::swap(report.sources[0], report.sources[1]);
  const std::string text = doctor_text(report);
  EXPECT_THAT(text, HasSubstr("powercap   not available"));
  EXPECT_EQ(text.find("to do (powercap)"), std::string::npos) << "hwmon can be read, and is better";
  report.sources[1].device = Device::gpu;
  EXPECT_THAT(doctor_text(report), HasSubstr("to do (powercap)")) << "nothing else measures that device";
}

TEST(VerboseDoctorText, KeepsALongNameApartFromWhatIsSaidOfIt) {
  DoctorReport report = example();
  report.sources[1].domains[0].name = "package-0-die-0";
  const std::string text = verbose_doctor_text(report);
  EXPECT_THAT(text, HasSubstr("\n    package-0-die-0 in the total; steps of 61 µJ"));
}

TEST(DoctorText, ShowsWhatWasMeasuredNow) {
  const std::string text = doctor_text(example());
  EXPECT_THAT(text, HasSubstr("Joules can be measured here, through hwmon."));
  EXPECT_THAT(text, HasSubstr("measured: package-0; one read takes 5.2 µs"));
  EXPECT_THAT(text, HasSubstr("ratio 1.0667 (16 J / 15 J): they differ"));
  EXPECT_THAT(text, HasSubstr("\n  turbo: Turbo is on.\n"));
  EXPECT_THAT(text, HasSubstr("\n      echo 1 | sudo tee /sys/x\n"));
}

TEST(VerboseDoctorText, HasTheDomainsAndTheMachine) {
  const std::string text = verbose_doctor_text(example());
  EXPECT_THAT(text, HasSubstr("one read takes 5.2 µs"));
  EXPECT_THAT(text, HasSubstr("every 0.976 ms (jitter\n                   2 µs)"));
  EXPECT_THAT(text, HasSubstr("Escaping?[31m processor"));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(DoctorJson, HasAReasonOrDomainsForEachSource) {
  const Json json = to_json(example());
  EXPECT_EQ(json["sources"][0]["available"], false);
  EXPECT_EQ(json["sources"][0]["remedy"], example().sources[0].remedy);
  EXPECT_EQ(json["sources"][1]["domains"][0]["update_jitter_seconds"], 2e-6);
  EXPECT_EQ(json["sources"][1]["read_cost"]["reads"], 200);
  EXPECT_EQ(json["cross_checks"][0]["domains"][0]["ratio"], 1.0667);
  EXPECT_EQ(json["cross_checks"][0]["fault"], nullptr);
  EXPECT_EQ(json["noise_risks"][0]["name"], "turbo");
}

}  // namespace
}  // namespace greenbench
