#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/page/charts.hpp"
#include "results/writers/writers.hpp"
#include "tests/results/example_report.hpp"

namespace greenbench::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::uint32_t concat = 0;  // the first variant of the example's first hotspot

std::size_t shown(const Json& hotspot, std::uint32_t variant) {
  std::size_t count = 0;
  for (const Json& one : hotspot["samples"]["variant"]) count += one == variant ? 1U : 0U;
  return count;
}

TEST(ChartData, LeavesVoidRepetitionsOut) {
  Example example = measured_example();
  const Json before = chart_data(example.report, example.run)["hotspots"][0]["samples"]["measured"];
  for (Sample& sample : example.run.hotspots[0].rounds[0].samples) {
    if (sample.variant == concat && sample.void_reason.empty()) {
      sample.void_reason = "throttled";
      break;
    }
  }
  const Json after = chart_data(example.report, example.run)["hotspots"][0]["samples"]["measured"];
  EXPECT_EQ(after.get<std::size_t>() + 1, before.get<std::size_t>());
}

TEST(ChartData, CostsArePerOperation) {
  Example example = measured_example();
  Sample sample = example.run.hotspots[0].rounds[0].samples[0];
  sample.variant = concat;
  sample.void_reason.clear();
  sample.iterations = 4;
  sample.energy_total_joules = 0.010;
  example.run.hotspots[0].rounds = {{.index = 0, .samples = {sample}}};
  const Json samples = chart_data(example.report, example.run)["hotspots"][0]["samples"];
  EXPECT_EQ(samples["cost"], Json::parse("[0.0025]"));
}

TEST(ChartData, TakesEvenlyOfMany) {
  Example example = measured_example();
  Sample sample = example.run.hotspots[0].rounds[0].samples[0];
  sample.variant = concat;
  sample.void_reason.clear();
  sample.iterations = 1;
  std::vector<Sample> many;
  for (std::size_t i = 0; i < 2 * most_samples; ++i) {
    sample.energy_total_joules = static_cast<double>(i + 1);
    many.push_back(sample);
  }
  example.run.hotspots[0].rounds = {{.index = 0, .samples = many}};
  const Json hotspot = chart_data(example.report, example.run)["hotspots"][0];
  EXPECT_EQ(hotspot["samples"]["measured"], 2 * most_samples);
  EXPECT_EQ(shown(hotspot, concat), most_samples);
  EXPECT_EQ(hotspot["samples"]["cost"][0], 1.0);
  EXPECT_EQ(hotspot["samples"]["cost"][1], 3.0);
  EXPECT_EQ(hotspot["samples"]["cost"].back(), 3999.0);
}

TEST(ChartData, ComparesEitherJoulesOrSeconds) {
  Example example = measured_example();
  std::vector<Comparison>& comparisons = example.report.hotspots[0].comparisons;
  const Json joules = chart_data(example.report, example.run)["hotspots"][0];
  EXPECT_EQ(joules["compares_energy"], true);
  EXPECT_NE(joules["comparisons"][1]["ratio"], joules["comparisons"][0]["ratio"]);

  comparisons[0].energy = std::nullopt;
  comparisons[1].time.value = 1.25;
  const Json seconds = chart_data(example.report, example.run)["hotspots"][0];
  EXPECT_EQ(seconds["compares_energy"], false);
  EXPECT_EQ(seconds["comparisons"][1]["ratio"], 1.25);
}

TEST(ChartData, KnowsHotspotsThatWereNotBegun) {
  Example example = measured_example();
  example.run.hotspots.resize(1);
  const Json hotspots = chart_data(example.report, example.run)["hotspots"];
  ASSERT_EQ(hotspots.size(), example.report.hotspots.size());
  EXPECT_EQ(hotspots.back()["samples"]["measured"], 0);
}

TEST(DrawnCharts, AreReadFromWhatTheProcessWrites) {
  const DrawnCharts drawn = drawn_charts_from_json(Json::parse(
      R"({"library": "x", "missing": "", "charts": [{"place": "sweep", "index": 2, "title": "t", "alternative": "a",
          "caption": "c", "spec": {"mark": "bar"}, "uses_samples": true}]})"));
  ASSERT_EQ(drawn.charts.size(), 1U);
  EXPECT_EQ(drawn.charts[0].place, ChartPlace::sweep);
  EXPECT_EQ(drawn.charts[0].index, 2U);
  EXPECT_TRUE(drawn.charts[0].uses_samples);
}

// Vega alone has most of a megabyte, more than other texts may have.
TEST(DrawnCharts, TakeALibraryOfAnyLength) {
  const std::string library(1'000'000, 'x');
  const Json json{{"library", library}, {"missing", ""}, {"charts", Json::array()}};
  EXPECT_EQ(drawn_charts_from_json(json).library, library);
  EXPECT_THROW(static_cast<void>(drawn_charts_from_json({{"library", 5}, {"missing", ""}, {"charts", Json::array()}})),
               DocumentError);
}

TEST(DrawnCharts, OfAnUnknownPlaceAreRefused) {
  EXPECT_THROW(static_cast<void>(drawn_charts_from_json(Json::parse(
                   R"({"library": "", "missing": "", "charts": [{"place": "moon", "index": 0, "title": "",
                       "alternative": "", "caption": "", "spec": {}, "uses_samples": false}]})"))),
               DocumentError);
}

TEST(Html, NothingInAChartEndsTheScriptOrAnAttribute) {
  const std::string hostile = "</script><b onclick=\"x\">";
  DrawnCharts drawn{.library = "library();", .charts = {}, .missing = {}};
  drawn.charts = {{.title = hostile, .alternative = hostile, .caption = hostile, .spec = {{"title", hostile}}}};
  const Example example = measured_example();
  const std::string page = find_writer("html")->write(example.report, example.run, {.charts = &drawn});
  EXPECT_THAT(page, Not(HasSubstr("<b onclick")));
  EXPECT_THAT(page, HasSubstr(R"(aria-label="&lt;/script&gt;&lt;b onclick=&quot;x&quot;&gt;")"));
  EXPECT_THAT(page, HasSubstr(R"("title":"\u003c/script>\u003cb onclick=\"x\">")"));
}

TEST(Html, SaysWhatIsMissingForCharts) {
  DrawnCharts drawn;
  drawn.missing = "needs altair";
  const Example example = measured_example();
  const std::string page = find_writer("html")->write(example.report, example.run, {.charts = &drawn});
  EXPECT_THAT(page, HasSubstr("Charts: not available: needs altair"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace greenbench::testing
