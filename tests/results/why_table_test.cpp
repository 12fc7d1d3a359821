#include "results/why_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;

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

std::vector<std::string> cells_of(const Row& row) {
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
  EXPECT_THAT(cells_of(table.rows[0]), ElementsAre("concat", "0", "0", "12.5", "0"));
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
  EXPECT_THAT(cells_of(table.rows[0]), ElementsAre("concat", "0", "0", "0", "0", "2.50", "25,300,000"));
  EXPECT_THAT(cells_of(table.rows[1]), ElementsAre("join", "0", "0", "0", "0", "0.500", ""));
}

TEST(WhyTable, HasTheSameColumnsForEveryHotspotOfAReport) {
  Report report;
  report.hotspots.resize(2);
  report.hotspots[0].variants = {summary_of("concat", {.cycles = 8.0})};
  report.hotspots[1].variants = {summary_of("loop", {})};
  EXPECT_EQ(titles_of(build_why_table(report, report.hotspots[0])),
            titles_of(build_why_table(report, report.hotspots[1])));
  EXPECT_EQ(cells_of(build_why_table(report, report.hotspots[1]).rows.at(0)).back(), "");
}

}  // namespace
}  // namespace greenbench
