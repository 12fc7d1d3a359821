#include "results/tables/why_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/tables/why_lines.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

VariantSummary summary_of(const std::string& name, const Explanation& explanation) {
  VariantSummary summary;
  summary.id = {"python", name};
  summary.explanation = explanation;
  return summary;
}

std::vector<std::string> titles_of(const Table& table) {
  std::vector<std::string> titles;
  for (const Column& column : table.columns) {
    titles.push_back(column.unit.empty() ? column.title : column.title + " (" + column.unit + ")");
  }
  return titles;
}

std::vector<std::string> texts_of_cells(const Row& row) {
  std::vector<std::string> texts;
  for (const Cell& cell : row.cells) texts.push_back(cell.text);
  return texts;
}

TEST(WhyTable, ShowsOnlyWhatTheMachineCounts) {
  Report report;
  report.hotspots.resize(1);
  report.hotspots[0].variants = {summary_of("concat", {.page_faults_minor = 12.5})};
  const Table table = build_why_table(report, report.hotspots[0]);
  EXPECT_THAT(titles_of(table),
              ElementsAre("variant", "voluntary switches", "involuntary switches", "minor faults", "major faults"));
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_THAT(texts_of_cells(table.rows[0]), ElementsAre("concat", "0", "0", "12.5", "0"));
}

TEST(WhyTable, LeavesUnknownCellsEmpty) {
  Report report;
  report.hotspots.resize(1);
  report.hotspots[0].variants = {summary_of("concat", {.idle_residency_seconds = 0.0025, .instructions = 25'340'000.0}),
                                 summary_of("join", {.idle_residency_seconds = 0.0005})};
  const Table table = build_why_table(report, report.hotspots[0]);
  EXPECT_THAT(titles_of(table), ElementsAre("variant", "voluntary switches", "involuntary switches", "minor faults",
                                            "major faults", "idle time (ms/op)", "instructions"));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(texts_of_cells(table.rows[0]), ElementsAre("concat", "0", "0", "0", "0", "2.50", "25,300,000"));
  EXPECT_THAT(texts_of_cells(table.rows[1]), ElementsAre("join", "0", "0", "0", "0", "0.500", ""));
}

TEST(WhyTable, HasTheSameColumnsForEveryHotspotOfAReport) {
  Report report;
  report.hotspots.resize(2);
  report.hotspots[0].variants = {summary_of("concat", {.cycles = 8.0})};
  report.hotspots[1].variants = {summary_of("loop", {})};
  EXPECT_EQ(titles_of(build_why_table(report, report.hotspots[0])),
            titles_of(build_why_table(report, report.hotspots[1])));
  EXPECT_EQ(texts_of_cells(build_why_table(report, report.hotspots[1]).rows.at(0)).back(), "");
}

constexpr std::uint64_t mebibyte = 1024 * 1024;

TEST(WhyTable, ShowsHowMuchMemoryAnOperationNeeded) {
  Report report;
  report.hotspots.resize(2);
  report.hotspots[0].variants = {summary_of("concat", {}), summary_of("join", {}), summary_of("loop", {})};
  report.hotspots[1].variants = {summary_of("concat", {})};
  report.hotspots[0].variants[0].peak_memory = PeakMemory{40 * mebibyte, 118 * mebibyte};
  report.hotspots[0].variants[1].peak_memory = PeakMemory{40 * mebibyte, 40 * mebibyte};
  const Table table = build_why_table(report, report.hotspots[0]);
  EXPECT_EQ(titles_of(table).back(), "peak memory (MiB)");
  EXPECT_EQ(texts_of_cells(table.rows[0]).back(), "+78.0");
  EXPECT_EQ(texts_of_cells(table.rows[1]).back(), "+0");
  EXPECT_EQ(texts_of_cells(table.rows[2]).back(), "") << "not measured is not nothing";
  EXPECT_EQ(texts_of_cells(build_why_table(report, report.hotspots[1]).rows[0]).back(), "");
  EXPECT_EQ(peak_memory_line(report.hotspots[0]),
            "Peak memory of one operation: python:concat +78.0 MiB, python:join +0 MiB.");
  EXPECT_EQ(peak_memory_line(report.hotspots[1]), "");
}

Comparison moving(std::vector<MovingCounter> with, std::vector<MovingCounter> against) {
  Comparison comparison;
  comparison.variant = {"python", "join"};
  comparison.moves_with = std::move(with);
  comparison.moves_against = std::move(against);
  return comparison;
}

TEST(WhyLines, NameCountersWithTheirFactorsAndTheRestAsANumber) {
  HotspotReport hotspot;
  hotspot.comparisons = {
      moving({{"instructions", 31.0, 10.0, 3.1}, {"cpu_seconds", 3.0, 1.0, 3.0}, {"cycles", 4.0, 1.0, 4.0}},
             {{"cache_misses", 1.0, 2.0, 0.5}})};
  EXPECT_THAT(why_lines(hotspot, 2), ElementsAre("python:join moves with: instructions 3.10x less, CPU time 3.00x less "
                                                 "and 1 more; against: cache misses 2.00x more."));
  hotspot.comparisons = {moving({}, {})};
  EXPECT_TRUE(why_lines(hotspot, 2).empty());
}

TEST(WhyLines, ShowBothAmountsWhereOneIsZero) {
  HotspotReport hotspot;
  hotspot.comparisons = {
      moving({{"page_faults_major", 0.0, 120.0, {}}}, {{"idle_residency_seconds", 0.0025, 0.0, {}}})};
  EXPECT_THAT(why_lines(hotspot, 3),
              ElementsAre("python:join moves with: major faults 0 against 120; against: idle time "
                          "2.50 ms against 0."));
}

TEST(WhyCaption, SaysThatCorrelationIsNotCause) {
  Report report;
  report.provenance = Provenance::measured;
  EXPECT_THAT(why_caption(report), HasSubstr("Correlation is not cause"));
  EXPECT_THAT(why_caption(report), Not(HasSubstr("by definition")));
  report.provenance = Provenance::estimated;
  EXPECT_THAT(why_caption(report), HasSubstr("computed from CPU time, which therefore moves with them by definition"));
}

}  // namespace
}  // namespace greenbench
