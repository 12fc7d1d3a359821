#include "results/tables/sweep_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;

Report measured_report() {
  Report report;
  report.provenance = Provenance::measured;
  return report;
}

SweepVariant loop(std::optional<double> joules) {
  return {.id = {"python", "loop"},
          .baseline = true,
          .points = {{.size = 10, .joules = joules, .seconds = 0.001}, {.size = 10'000, .joules = 2.0, .seconds = 1.0}},
          .energy_fit = CostFit{.law = GrowthLaw::linear, .constant = 0.0, .factor = 0.0002, .relative_residual = 0.01},
          .time_fit =
              CostFit{.law = GrowthLaw::linearithmic, .constant = 0.001, .factor = 1e-5, .relative_residual = 0.034}};
}

std::vector<std::string> texts(const Row& row) {
  std::vector<std::string> all;
  for (const Cell& cell : row.cells) all.push_back(cell.text);
  return all;
}

TEST(SweepTable, HasAColumnPerSizeAndTellsTheGrowth) {
  const Sweep sweep{.hotspot = "numeric/sum", .variants = {loop(0.002)}, .crossovers = {}};
  const Table table = build_sweep_table(measured_report(), sweep);
  ASSERT_EQ(table.columns.size(), 4U);
  EXPECT_EQ(table.columns[1].title, "n = 10");
  EXPECT_EQ(table.columns[1].unit, "mJ/op");
  EXPECT_EQ(table.columns[2].title, "n = 10k");
  EXPECT_EQ(table.columns[2].unit, "J/op");
  EXPECT_THAT(texts(table.rows[0]), ElementsAre("loop", "2.00", "2.00", "200 µJ · n (off by 1%)"));
}

TEST(SweepTable, MarksEstimates) {
  const Sweep sweep{.hotspot = "numeric/sum", .variants = {loop(0.002)}, .crossovers = {}};
  Report report = measured_report();
  report.provenance = Provenance::estimated;
  EXPECT_EQ(build_sweep_table(report, sweep).rows[0].cells[1].text, "~2.00");
}

TEST(SweepTable, ShowsTimeWhereJoulesAreNotKnownThroughout) {
  const Sweep sweep{.hotspot = "numeric/sum", .variants = {loop(std::nullopt)}, .crossovers = {}};
  const Table table = build_sweep_table(measured_report(), sweep);
  EXPECT_THAT(texts(table.rows[0]), ElementsAre("loop", "1.00", "1.00", "1.00 ms + 10.0 µs · n ln n (off by 3.4%)"));
}

TEST(SweepTable, LeavesACellEmptyWhereAVariantWasNotMeasured) {
  SweepVariant limited = loop(0.002);
  limited.id.name = "quadratic";
  limited.points.pop_back();
  const Sweep sweep{.hotspot = "numeric/sum", .variants = {loop(0.002), limited}, .crossovers = {}};
  EXPECT_EQ(build_sweep_table(measured_report(), sweep).rows[1].cells[2].text, "");
}

TEST(SweepTable, SaysWhereTheCheaperVariantChanges) {
  Crossover crossover{.baseline = {"python", "loop"},
                      .variant = {"python", "numpy"},
                      .energy = true,
                      .variant_wins_above = true,
                      .size = 101.2,
                      .low = 85.4,
                      .high = 1'180.0};
  Sweep sweep{.hotspot = "numeric/sum", .variants = {loop(0.002)}, .crossovers = {crossover}};
  crossover.energy = false;
  crossover.variant_wins_above = false;
  crossover.low.reset();
  sweep.crossovers.push_back(crossover);
  EXPECT_THAT(build_sweep_table(measured_report(), sweep).notes,
              ElementsAre("Python: numpy needs less energy than loop from n = 101 (85.4 to 1,180).",
                          "Python: numpy needs less time than loop up to n = 101 (up to 1,180, not bounded below by "
                          "these sizes)."));
}

}  // namespace
}  // namespace greenbench
