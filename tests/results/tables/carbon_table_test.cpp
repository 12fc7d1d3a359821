#include "results/tables/carbon_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/writers/writers.hpp"
#include "tests/results/example_report.hpp"

namespace greenbench::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(CarbonTable, IsAbsentWithoutCarbon) {
  const Report report = measured_example().report;
  EXPECT_FALSE(build_carbon_table(report, report.hotspots[0]));
  EXPECT_EQ(run_footprint_sentence(report), "");
}

TEST(CarbonTable, IsAbsentWhereNothingWasMeasured) {
  const Report report = measured_carbon_example().report;
  EXPECT_TRUE(build_carbon_table(report, report.hotspots[0]));
  EXPECT_FALSE(build_carbon_table(report, report.hotspots[1]));  // it failed
}

TEST(CarbonTable, SaysWhatIsBelowResolution) {
  Report report = measured_carbon_example().report;
  report.hotspots[0].variants[0].footprint.reset();
  report.hotspots[0].comparisons[0].footprint_saved.reset();
  const Table table = *build_carbon_table(report, report.hotspots[0]);
  EXPECT_EQ(table.rows[0].cells[2].text, "below resolution");
  EXPECT_EQ(table.rows[1].cells.back().text, "unknown");
}

TEST(CarbonTable, MarksEveryEstimate) {
  const Report report = estimated_carbon_example().report;
  const Table table = *build_carbon_table(report, report.hotspots[0]);
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    for (std::size_t cell = 1; cell < table.rows[i].cells.size(); ++cell) {
      EXPECT_THAT(table.rows[i].cells[cell].text, ::testing::StartsWith("~"));
    }
  }
}

TEST(CarbonTable, StandsInTheHtmlPage) {
  const auto page = [](const Example& example) { return find_writer("html")->write(example.report, example.run, {}); };
  EXPECT_THAT(page(measured_carbon_example()), HasSubstr("Carbon: 380.95 g CO2e/kWh: Germany (country DEU), 2023"));
  EXPECT_THAT(page(measured_example()), Not(HasSubstr("CO2e")));
}

}  // namespace
}  // namespace greenbench::testing
