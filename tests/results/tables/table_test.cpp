#include "results/tables/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "results/text/captions.hpp"
#include "tests/results/example_report.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const Cell& cell_of(const Table& table, std::string_view variant, ColumnKind kind) {
  for (const Row& row : table.rows) {
    if (row.id.text() != variant) continue;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (table.columns[i].kind == kind) return row.cells[i];
    }
  }
  throw std::out_of_range(std::string{variant});
}

Table table_of(const testing::Example& example) {
  return build_table(example.report, example.report.hotspots[0]);
}

TEST(Table, PutsBaselinesFirstAndLanguagesTogether) {
  testing::Example example = testing::measured_example();
  std::vector<VariantSummary>& variants = example.report.hotspots[0].variants;
  std::swap(variants[0], variants[6]);  // C++ append comes first, Python's baseline last but two
  const Table table = table_of(example);
  std::vector<std::string> order;
  for (const Row& row : table.rows) order.push_back(row.id.language + (row.baseline ? "!" : ""));
  EXPECT_THAT(order,
              ::testing::ElementsAre("cpp!", "cpp", "cpp", "cpp", "python!", "python", "python", "python", "python"));
}

TEST(Table, ChoosesOneUnitForAColumn) {
  const Table table = table_of(testing::measured_example());
  EXPECT_EQ(table.columns[1].unit, "mJ/op");
  EXPECT_EQ(table.columns[4].unit, "mJ/op");  // net energy: the same, to be compared at a glance
  EXPECT_EQ(table.columns[5].unit, "ms/op");
  EXPECT_EQ(cell_of(table, "python:concat", ColumnKind::energy).text, "30.0");  // 2.11 ms x 14.2 W
  EXPECT_EQ(cell_of(table, "cpp:to_chars", ColumnKind::energy).text, "0.881");  // 61.2 us x 14.4 W
}

TEST(Table, MarksEveryNumberThatComesFromEstimatedJoules) {
  const Table table = table_of(testing::estimated_example());
  EXPECT_EQ(cell_of(table, "python:numpy", ColumnKind::energy).text, "~8.72");
  EXPECT_EQ(cell_of(table, "python:numpy", ColumnKind::power).text, "~4.52");
  EXPECT_EQ(cell_of(table, "python:numpy", ColumnKind::time).text, "1.93");
  EXPECT_THAT(cell_of(table, "python:numpy", ColumnKind::energy_ratio).text, StartsWith("~20.8x less (~"));
  EXPECT_EQ(cell_of(table, "python:numpy", ColumnKind::split).text, "21.8x less × ~1.05x more");
  EXPECT_EQ(cell_of(table, "python:numpy", ColumnKind::time_verdict).text, "saves") << "measured, and not marked";
  EXPECT_EQ(cell_of(table, "python:for_append", ColumnKind::verdict).text, "inconclusive");
  EXPECT_THAT(table.caption, AllOf(StartsWith("~ estimated with the power model \"typical server\", not measured"),
                                   HasSubstr("joules of a share of a whole server at the wall"),
                                   HasSubstr("Why this model: the processor could not be identified"),
                                   HasSubstr("below 1.5x (code on one core) or 2.2x (parallel code)")));
  EXPECT_TRUE(table.preview);
}

TEST(Table, NeverMarksMeasuredJoules) {
  const Table table = table_of(testing::measured_example());
  for (const Column& column : table.columns) EXPECT_NE(column.kind, ColumnKind::time_verdict);
  for (const Row& row : table.rows) {
    for (const Cell& cell : row.cells) EXPECT_THAT(cell.text, Not(HasSubstr("~")));
  }
  EXPECT_THAT(table.caption, StartsWith("Measured: powercap package-0 + dram-0. "));
}

TEST(Table, ShowsTheInstrumentsUncertaintyAndTheNoiseApart) {
  testing::Example example = testing::measured_example();
  VariantSummary& summary = example.report.hotspots[0].variants[0];
  summary.joules = Estimate{.value = 1.0, .interval = Interval{.low = 0.98, .high = 1.03}};
  summary.joules_instrument_uncertainty = 0.04;
  EXPECT_EQ(cell_of(table_of(example), "python:concat", ColumnKind::energy_uncertainty).text, "±4%");
  EXPECT_EQ(cell_of(table_of(example), "python:concat", ColumnKind::energy_noise).text, "±3%") << "the longer arm";
  summary.joules_instrument_uncertainty.reset();
  EXPECT_EQ(cell_of(table_of(example), "python:concat", ColumnKind::energy_uncertainty).text, "");
  EXPECT_EQ(cell_of(table_of(example), "python:concat", ColumnKind::energy_noise).text, "±3%");
}

TEST(Table, ShowsNoNumberBelowResolution) {
  testing::Example example = testing::measured_example();
  VariantSummary& summary = example.report.hotspots[0].variants[1];
  summary.joules = Estimate{.value = 1e-5, .interval = {}};
  summary.joules_instrument_uncertainty = 2e-5;
  const Table table = table_of(example);
  EXPECT_EQ(cell_of(table, "python:join", ColumnKind::energy).text, "below resolution");
  EXPECT_EQ(cell_of(table, "python:join", ColumnKind::power).text, "");
  // Ten times the uncertainty, 2e-4 J, is 20 times 1e-5 J; 20 x 10 ms.
  EXPECT_THAT(table.notes, Contains(AllOf(HasSubstr("python:join is below resolution"),
                                          HasSubstr("grow 20 times: --min-region 200ms"))));
}

TEST(Table, SaysBelowResolutionWhereCountedJoulesAreMissing) {
  testing::Example example = testing::measured_example();
  HotspotReport& hotspot = example.report.hotspots[0];
  hotspot.variants[1].joules.reset();
  hotspot.variants[1].watts.reset();
  hotspot.comparisons[0].energy.reset();
  hotspot.comparisons[0].split.reset();
  const Table table = table_of(example);
  EXPECT_EQ(cell_of(table, "python:join", ColumnKind::energy).text, "below resolution");
  EXPECT_THAT(table.notes, Contains(HasSubstr("python:join: energy below resolution")));
  EXPECT_EQ(cell_of(table, "python:join", ColumnKind::verdict).text, "unknown");
  EXPECT_EQ(cell_of(table, "python:join", ColumnKind::energy_ratio).text, "");
}

TEST(Table, SaysUnknownWhereNoJoulesAreCounted) {
  testing::Example example = testing::measured_example();
  for (DomainRecord& domain : example.report.run.plan.domains) domain.counted = false;
  example.report.hotspots[0].variants[1].joules.reset();
  EXPECT_EQ(cell_of(table_of(example), "python:join", ColumnKind::energy).text, "unknown");
}

TEST(Table, ShowsNetJoulesOnlyWhereThereAreSome) {
  testing::Example example = testing::measured_example();
  // 2.11 ms x (14.2 - 4.375 W) = 20.7 mJ; 0.4% of 30.0 mJ and 0.125 W x 2.11 ms are 0.12 and 0.26 mJ, 0.29 mJ together.
  EXPECT_EQ(cell_of(table_of(example), "python:concat", ColumnKind::net_energy).text, "20.7 ±1.4%");
  VariantSummary& join = example.report.hotspots[0].variants[1];
  join.net_joules = NetJoules{.value = 0.001, .uncertainty = 0.002};
  EXPECT_EQ(cell_of(table_of(example), "python:join", ColumnKind::net_energy).text, "below resolution");
  join.net_joules.reset();
  EXPECT_EQ(cell_of(table_of(example), "python:join", ColumnKind::net_energy).text, "");
  for (const Column& column : table_of(testing::estimated_example()).columns) {
    EXPECT_NE(column.kind, ColumnKind::net_energy);
  }
}

/// As if analysed with --baseline python:concat: to_chars against a variant of another language.
testing::Example across_languages() {
  testing::Example example = testing::measured_example();
  example.report.settings.baseline = VariantId{"python", "concat"};
  HotspotReport& hotspot = example.report.hotspots[0];
  for (VariantSummary& summary : hotspot.variants) summary.baseline = summary.id.text() == "python:concat";
  for (Comparison& comparison : hotspot.comparisons) comparison.baseline = {"python", "concat"};
  return example;
}

TEST(ChosenBaseline, IsNamedWithItsLanguageWhereThatIsAnother) {
  const testing::Example example = across_languages();
  EXPECT_THAT(headlines(example.report, example.report.hotspots[0]),
              ::testing::ElementsAre("Python: join_list saves most: 1.36x less energy than concat (1.34 to 1.37).",
                                     "C++: to_chars saves most: 22.4x less energy than python:concat (22.1 to 22.8)."));
}

TEST(ChosenBaseline, IsTheOnlyBaselineOfTheTableAndOfItsCaption) {
  const Table table = table_of(across_languages());
  EXPECT_EQ(cell_of(table, "python:concat", ColumnKind::verdict).text, "baseline");
  EXPECT_NE(cell_of(table, "cpp:ostringstream", ColumnKind::verdict).text, "baseline");
  EXPECT_THAT(table.caption, HasSubstr("The baseline is python:concat wherever a hotspot has it"));
  EXPECT_THAT(table.notes, Contains(HasSubstr("every ratio to the plan's own baselines is precise enough")));
  EXPECT_THAT(table_of(testing::measured_example()).caption, Not(HasSubstr("--baseline")));
}

TEST(ChosenBaseline, AloneInItsLanguageHasNothingToSave) {
  testing::Example example = across_languages();
  HotspotReport& hotspot = example.report.hotspots[0];
  std::erase_if(hotspot.variants,
                [](const VariantSummary& summary) { return summary.id.language == "python" && !summary.baseline; });
  EXPECT_EQ(headlines(example.report, hotspot).at(0),
            "Python: concat is the baseline, and no other variant was measured.");
}

TEST(Table, SaysThatNoEnergySourceWasCounted) {
  testing::Example example = testing::measured_example();
  for (DomainRecord& domain : example.report.run.plan.domains) domain.counted = false;
  EXPECT_THAT(table_of(example).caption, StartsWith("Time only: no energy source was counted"));
}

TEST(Table, TellsWhyAHotspotFailed) {
  const testing::Example example = testing::measured_example();
  const Table table = build_table(example.report, example.report.hotspots[1]);
  EXPECT_TRUE(table.rows.empty());
  EXPECT_THAT(table.failure, StartsWith("answers differ (round 0): python:concat and python:csv_writer differ"));
}

TEST(Table, NamesAVariantThatFailedBesideThoseThatWereMeasured) {
  const testing::Example example = testing::measured_example();
  const Table table = build_table(example.report, example.report.hotspots[2]);
  EXPECT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.failure, "");
  EXPECT_THAT(table.notes, Contains("python:ctypes_join FAILED: crashed (round 0): the worker was ended by signal 11 "
                                    "(Segmentation fault)"));
}

TEST(Table, SaysWhenTheCpusOfTheRoundsWereNotEquallyFast) {
  testing::Example example = testing::measured_example();
  HotspotReport& hotspot = example.report.hotspots[2];
  hotspot.cpus = {{.cpu = 0, .rounds = 3, .relative_seconds = 1.0}, {.cpu = 5, .rounds = 2, .relative_seconds = 1.4}};
  EXPECT_THAT(build_table(example.report, hotspot).notes,
              Contains(StartsWith("CPU 5 took 1.40 times as long as CPU 0 for the same work")));
  hotspot.cpus[1].relative_seconds = 1.04;
  EXPECT_THAT(build_table(example.report, hotspot).notes, Not(Contains(StartsWith("CPU "))));
}

TEST(Headlines, PreferTheVariantThatSavesMost) {
  const testing::Example example = testing::measured_example();
  EXPECT_THAT(headlines(example.report, example.report.hotspots[0]),
              Contains("Python: join_list saves most: 1.36x less energy than concat (1.34 to 1.37)."));
}

TEST(Headlines, TellTheNoiseOfAnEstimateFromItsModelsError) {
  const testing::Example example = testing::estimated_example();
  EXPECT_THAT(
      headlines(example.report, example.report.hotspots[0]),
      Contains("Python: numpy saves: ~20.8x less energy than list_comprehension (noise ~19.8 to ~21.8, with the "
               "model's error ~13.8 to ~31.1)."));
}

TEST(Headlines, ClaimNoSavingThatIsNotShown) {
  testing::Example example = testing::estimated_example();
  HotspotReport& hotspot = example.report.hotspots[0];
  for (Comparison& comparison : hotspot.comparisons) comparison.energy_verdict = Verdict::inconclusive;
  EXPECT_THAT(headlines(example.report, hotspot),
              Contains("Python: no variant is shown to save energy against list_comprehension; 3 inconclusive; in time "
                       "numpy saves: 21.8x less (20.7 to 22.8)."));
  for (Comparison& comparison : hotspot.comparisons) comparison.energy_verdict = Verdict::costs;
  EXPECT_THAT(headlines(example.report, hotspot),
              Contains(StartsWith("Python: no variant saves energy against list_comprehension; in time numpy saves:")));
}

TEST(Notes, GiveTheWidthThatWasReachedAsTheStopRuleSeesIt) {
  testing::Example example = testing::estimated_example();
  HotspotReport& hotspot = example.report.hotspots[0];
  for (Comparison& comparison : hotspot.comparisons) {
    comparison.energy->interval = Interval{.low = 2.0, .high = 2.0};
    comparison.time.value = 1.1;
    comparison.time.interval = Interval{.low = 1.0, .high = 1.21};  // sqrt(1.21) - 1 = 10%
  }
  EXPECT_THAT(hotspot_notes(example.report, hotspot),
              Contains("Stopped at the most rounds allowed (6): least precise ratio ±10%, wanted ±2%."));
  for (Comparison& comparison : hotspot.comparisons) comparison.time.value = 600.0;
  EXPECT_THAT(hotspot_notes(example.report, hotspot), Contains(HasSubstr("least precise ratio ±10%, wanted ±5%.")));
  hotspot.comparisons[0].time.interval.reset();
  EXPECT_THAT(hotspot_notes(example.report, hotspot), Contains(HasSubstr("no interval yet, wanted ±2%")));
}

TEST(Notes, SayHowTheLocalServerAnswered) {
  testing::Example example = testing::estimated_example();
  HotspotReport& hotspot = example.report.hotspots[0];
  EXPECT_THAT(hotspot_notes(example.report, hotspot), Not(Contains(HasSubstr("server"))));
  hotspot.plan.server = ServerSettings{.latency_seconds = 0.02, .body_bytes = 1024};
  EXPECT_THAT(hotspot_notes(example.report, hotspot),
              Contains("The local server answered 20 ms after each request, with 1,024 bytes; its CPU time and energy "
                       "are part of the figures, its context switches are not."));
}

TEST(LanguageTitle, IsHowTheLanguageIsWritten) {
  EXPECT_EQ(language_title("python"), "Python");
  EXPECT_EQ(language_title("cpp"), "C++");
  EXPECT_EQ(language_title("rust"), "rust");
}

}  // namespace
}  // namespace greenbench
