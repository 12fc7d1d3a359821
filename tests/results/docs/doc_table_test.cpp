#include "results/docs/doc_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

#include "results/docs/doc_columns.hpp"
#include "tests/results/example_report.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TableSelection everything_of(const std::string& hotspot) {
  return {.line = 3, .hotspot = hotspot, .columns = {"variant", "energy", "verdict"}};
}

std::array<Report, 2> both_reports() {
  return {testing::measured_example().report, testing::estimated_example().report};
}

std::vector<std::string> names_of(const std::vector<Table>& tables) {
  std::vector<std::string> names;
  for (const Table& table : tables) names.push_back(table.hotspot);
  return names;
}

std::string complaint(const TableSelection& selection) {
  try {
    (void)tables_for(selection, both_reports());
  } catch (const MarkerError& error) {
    return std::to_string(error.line()) + ": " + error.what();
  }
  return "none";
}

const Row& row_of(const Table& table, std::string_view variant) {
  for (const Row& row : table.rows) {
    if (row.id.text() == variant) return row;
  }
  throw std::out_of_range(std::string{variant});
}

TEST(TablesFor, TakesEveryHotspotThatMatches) {
  EXPECT_THAT(names_of(tables_for(everything_of("numeric/*"), both_reports())), ElementsAre("numeric/apply_tax"));
  EXPECT_THAT(names_of(tables_for(everything_of("strings/[bj]*"), both_reports())),
              ElementsAre("strings/build", "strings/join_lines"));
}

TEST(TablesFor, TakesAHotspotFromTheFirstRunThatHasIt) {
  std::array<Report, 2> reports = both_reports();
  reports[1].hotspots[0].plan.id = "strings/build";
  const std::vector<Table> tables = tables_for(everything_of("strings/build"), reports);
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].size, 30'000U);
  reports[0].hotspots[0].variants.clear();  // the first run was interrupted before this hotspot
  EXPECT_EQ(tables_for(everything_of("strings/build"), reports).at(0).size, 1'000'000U);
}

TEST(TablesFor, ShowsEverySizeUnlessOneIsChosen) {
  std::array<Report, 2> reports = both_reports();
  reports[0].hotspots.push_back(reports[0].hotspots[0]);
  reports[0].hotspots.back().plan.size = 100;
  TableSelection selection = everything_of("strings/build");
  EXPECT_EQ(tables_for(selection, reports).size(), 2U);
  selection.size = 100;
  const std::vector<Table> tables = tables_for(selection, reports);
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].size, 100U);
}

TEST(TablesFor, KeepsOneLanguage) {
  TableSelection selection = everything_of("strings/build");
  selection.language = "cpp";
  const Table table = tables_for(selection, both_reports()).at(0);
  EXPECT_EQ(table.rows.size(), 4U);
  for (const Row& row : table.rows) EXPECT_EQ(row.id.language, "cpp");
}

TEST(TablesFor, TheCaptionComesFromTheRun) {
  const Table measured = tables_for(everything_of("strings/build"), both_reports()).at(0);
  EXPECT_EQ(measured.caption,
            "Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz, 16 GiB, Linux 6.1.0-18-amd64, 2026-01-01T12:00:00Z. Measured: "
            "powercap package-0 + dram-0. greenbench 0.1.0, seed 9007199254740993.");
  TableSelection selection = everything_of("numeric/apply_tax");
  selection.columns = {"variant", "ratio"};
  const Table estimated = tables_for(selection, both_reports()).at(0);
  EXPECT_THAT(estimated.caption,
              AllOf(StartsWith("PREVIEW: "), HasSubstr("AMD EPYC, KVM, 2026-01-02T08:30:00Z. ~ estimated with the "
                                                       "power model \"typical server\", not measured. In brackets: 95% "
                                                       "intervals of the factors. greenbench 0.1.0, seed 42.")));
  selection.caption = false;
  EXPECT_EQ(tables_for(selection, both_reports()).at(0).caption, "");
}

TEST(TablesFor, ComplainsAboutWhatNoRunHas) {
  EXPECT_EQ(complaint(everything_of("strings/biuld")),
            "3: hotspot: no run has anything that matches 'strings/biuld'; did you mean strings/build?");
  TableSelection selection = everything_of("strings/build");
  selection.size = 7;
  EXPECT_EQ(complaint(selection), "3: size: 'strings/build' was not measured at 7, but at 30000");
  selection = everything_of("strings/build");
  selection.language = "pyhton";
  EXPECT_EQ(complaint(selection), "3: language: no variant of 'strings/build' is in 'pyhton'; did you mean python?");
}

TEST(DocColumns, ShowsWhatIsAskedForInThatOrder) {
  const testing::Example example = testing::measured_example();
  const std::vector<std::string> names{"variant", "verdict", "energy", "time-ratio", "time-verdict"};
  const Table table = build_doc_columns(example.report, example.report.hotspots[0], names);
  std::vector<std::string> titles;
  for (const Column& column : table.columns) titles.push_back(column.title);
  EXPECT_THAT(titles, ElementsAre("variant", "verdict", "energy", "time against baseline", "verdict on time"));
  const Row& concat = row_of(table, "python:concat");
  EXPECT_EQ(concat.cells.at(1).text, "baseline");
  EXPECT_EQ(concat.cells.at(2).text, "30.0");  // 2.11 ms x 14.2 W
  EXPECT_EQ(concat.cells.at(3).text, "");
  EXPECT_EQ(concat.cells.at(4).text, "baseline");
  EXPECT_THAT(row_of(table, "cpp:to_chars").cells.at(3).text, HasSubstr("x less ("));
}

TEST(DocColumns, KeepsVariantsTogetherWhateverTheirOrder) {
  testing::Example example = testing::measured_example();
  std::vector<VariantSummary>& variants = example.report.hotspots[0].variants;
  std::swap(variants[0], variants[6]);  // the table puts baselines first, the variants' own order is another one
  variants[0].cpu_seconds = 0.007;
  const std::string moved = variants[0].id.text();
  const std::vector<std::string> names{"variant", "cpu-time"};
  const Table table = build_doc_columns(example.report, example.report.hotspots[0], names);
  EXPECT_EQ(table.columns.at(1).unit, "ms/op");
  EXPECT_EQ(row_of(table, moved).cells.at(1).text, "7.00");
}

TEST(DocColumns, WhatTheRunDoesNotKnowIsEmpty) {
  const testing::Example example = testing::estimated_example();
  const std::vector<std::string> names{"variant", "net-energy", "instructions"};
  const Table table = build_doc_columns(example.report, example.report.hotspots[0], names);
  EXPECT_EQ(table.columns.at(1).title, "net energy");
  for (const Row& row : table.rows) {
    ASSERT_EQ(row.cells.size(), 3U);
    EXPECT_EQ(row.cells[1].text, "");
  }
}

TEST(DocColumns, EveryNameHasItsColumn) {
  const testing::Example example = testing::measured_example();
  const Table table = build_doc_columns(example.report, example.report.hotspots[0], doc_column_names());
  EXPECT_EQ(table.columns.size(), doc_column_names().size());
  // The example counts everything, so that a title that no table has would show as an unknown column.
  for (const Column& column : table.columns) EXPECT_NE(column.meaning, "not known in this run") << column.title;
}

}  // namespace
}  // namespace greenbench
