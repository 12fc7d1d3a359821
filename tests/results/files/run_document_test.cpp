#include "results/files/run_document.hpp"

#include <gtest/gtest.h>

#include "results/files/json.hpp"
#include "tests/results/example_report.hpp"

namespace greenbench {
namespace {

Json example_json() {
  const testing::Example example = testing::measured_example();
  return parse_json(run_document(example.report, example.run), "example");
}

TEST(RunDocument, ReadsBackAsItWasWritten) {
  const testing::Example example = testing::measured_example();
  const std::string text = run_document(example.report, example.run);
  const greenbench::Run again = run_from_document(text, "run.json");
  EXPECT_EQ(run_document(example.report, again), text);
  EXPECT_EQ(again.greenbench_version, "0.1.0");
  EXPECT_EQ(again.started_at, "2026-01-01T12:00:00Z");
  EXPECT_EQ(again.wall_seconds, 40.5);
  EXPECT_EQ(again.environment[0].value, "Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz");
  EXPECT_EQ(again.hotspots[0].rounds.size(), 12U);
  EXPECT_EQ(again.hotspots[1].failure->kind, Failure::Kind::answers_differ);
}

TEST(RunDocument, KeepsHowTheLocalServerAnswered) {
  testing::Example example = testing::measured_example();
  example.run.plan.hotspots[0].server = ServerSettings{.latency_seconds = 0.005, .body_bytes = 7};
  const greenbench::Run again = run_from_document(run_document(example.report, example.run), "run.json");
  ASSERT_TRUE(again.plan.hotspots[0].server);
  EXPECT_EQ(again.plan.hotspots[0].server->latency_seconds, 0.005);
  EXPECT_EQ(again.plan.hotspots[0].server->body_bytes, 7U);
  EXPECT_FALSE(again.plan.hotspots[1].server);
}

TEST(RunDocument, KeepsWhatTheRunWasAskedFor) {
  testing::Example example = testing::measured_example();
  example.run.plan.request = RunRequest{.suites = {"strings"},
                                        .hotspots = {"io/fetch"},
                                        .files = {"/a b/mine.py"},
                                        .whole_files = true,
                                        .languages = {"cpp"},
                                        .variants = {"cpp:append"},
                                        .size = 7,
                                        .sweep = true,
                                        .require_measured = true,
                                        .max_other_load = 100.0};
  const greenbench::Run again = run_from_document(run_document(example.report, example.run), "run.json");
  ASSERT_TRUE(again.plan.request);
  EXPECT_EQ(to_json(*again.plan.request), to_json(*example.run.plan.request));
  EXPECT_EQ(again.plan.request->files, std::vector<std::string>{"/a b/mine.py"});
}

TEST(RunDocument, KeepsTheRevisionsThatAreCompared) {
  testing::Example example = testing::measured_example();
  Plan& plan = example.run.plan;
  plan.revisions = Revisions{.reference = "main",
                             .old_commit = "0123abcd",
                             .new_commit = "4567cdef",
                             .dirty = true,
                             .repository = "/a b",
                             .build = "make -j2"};
  PlannedVariant& old = plan.hotspots[0].variants[0];
  old.source = VariantSource{.file = "/tmp/old/mine.py",
                             .hotspot = "mine/build",
                             .name = "join",
                             .revision = RevisionTree{.repository = "/a b", .folder = "/tmp/old"}};
  plan.hotspots[0].variants[1].source = VariantSource{.file = "/a b/mine.py",
                                                      .hotspot = "mine/build",
                                                      .name = "join",
                                                      .revision = RevisionTree{.repository = "/a b", .folder = "/a b"}};
  const std::string text = run_document(example.report, example.run);
  const greenbench::Run again = run_from_document(text, "run.json");
  EXPECT_EQ(run_document(example.report, again), text);
  ASSERT_TRUE(again.plan.revisions);
  EXPECT_EQ(again.plan.revisions->build, "make -j2");
  EXPECT_TRUE(again.plan.revisions->dirty);
  const auto& variants = again.plan.hotspots[0].variants;
  EXPECT_EQ(variants[0].source->revision.folder, "/tmp/old");
  EXPECT_TRUE(variants[0].source->revision.is_old());
  EXPECT_FALSE(variants[1].source->revision.is_old());
  EXPECT_FALSE(variants[2].source);
}

AnalysisSettings unusual_settings() {
  return {.level = 0.9,
          .margin = 0.3,
          .baseline = VariantId{"cpp", "append"},
          .carbon = CarbonSettings{.intensity = {.kind = PlaceKind::country,
                                                 .code = "DEU",
                                                 .name = "Germany",
                                                 .value = GramsPerKilowattHour{380.95},
                                                 .year = 2023,
                                                 .source = "a table"},
                                   .pue = 1.2,
                                   .operations_per_second = 0.05}};
}

TEST(RunDocument, KeepsHowTheRunWasJudged) {
  testing::Example example = testing::measured_example();
  example.report.settings = unusual_settings();
  const greenbench::Run again = run_from_document(run_document(example.report, example.run), "run.json");
  EXPECT_EQ(again.settings, unusual_settings());
}

TEST(RunDocument, IsJudgedByTheDefaultsWhereItDoesNotSay) {
  Json json = example_json();
  json["analysis"]["settings"] = {{"margin", 0.3}};
  EXPECT_EQ(run_from_document(json.dump(), "run.json").settings, AnalysisSettings{.margin = 0.3});
  json["analysis"].erase("settings");
  json["plan"].erase("request");
  const greenbench::Run old = run_from_document(json.dump(), "run.json");
  EXPECT_EQ(old.settings, AnalysisSettings{});
  EXPECT_FALSE(old.plan.request);
}

/// A document in which the value at `pointer` is replaced, or removed when `replacement` is discarded.
struct Mutation {
  const char* pointer;
  const char* replacement;  ///< JSON; empty: remove the key
  const char* message;
};

const Mutation mutations[] = {
    {"/schema_version", "3",
     "run.json: schema_version: this run was written by a newer greenbench in version 3 of the format; this program "
     "reads up to version 2: read it with the newer one"},
    {"/schema_version", "1",
     "run.json: schema_version: this run was written by greenbench 0.1, which ran all variants in one process; its "
     "numbers cannot be compared with this version's (format 1, this program reads 2): measure again"},
    {"/schema_version", "0", "run.json: schema_version: expected 1 or more, found 0"},
    {"/schema_version", "\"1\"", "run.json: schema_version: expected a whole number from 0, found a string"},
    {"/schema_version", "", "run.json: schema_version: this key is missing"},
    {"/wall_seconds", "null", "run.json: wall_seconds: expected a number, found null"},
    {"/plan", "[]", "run.json: plan: expected an object, found an array"},
    {"/plan/seed", "42", "run.json: plan.seed: expected a string, found a number"},
    {"/plan/quick", "1", "run.json: plan.quick: expected true or false, found a number"},
    {"/plan/limits/precision", "\"2%\"", "run.json: plan.limits.precision: expected a number, found a string"},
    {"/plan/limits/min_rounds", "-1", "run.json: plan.limits.min_rounds: expected a whole number from 0, found -1"},
    {"/plan/requested_sources", "\"auto\"", "run.json: plan.requested_sources: expected an array, found a string"},
    {"/plan/domains/1/provenance", "\"felt\"",
     "run.json: plan.domains[1].provenance: expected one of measured, estimated, found \"felt\""},
    {"/plan/domains/0/wrap_joules", "true",
     "run.json: plan.domains[0].wrap_joules: expected a number, found a truth value"},
    {"/plan/hotspots/0/variants/2/name", "", "run.json: plan.hotspots[0].variants[2].name: this key is missing"},
    {"/plan/hotspots/0/variants/2/language", "\"rust\"",
     "run.json: plan.hotspots[0].variants[2].language: expected python, cpp or command, found rust"},
    {"/plan/limits/time_limit_seconds", "0", "run.json: plan.limits.time_limit_seconds: expected more than 0, found 0"},
    {"/plan/hotspots/0/left_out/0/reason", "[]",
     "run.json: plan.hotspots[0].left_out[0].reason: expected a string, found an array"},
    {"/environment/cpus", "8", "run.json: environment.cpus: expected a string, found a number"},
    {"/hotspots", "[]", "run.json: hotspots: expected one entry for each of 3 planned hotspots, found 0"},
    {"/plan/request/suites", "\"all\"", "run.json: plan.request.suites: expected an array, found a string"},
    {"/plan/request/sweep", "", "run.json: plan.request.sweep: this key is missing"},
    {"/analysis/settings", "[]", "run.json: analysis.settings: expected an object, found an array"},
    {"/analysis/settings/level", "1", "run.json: analysis.settings.level: expected a number between 0 and 1, found 1"},
    {"/analysis/settings/margin", "-0.1",
     "run.json: analysis.settings.margin: expected a number between 0 and 1, found -0.1"},
    {"/analysis/settings/baseline", "\"join\"",
     "run.json: analysis.settings.baseline: expected LANGUAGE:NAME, found join"},
    {"/analysis/settings/carbon", "{\"place_kind\": \"moon\"}",
     "run.json: analysis.settings.carbon.place_kind: expected one of given, country, state, grid_zone, cloud_region, "
     "found \"moon\""},
    {"/hotspots/0/id", "\"strings/join\"",
     "run.json: hotspots[0].id: expected strings/build as in the plan, found strings/join"},
    {"/hotspots/0/size", "7", "run.json: hotspots[0].size: expected 30000 as in the plan, found 7"},
    {"/hotspots/0/peak_memory", "[null]",
     "run.json: hotspots[0].peak_memory: expected one entry for each of 9 variants, found 1"},
    {"/hotspots/0/peak_memory/0/peak_resident_bytes", "1",
     "run.json: hotspots[0].peak_memory[0].peak_resident_bytes: expected no less than resident_before_bytes"},
    {"/hotspots/0/calibration/iterations", "[5]",
     "run.json: hotspots[0].calibration.iterations: expected one number for each of 9 variants, found 1"},
    {"/hotspots/0/rounds/3/seed", "\"-1\"",
     "run.json: hotspots[0].rounds[3].seed: expected a 64-bit whole number in quotes, found \"-1\""},
    {"/hotspots/0/rounds/3/hash_seed", "4294967296",
     "run.json: hotspots[0].rounds[3].hash_seed: expected a whole number up to 4294967295, found 4294967296"},
    {"/hotspots/0/rounds/3/cpu", "-1", "run.json: hotspots[0].rounds[3].cpu: expected a whole number from 0, found -1"},
    {"/hotspots/2/failed_variants/0/variant", "3", "run.json: hotspots[2].failed_variants: the plan has no variant 3"},
    {"/hotspots/2/failed_variants", "", "run.json: hotspots[2].failed_variants: this key is missing"},
    {"/hotspots/1/stop", "\"bored\"",
     "run.json: hotspots[1].stop: expected one of not_finished, precision_reached, max_rounds, time_limit, failed, "
     "interrupted, found \"bored\""},
    {"/hotspots/1/failure/kind", "\"odd\"",
     "run.json: hotspots[1].failure.kind: expected one of answers_differ, unfit, crashed, hung, out_of_memory, raised, "
     "counter_lost, not_available, bad_file, disturbed, found \"odd\""},
};

class CorruptRunDocument : public ::testing::TestWithParam<Mutation> {};

TEST_P(CorruptRunDocument, IsRefusedWithFileKeyAndReason) {
  Json json = example_json();
  const Json::json_pointer pointer{GetParam().pointer};
  if (std::string_view{GetParam().replacement}.empty()) {
    json.at(pointer.parent_pointer()).erase(pointer.back());
  } else {
    json.at(pointer) = Json::parse(GetParam().replacement);
  }
  try {
    (void)run_from_document(json.dump(), "run.json");
    FAIL() << "accepted";
  } catch (const DocumentError& error) {
    EXPECT_STREQ(error.what(), GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(All, CorruptRunDocument, ::testing::ValuesIn(mutations));

TEST(RunDocument, IgnoresKeysItDoesNotKnow) {
  Json json = example_json();
  json["later"] = 1;
  json["plan"]["later"] = 1;
  EXPECT_EQ(run_from_document(json.dump(), "run.json").plan.suite_label, "strings");
}

TEST(RunDocument, DoesNotNeedTheAnalysis) {
  Json json = example_json();
  json.erase("analysis");
  EXPECT_EQ(run_from_document(json.dump(), "run.json").hotspots.size(), 3U);
}

TEST(RunDocument, IsRefusedAtEveryTruncation) {
  const std::string text = example_json().dump();
  for (std::size_t length = 0; length < text.size(); length += 97) {
    EXPECT_THROW((void)run_from_document(text.substr(0, length), "run.json"), DocumentError);
  }
}

}  // namespace
}  // namespace greenbench
