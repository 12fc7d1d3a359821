#include "harness/plan/plan_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/command_line/failure.hpp"
#include "results/files/json.hpp"

namespace greenbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

HotspotInfo hotspot(const std::string& id, std::vector<VariantInfo> variants) {
  HotspotInfo info;
  info.id = id;
  info.default_size = 100;
  info.article_size = 1000;
  info.sizes = {10, 100};
  info.variants = std::move(variants);
  return info;
}

VariantInfo baseline(const std::string& language, const std::string& name) {
  return {language, name, true, {}, {}};
}
VariantInfo variant(const std::string& language, const std::string& name) {
  return {language, name, false, {}, {}};
}

HotspotCatalog catalog() {
  HotspotCatalog catalog;
  VariantInfo quadratic = baseline("cpp", "copy");
  quadratic.max_size = 500;
  quadratic.max_size_reason = "quadratic";
  catalog.entries.push_back({hotspot("strings/build", {baseline("python", "concat"), variant("python", "join"),
                                                       quadratic, variant("cpp", "append")}),
                             false,
                             {}});
  catalog.entries.push_back({hotspot("numeric/tax", {baseline("python", "loop"), variant("python", "numpy"),
                                                     baseline("cpp", "scalar"), variant("cpp", "simd")}),
                             false, "needs numpy"});
  catalog.entries.push_back({hotspot("control/aa", {baseline("python", "one"), variant("python", "same")}), false, {}});
  return catalog;
}

EnergyPlan energy() {
  EnergyPlan plan;
  plan.sources = {"estimate"};
  plan.domains = {{"cpu_idle", "estimate", "model", Provenance::estimated, true, 1e-9, {}, {}}};
  return plan;
}

std::vector<std::string> names(const PlannedHotspot& planned) {
  std::vector<std::string> names;
  for (const PlannedVariant& v : planned.variants) names.push_back(v.id.text() + (v.baseline ? "*" : ""));
  return names;
}

std::vector<std::string> ids(const Plan& plan) {
  std::vector<std::string> ids;
  for (const PlannedHotspot& h : plan.hotspots) ids.push_back(h.id);
  return ids;
}

template <class Error>
std::string complaint(const RunOptions& options) {
  try {
    static_cast<void>(make_plan(options, catalog(), energy(), 1));
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(MakePlan, ASuiteBringsItsHotspotsAndTheControl) {
  RunOptions options;
  options.suites = {"strings"};
  const Plan plan = make_plan(options, catalog(), energy(), 7);
  EXPECT_THAT(ids(plan), ElementsAre("strings/build", "control/aa"));
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("python:concat*", "python:join", "cpp:copy*", "cpp:append"));
  EXPECT_EQ(plan.hotspots[0].size, 100U);
  EXPECT_EQ(plan.seed, 7U);
  EXPECT_EQ(plan.suite_label, "strings");
}

HotspotCatalog catalog_with_fetch() {
  HotspotCatalog with_fetch = catalog();
  with_fetch.entries.push_back({hotspot("io/fetch", {baseline("cpp", "threads"), variant("cpp", "async")}), false, {}});
  with_fetch.entries.back().info.needs_server = true;
  return with_fetch;
}

TEST(MakePlan, AHotspotThatAsksForTheServerGetsOne) {
  RunOptions options;
  options.suites = {"io"};
  const Plan plan = make_plan(options, catalog_with_fetch(), energy(), 1);
  EXPECT_THAT(ids(plan), ElementsAre("io/fetch", "control/aa"));
  ASSERT_TRUE(plan.hotspots[0].server);
  EXPECT_EQ(plan.hotspots[0].server->latency_seconds, 0.02);
  EXPECT_EQ(plan.hotspots[0].server->body_bytes, 1024U);
  EXPECT_FALSE(plan.hotspots[1].server);
}

TEST(MakePlan, TheServersLatencyAndBodyAreThoseAskedFor) {
  RunOptions options;
  options.suites = {"io"};
  options.server_latency_seconds = 0.0;
  options.server_body_bytes = 7;
  const Plan plan = make_plan(options, catalog_with_fetch(), energy(), 1);
  EXPECT_EQ(plan.hotspots[0].server->latency_seconds, 0.0);
  EXPECT_EQ(plan.hotspots[0].server->body_bytes, 7U);
}

TEST(MakePlan, AServerFlagThatChangesNothingIsRefused) {
  RunOptions options;
  options.suites = {"strings"};
  options.server_body_bytes = 7;
  EXPECT_THAT(complaint<UsageError>(options), HasSubstr("--server-body: nothing that is measured uses"));
  options.server_latency_seconds = 0.0;
  EXPECT_THAT(complaint<UsageError>(options), HasSubstr("--server-latency: nothing that is measured uses"));
}

TEST(MakePlan, AllBringsEveryHotspotOnce) {
  RunOptions options;
  options.suites = {"all", "strings"};
  EXPECT_THAT(ids(make_plan(options, catalog(), energy(), 1)),
              ElementsAre("strings/build", "numeric/tax", "control/aa"));
}

TEST(MakePlan, AVariantAboveItsSizeIsLeftOutAndReplacedAsBaseline) {
  RunOptions options;
  options.suites = {"strings"};
  options.size = 501;
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("python:concat*", "python:join", "cpp:append*"));
  ASSERT_EQ(plan.hotspots[0].left_out.size(), 1U);
  EXPECT_EQ(plan.hotspots[0].left_out[0].id.text(), "cpp:copy");
  EXPECT_THAT(plan.hotspots[0].left_out[0].reason, HasSubstr("quadratic"));
  EXPECT_THAT(plan.notes, testing::Contains(HasSubstr("append stands in as the baseline of cpp")));
}

TEST(MakePlan, AtItsLargestSizeAVariantIsStillMeasured) {
  RunOptions options;
  options.suites = {"strings"};
  options.size = 500;
  EXPECT_TRUE(make_plan(options, catalog(), energy(), 1).hotspots[0].left_out.empty());
}

TEST(MakePlan, ArticleSizeIsTheHotspotsOwn) {
  RunOptions options;
  options.hotspots = {"numeric/*"};
  options.article_size = true;
  EXPECT_EQ(make_plan(options, catalog(), energy(), 1).hotspots[0].size, 1000U);
}

TEST(MakePlan, TheControlKeepsItsSizeUnlessItIsAskedFor) {
  RunOptions options;
  options.suites = {"strings"};
  options.size = 5;
  Plan plan = make_plan(options, catalog(), energy(), 1);
  ASSERT_THAT(ids(plan), ElementsAre("strings/build", "control/aa"));
  EXPECT_EQ(plan.hotspots[0].size, 5U);
  EXPECT_EQ(plan.hotspots[1].size, 100U);
  options.suites = {"control"};
  plan = make_plan(options, catalog(), energy(), 1);
  ASSERT_THAT(ids(plan), ElementsAre("control/aa"));
  EXPECT_EQ(plan.hotspots[0].size, 5U);
}

TEST(MakePlan, AMissingPackageLeavesOnlyPythonOut) {
  RunOptions options;
  options.suites = {"numeric"};
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("cpp:scalar*", "cpp:simd"));
  EXPECT_EQ(plan.hotspots[0].left_out[0].reason, "not available: needs numpy");
}

TEST(MakePlan, ASweepPlansEverySizeOfAHotspotAndTheControlOnce) {
  HotspotCatalog swept = catalog();
  swept.entries[0].info.sizes = {10, 100, 1'000};
  RunOptions options;
  options.suites = {"strings"};
  options.sweep = true;
  const Plan plan = make_plan(options, swept, energy(), 1);
  std::vector<std::string> planned;
  for (const PlannedHotspot& hotspot : plan.hotspots) {
    planned.push_back(hotspot.id + " " + std::to_string(hotspot.size));
  }
  const std::string id = swept.entries[0].info.id;
  EXPECT_THAT(planned, ::testing::IsSupersetOf({id + " 10", id + " 100", id + " 1000"}));
  const auto is_control = [](const std::string& text) { return text.starts_with("control/aa"); };
  EXPECT_EQ(std::count_if(planned.begin(), planned.end(), is_control), 1);
}

TEST(MakePlan, AVariantThatThisBuildLacksIsLeftOutWithItsReason) {
  HotspotCatalog known = catalog();
  known.entries[0].info.variants[3].not_available = "needs Boost 1.81";
  RunOptions options;
  options.suites = {"strings"};
  const Plan plan = make_plan(options, known, energy(), 1);
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("python:concat*", "python:join", "cpp:copy*"));
  ASSERT_EQ(plan.hotspots[0].left_out.size(), 1U);
  EXPECT_EQ(plan.hotspots[0].left_out[0].id.text(), "cpp:append");
  EXPECT_EQ(plan.hotspots[0].left_out[0].reason, "not available: needs Boost 1.81");
}

TEST(MakePlan, APackageThatOneVariantLacksLeavesThatVariantOut) {
  HotspotCatalog lacking = catalog();
  lacking.entries[0].info.variants[1].not_available = "needs numpy";
  RunOptions options;
  options.suites = {"strings"};
  const Plan plan = make_plan(options, lacking, energy(), 1);
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("python:concat*", "cpp:copy*", "cpp:append"));
  ASSERT_EQ(plan.hotspots[0].left_out.size(), 1U);
  EXPECT_EQ(plan.hotspots[0].left_out[0].id.text(), "python:join");
  EXPECT_EQ(plan.hotspots[0].left_out[0].reason, "not available: needs numpy");
}

TEST(MakePlan, NothingThatCanRunIsNotAMeasurement) {
  RunOptions options;
  options.suites = {"numeric"};
  options.languages = {"python"};
  EXPECT_THAT(complaint<CannotMeasure>(options), HasSubstr("numeric/tax: not available: needs numpy"));
}

TEST(MakePlan, VariantPatternsKeepTheBaselines) {
  RunOptions options;
  options.suites = {"strings"};
  options.variants = {"python:j*"};
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("python:concat*", "python:join", "cpp:copy*"));
}

TEST(MakePlan, VariantPatternsKeepAChosenBaseline) {
  RunOptions options;
  options.suites = {"strings"};
  options.variants = {"python:j*"};
  options.analysis.baseline = VariantId{"cpp", "append"};
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("python:concat*", "python:join", "cpp:copy*", "cpp:append"));
}

TEST(MakePlan, UnknownNamesAreRefusedWithTheNearest) {
  RunOptions suite;
  suite.suites = {"stringz"};
  EXPECT_THAT(complaint<UsageError>(suite), HasSubstr("did you mean strings?"));
  RunOptions glob;
  glob.hotspots = {"strings/biuld"};
  EXPECT_THAT(complaint<UsageError>(glob), HasSubstr("did you mean strings/build?"));
  EXPECT_THAT(complaint<UsageError>(RunOptions{}), HasSubstr("nothing to measure"));
}

TEST(MakePlan, LimitsThatContradictEachOtherAreRefused) {
  RunOptions options;
  options.suites = {"strings"};
  options.min_workers = 8;
  options.max_workers = 5;
  EXPECT_THAT(complaint<UsageError>(options), HasSubstr("--min-workers 8"));
}

TEST(MakePlan, AQuickRunIsSmallAndSaysWhatItCannotConclude) {
  RunOptions options;
  options.suites = {"strings", "numeric"};
  options.quick = true;
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  EXPECT_TRUE(plan.quick);
  EXPECT_EQ(plan.limits.max_workers, 6U);
  // Three comparisons: python join, cpp append, cpp simd. Holm needs more than six workers for three.
  EXPECT_THAT(plan.notes, testing::Contains(HasSubstr("out of 3")));
  // With python:concat as the baseline of all others of strings/build it is four: cpp copy as well.
  options.analysis.baseline = VariantId{"python", "concat"};
  EXPECT_THAT(make_plan(options, catalog(), energy(), 1).notes, testing::Contains(HasSubstr("out of 4")));
}

TEST(MakePlan, TheSameOptionsGiveTheSamePlan) {
  RunOptions options;
  options.suites = {"all"};
  const Json once = to_json(make_plan(options, catalog(), energy(), 5));
  EXPECT_EQ(once.dump(), to_json(make_plan(options, catalog(), energy(), 5)).dump());
}

}  // namespace
}  // namespace greenbench
