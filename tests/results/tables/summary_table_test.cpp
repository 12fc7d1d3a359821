#include "results/tables/summary_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

GeometricSummary summary_of(const VariantId& variant, double energy) {
  return {.variant = variant,
          .hotspots = {"strings/build", "strings/lines"},
          .energy = Estimate{.value = energy, .interval = Interval{.low = energy / 1.25, .high = energy * 1.25}},
          .time = {.value = 0.5, .interval = {}},
          .power = Estimate{.value = 2.0 * energy, .interval = {}}};
}

std::vector<std::string> cells_of(const Row& row) {
  std::vector<std::string> texts;
  for (const Cell& cell : row.cells) texts.push_back(cell.text);
  return texts;
}

Report report_with(std::vector<GeometricSummary> summaries) {
  Report report;
  report.provenance = Provenance::measured;
  report.summaries = std::move(summaries);
  return report;
}

TEST(SummaryTable, IsAbsentWithoutSummaries) {
  EXPECT_FALSE(build_summary_table(report_with({})));
}

TEST(SummaryTable, ShowsMeansWithTheirIntervalsAndWhatTheyAreOver) {
  const auto table = build_summary_table(report_with({summary_of({"python", "join"}, 4.0)}));
  ASSERT_TRUE(table);
  EXPECT_THAT(cells_of(table->rows.at(0)), ElementsAre("join", "2", "4.00x less (3.20 to 5.00)",
                                                       "2.00x more (no interval)", "8.00x less (no interval)"));
  EXPECT_THAT(table->notes, ElementsAre("python:join: over strings/build, strings/lines."));
}

TEST(SummaryTable, MarksEstimatesAndShowsThemWithTheModelsError) {
  Report report = report_with({summary_of({"python", "join"}, 4.0)});
  EXPECT_THAT(summary_caption(report), Not(HasSubstr("power model")));
  EXPECT_THAT(summary_caption(report), Not(HasSubstr("model")));
  report.provenance = Provenance::estimated;
  report.summaries[0].energy->model_interval = Interval{2.0, 8.0, 0.95};
  EXPECT_THAT(cells_of(build_summary_table(report)->rows.at(0)),
              ElementsAre("join", "2", "~4.00x less (~2.00 to ~8.00)", "2.00x more (no interval)",
                          "~8.00x less (no interval)"));
  EXPECT_THAT(summary_caption(report), HasSubstr("have the model's error in them"));
}

TEST(SummaryTable, SaysUnknownWithoutJoules) {
  GeometricSummary summary = summary_of({"python", "join"}, 4.0);
  summary.energy.reset();
  EXPECT_EQ(cells_of(build_summary_table(report_with({summary}))->rows.at(0)).at(2), "unknown");
}

TEST(SummaryTable, NamesAChosenBaseline) {
  Report report = report_with({summary_of({"cpp", "join"}, 4.0), summary_of({"cpp", "join"}, 2.0)});
  report.settings.baseline = VariantId{"python", "concat"};
  report.summaries[0].baseline = report.settings.baseline;
  const auto table = build_summary_table(report);
  EXPECT_EQ(table->columns.at(1).title, "against");
  EXPECT_EQ(cells_of(table->rows.at(0)).at(1), "python:concat");
  EXPECT_EQ(cells_of(table->rows.at(1)).at(1), "its own");
}

TEST(SummaryTable, PutsLanguagesTogether) {
  const auto table = build_summary_table(report_with(
      {summary_of({"python", "join"}, 4.0), summary_of({"cpp", "append"}, 4.0), summary_of({"python", "map"}, 4.0)}));
  EXPECT_EQ(table->rows.at(1).id.text(), "python:map");
  EXPECT_EQ(table->rows.at(2).id.text(), "cpp:append");
}

TEST(SummaryTable, StandsInTheWritersOnlyWhenThereIsOne) {
  for (const char* const format : {"terminal", "markdown"}) {
    const Report with = report_with({summary_of({"python", "join"}, 4.0)});
    const Report without = report_with({});
    EXPECT_THAT(find_writer(format)->write(with, {}, {.width = 120, .detail = Detail::everything}),
                HasSubstr("Summary over hotspots"))
        << format;
    EXPECT_THAT(find_writer(format)->write(without, {}, {.width = 120, .detail = Detail::everything}),
                Not(HasSubstr("Summary over")))
        << format;
  }
}

}  // namespace
}  // namespace greenbench
