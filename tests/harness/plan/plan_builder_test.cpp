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
  catalog.entries.push_back({hotspot("control/aa", {baseline("python", "one"), variant("python", "same"),
                                                    baseline("cpp", "one"), variant("cpp", "same")}),
                             false,
                             {}});
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

RunOptions selecting(const std::string& suite, std::vector<std::string> variants) {
  RunOptions options;
  options.suites = {suite};
  options.variants = std::move(variants);
  return options;
}

TEST(MakePlan, VariantPatternsKeepTheBaselineOfTheirLanguageAlone) {
  const Plan plan = make_plan(selecting("strings", {"python:j*"}), catalog(), energy(), 1);
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("python:concat*", "python:join"));
  EXPECT_THAT(names(make_plan(selecting("strings", {"*:[ja]*"}), catalog(), energy(), 1).hotspots[0]),
              ElementsAre("python:concat*", "python:join", "cpp:copy*", "cpp:append"));
}

TEST(MakePlan, ABaselineCanBeAskedForByName) {
  EXPECT_THAT(names(make_plan(selecting("strings", {"copy"}), catalog(), energy(), 1).hotspots[0]),
              ElementsAre("cpp:copy*"));
}

TEST(MakePlan, VariantPatternsKeepAChosenBaseline) {
  RunOptions options = selecting("strings", {"python:j*"});
  options.analysis.baseline = VariantId{"cpp", "append"};
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  EXPECT_THAT(names(plan.hotspots[0]), ElementsAre("python:concat*", "python:join", "cpp:append*"));
  EXPECT_THAT(plan.notes, testing::Not(testing::Contains(HasSubstr("stands in")))) << "nothing was left out";
}

TEST(MakePlan, NotesALibraryThatWasNotOptimised) {
  HotspotCatalog with_libraries = catalog();
  with_libraries.libraries = {{.file = "libfast.so", .compiler = "GNU 12.2.0", .is_optimised = true},
                              {.file = "libslow.so", .compiler = "GNU 12.2.0", .is_optimised = false}};
  const Plan plan = make_plan(selecting("strings", {}), with_libraries, energy(), 1);
  EXPECT_THAT(plan.notes, ElementsAre("libslow.so was compiled without optimisation, so that its numbers mislead; "
                                      "compile it with -O2"));
}

TEST(MakePlan, KeepsWhatWasAskedForWithPatternsResolved) {
  RunOptions options = selecting("numeric", {"j*", "simd"});
  options.hotspots = {"strings/b*"};
  options.languages = {"python", "cpp"};
  options.files = {"mine.py"};
  options.power_model = "/models/own.toml";
  options.max_other_load = 0.5;
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  ASSERT_TRUE(plan.request);
  EXPECT_THAT(plan.request->suites, ElementsAre("numeric"));
  EXPECT_THAT(plan.request->hotspots, ElementsAre("strings/build"));
  EXPECT_THAT(plan.request->variants, ElementsAre("cpp:simd", "python:join"));
  EXPECT_THAT(plan.request->languages, ElementsAre("python", "cpp"));
  EXPECT_THAT(plan.request->files, ElementsAre((std::filesystem::current_path() / "mine.py").string()));
  EXPECT_EQ(plan.request->max_other_load, 0.5);
  EXPECT_EQ(plan.power_model_file, "/models/own.toml");
}

TEST(MakePlan, NamesPlanWhatTheirPatternsPlanned) {
  RunOptions options = selecting("numeric", {"*:[js]*"});
  options.hotspots = {"strings/*"};
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  RunOptions resolved;
  resolved.suites = plan.request->suites;
  resolved.hotspots = plan.request->hotspots;
  resolved.variants = plan.request->variants;
  const Plan again = make_plan(resolved, catalog(), energy(), 1);
  EXPECT_EQ(ids(again), ids(plan));
  for (std::size_t i = 0; i < plan.hotspots.size(); ++i) EXPECT_EQ(names(again.hotspots[i]), names(plan.hotspots[i]));
  EXPECT_EQ(again.suite_label, plan.suite_label);
}

TEST(MakePlan, AHotspotWithoutAMatchingVariantIsNotMeasured) {
  EXPECT_THAT(ids(make_plan(selecting("all", {"join"}), catalog(), energy(), 1)),
              ElementsAre("strings/build", "control/aa"));
}

TEST(MakePlan, TheControlIsMeasuredInTheLanguagesOfTheRun) {
  const auto control_of = [](const RunOptions& options) {
    return names(make_plan(options, catalog(), energy(), 1).hotspots.back());
  };
  RunOptions options = selecting("strings", {});
  EXPECT_THAT(control_of(options), ElementsAre("python:one*", "python:same", "cpp:one*", "cpp:same"));
  options.languages = {"python"};
  EXPECT_THAT(control_of(options), ElementsAre("python:one*", "python:same"));
  EXPECT_THAT(control_of(selecting("strings", {"append"})), ElementsAre("cpp:one*", "cpp:same"));
  EXPECT_THAT(control_of(selecting("numeric", {"simd"})), ElementsAre("cpp:one*", "cpp:same"));
}

TEST(MakePlan, AVariantThatNothingMatchesIsRefusedWithTheNearest) {
  EXPECT_THAT(complaint<UsageError>(selecting("strings", {"join", "jion"})),
              HasSubstr("--variant: nothing that was selected matches 'jion'; did you mean join?"));
  EXPECT_THAT(complaint<UsageError>(selecting("strings", {"zzz"})),
              HasSubstr("'zzz' (known: append, concat, copy, cpp:append, cpp:copy, join, python:concat, python:join)"));
  EXPECT_THAT(complaint<UsageError>(selecting("strings", {"simd"})), HasSubstr("'simd'")) << "it is of another suite";
}

TEST(MakePlan, AVariantOfALanguageThatWasNotAskedForIsRefused) {
  RunOptions options = selecting("strings", {"cpp:append"});
  options.languages = {"python"};
  EXPECT_THAT(complaint<UsageError>(options), HasSubstr("'cpp:append' (known: concat, join, python:concat"));
}

TEST(MakePlan, ALanguageThatNoHotspotHasIsRefused) {
  HotspotCatalog only_python = catalog();
  only_python.entries[0].info.variants.resize(2);
  RunOptions options = selecting("strings", {});
  options.languages = {"cpp"};
  try {
    static_cast<void>(make_plan(options, only_python, energy(), 1));
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("--language: no hotspot that was selected has a variant in cpp"));
  }
}

TEST(MakePlan, AHotspotThatUsesSeveralProcessorsIsPlannedAsSuch) {
  HotspotCatalog known = catalog();
  known.entries[1].info.parallel = true;
  const Plan plan = make_plan(selecting("all", {}), known, energy(), 1);
  EXPECT_FALSE(plan.hotspots[0].parallel);
  EXPECT_TRUE(plan.hotspots[1].parallel);
}

TEST(MergeLanguages, AHotspotIsParallelWhereOneOfItsLanguagesIs) {
  HotspotInfo python = hotspot("parallel/sum", {baseline("python", "single")});
  HotspotInfo native = hotspot("parallel/sum", {baseline("cpp", "single")});
  native.parallel = true;
  const std::vector<HotspotInfo> one{python};
  const std::vector<HotspotInfo> other{native};
  EXPECT_TRUE(merge_languages(one, other).at(0).info.parallel);
  EXPECT_FALSE(merge_languages(one, one).at(0).info.parallel);
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
  options.min_rounds = 8;
  options.max_rounds = 5;
  EXPECT_THAT(complaint<UsageError>(options), HasSubstr("--min-rounds 8"));
}

TEST(MakePlan, MeasuresAtLeastSixRoundsHoweverManyComparisonsThereAre) {
  RunOptions options;
  options.suites = {"all"};
  EXPECT_EQ(make_plan(options, catalog(), energy(), 1).limits.min_rounds, 6U);
  EXPECT_EQ(make_plan(options, catalog(), energy(), 1).limits.max_rounds, 80U);
  options.max_rounds = 4;
  EXPECT_EQ(make_plan(options, catalog(), energy(), 1).limits.min_rounds, 4U);
  options.max_rounds.reset();
  options.min_rounds = 90;
  EXPECT_EQ(make_plan(options, catalog(), energy(), 1).limits.max_rounds, 90U);
}

TEST(MakePlan, AQuickRunIsSmall) {
  RunOptions options;
  options.suites = {"strings", "numeric"};
  options.quick = true;
  const Plan plan = make_plan(options, catalog(), energy(), 1);
  EXPECT_TRUE(plan.quick);
  EXPECT_EQ(plan.limits.max_rounds, 6U);
  EXPECT_EQ(plan.limits.min_rounds, 6U);
}

TEST(MakePlan, TheSameOptionsGiveTheSamePlan) {
  RunOptions options;
  options.suites = {"all"};
  const Json once = to_json(make_plan(options, catalog(), energy(), 5));
  EXPECT_EQ(once.dump(), to_json(make_plan(options, catalog(), energy(), 5)).dump());
}

}  // namespace
}  // namespace greenbench
