#include "results/files/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/model/names.hpp"
#include "tests/results/example_report.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;

Json parsed_again(const Json& json) {
  return parse_json(json_text(json), "text");
}

TEST(PlanJson, HoldsEveryField) {
  const Plan plan = testing::estimated_example().run.plan;
  const Json json = parsed_again(to_json(plan));
  const Plan again = plan_from_json(JsonView{json, "plan"});
  EXPECT_EQ(to_json(again), json);
  EXPECT_EQ(again.seed, 42U);
  EXPECT_TRUE(again.quick);
  EXPECT_EQ(again.suite_label, "numeric");
  EXPECT_EQ(again.limits.min_rounds, 6U);
  EXPECT_EQ(again.limits.time_limit_seconds, 60.0);
  EXPECT_THAT(again.requested_sources, ElementsAre("auto"));
  ASSERT_TRUE(again.power_model);
  EXPECT_EQ(again.power_model->cpus, 2);
  EXPECT_EQ(again.power_model->full_watts_per_cpu.high, 5.3);
  EXPECT_EQ(again.power_model->memory_watts_per_gib.low, 0.2);
  ASSERT_EQ(again.domains.size(), 2U);
  EXPECT_EQ(again.domains[1].provenance, Provenance::estimated);
  EXPECT_FALSE(again.domains[1].wrap_joules);
  ASSERT_EQ(again.hotspots.size(), 1U);
  EXPECT_EQ(again.hotspots[0].size, 1'000'000U);
  EXPECT_TRUE(again.hotspots[0].variants[0].baseline);
  EXPECT_EQ(again.notes.size(), 1U);
  EXPECT_EQ(again.sysfs, "/sys");
  EXPECT_EQ(again.procfs, "/proc");
  EXPECT_EQ(again.devfs, "/dev");
}

TEST(PlanJson, KeepsWhatCountersSay) {
  const Plan plan = testing::measured_example().run.plan;
  const Json json = to_json(plan);
  const Plan again = plan_from_json(JsonView{json, "plan"});
  EXPECT_FALSE(again.power_model);
  EXPECT_EQ(again.seed, 9'007'199'254'740'993ULL);
  EXPECT_EQ(again.domains[0].wrap_joules, 262143.32885);
  EXPECT_EQ(again.domains[0].update_period_seconds, 0.000976);
  EXPECT_EQ(again.domains[0].update_jitter_seconds, 0.000002);
  EXPECT_FALSE(again.domains[2].counted);
  EXPECT_EQ(again.hotspots[0].left_out[0].reason, "greenbench was built without {fmt}");
  EXPECT_EQ(again.hotspots[0].left_out[0].id.text(), "cpp:fmt_memory_buffer");
}

TEST(SampleJson, HoldsEveryField) {
  Sample sample{1,  2,  3,  4,  5.5, 6.5,  7.5, 8.5, 9.5, {10.5, 11.5}, 12.5,       13.5,
                14, 15, 16, 17, 18,  19.5, 20,  21,  22,  23,           "throttled"};
  const Json json = parsed_again(to_json(sample));
  const Sample again = sample_from_json(JsonView{json, "sample"});
  EXPECT_EQ(again.variant, 1U);
  EXPECT_EQ(again.block, 2U);
  EXPECT_EQ(again.position, 3U);
  EXPECT_EQ(again.iterations, 4U);
  EXPECT_EQ(again.started_at, 5.5);
  EXPECT_EQ(again.wall_seconds, 6.5);
  EXPECT_EQ(again.cpu_seconds, 7.5);
  EXPECT_EQ(again.cpu_user_seconds, 8.5);
  EXPECT_EQ(again.cpu_system_seconds, 9.5);
  EXPECT_THAT(again.domain_joules, ElementsAre(10.5, 11.5));
  EXPECT_EQ(again.energy_total_joules, 12.5);
  EXPECT_EQ(again.energy_total_uncertainty_joules, 13.5);
  EXPECT_EQ(again.context_switches_voluntary, 14U);
  EXPECT_EQ(again.context_switches_involuntary, 15U);
  EXPECT_EQ(again.page_faults_minor, 16U);
  EXPECT_EQ(again.page_faults_major, 17U);
  EXPECT_EQ(again.resident_bytes, 18U);
  EXPECT_EQ(again.idle_residency_seconds, 19.5);
  EXPECT_EQ(again.wake_ups, 20U);
  EXPECT_EQ(again.instructions, 21U);
  EXPECT_EQ(again.cycles, 22U);
  EXPECT_EQ(again.cache_misses, 23U);
  EXPECT_EQ(again.void_reason, "throttled");
}

TEST(SampleJson, KeepsUnknownJoulesUnknown) {
  const Json json = to_json(Sample{});
  EXPECT_TRUE(json.at("energy_total_joules").is_null());
  EXPECT_FALSE(sample_from_json(JsonView{json, "sample"}).energy_total_joules);
}

TEST(SampleJson, KeepsUnknownExplanationsUnknown) {
  const Json json = to_json(Sample{});
  for (const char* const key : {"idle_residency_seconds", "wake_ups", "instructions", "cycles", "cache_misses"}) {
    EXPECT_TRUE(json.at(key).is_null()) << key;
  }
  const Sample again = sample_from_json(JsonView{json, "sample"});
  EXPECT_FALSE(again.idle_residency_seconds);
  EXPECT_FALSE(again.wake_ups);
  EXPECT_FALSE(again.instructions);
  EXPECT_FALSE(again.cycles);
  EXPECT_FALSE(again.cache_misses);
}

TEST(ExplanationJson, NamesWhatItKnowsAndWritesNullForTheRest) {
  Explanation explanation;
  explanation.page_faults_minor = 2.5;
  explanation.instructions = 1e6;
  const Json json = to_json(explanation);
  EXPECT_EQ(json.at("page_faults_minor"), 2.5);
  EXPECT_EQ(json.at("context_switches_voluntary"), 0.0);
  EXPECT_EQ(json.at("instructions"), 1e6);
  EXPECT_TRUE(json.at("cycles").is_null());
  EXPECT_TRUE(json.at("wake_ups").is_null());
  EXPECT_TRUE(json.at("idle_residency_seconds").is_null());
}

TEST(HotspotRunJson, HoldsEveryField) {
  HotspotRun run;
  run.calibration = Calibration{.iterations = {5, 7}};
  run.peak_memory = {PeakMemory{.resident_before_bytes = 40, .peak_resident_bytes = 120}, std::nullopt};
  run.stop = StopReason::time_limit;
  run.failure = Failure{.kind = Failure::Kind::out_of_memory, .reason = "r", .detail = "d", .round = 3};
  run.failed_variants = {
      {.variant = 1, .failure = {.kind = Failure::Kind::hung, .reason = "h", .detail = {}, .round = 2}}};
  run.rounds = {RoundRecord{1, 18'446'744'073'709'551'615ULL, 2, 3, 7, 4.5, 5.5, {}}, RoundRecord{}};
  const Json json = parsed_again(to_json(run));
  const HotspotRun again = hotspot_run_from_json(JsonView{json, "run"});
  EXPECT_EQ(again.stop, StopReason::time_limit);
  ASSERT_TRUE(again.calibration && again.failure);
  EXPECT_THAT(again.calibration->iterations, ElementsAre(5, 7));
  ASSERT_EQ(again.peak_memory.size(), 2U);
  ASSERT_TRUE(again.peak_memory[0]);
  EXPECT_EQ(again.peak_memory[0]->growth_bytes(), 80U);
  EXPECT_FALSE(again.peak_memory[1]);
  EXPECT_EQ(again.failure->kind, Failure::Kind::out_of_memory);
  EXPECT_EQ(again.failure->reason + again.failure->detail, "rd");
  EXPECT_EQ(again.failure->round, 3U);
  ASSERT_EQ(again.failed_variants.size(), 1U);
  EXPECT_EQ(again.failed_variants[0].variant, 1U);
  EXPECT_EQ(again.failed_variants[0].failure.kind, Failure::Kind::hung);
  EXPECT_EQ(again.failed_variants[0].failure.round, 2U);
  ASSERT_EQ(again.rounds.size(), 2U);
  EXPECT_EQ(again.rounds[0].index, 1U);
  EXPECT_EQ(again.rounds[0].seed, 18'446'744'073'709'551'615ULL);
  EXPECT_EQ(again.rounds[0].hash_seed, 2U);
  EXPECT_EQ(again.rounds[0].environment_padding_bytes, 3U);
  EXPECT_EQ(again.rounds[0].cpu, 7);
  EXPECT_FALSE(again.rounds[1].cpu) << "all that may be used";
  EXPECT_EQ(again.rounds[0].started_at, 4.5);
  EXPECT_EQ(again.rounds[0].wall_seconds, 5.5);
}

TEST(EnvironmentJson, KeepsItsOrder) {
  const Json json = parsed_again(to_json(std::vector<EnvironmentField>{{"z", "1"}, {"a", "2"}}));
  const std::vector<EnvironmentField> again = environment_from_json(JsonView{json, "environment"});
  ASSERT_EQ(again.size(), 2U);
  EXPECT_EQ(again[0].key, "z");
  EXPECT_EQ(again[1].value, "2");
}

TEST(IdleBaselineJson, ReadsBackWhatItWrote) {
  const IdleBaseline idle{
      .before = IdlePower{.started_at = 5.0, .seconds = 2.0, .watts = 8.0, .uncertainty_watts = 0.1}, .after = {}};
  const Json json = to_json(idle);
  const IdleBaseline again = idle_baseline_from_json(JsonView{json, "run.json"});
  ASSERT_TRUE(again.before);
  EXPECT_EQ(again.before->started_at, 5.0);
  EXPECT_EQ(again.before->seconds, 2.0);
  EXPECT_EQ(again.before->watts, 8.0);
  EXPECT_EQ(again.before->uncertainty_watts, 0.1);
  EXPECT_FALSE(again.after);
}

TEST(Names, ReadBackAsTheyWereWritten) {
  for (const StopReason reason : {StopReason::not_finished, StopReason::precision_reached, StopReason::max_rounds,
                                  StopReason::time_limit, StopReason::failed, StopReason::interrupted}) {
    const Json json = name_of(reason);
    EXPECT_EQ(stop_reason_from_json(JsonView{json, "a"}), reason);
  }
  using Kind = Failure::Kind;
  for (const Kind kind : {Kind::answers_differ, Kind::unfit, Kind::crashed, Kind::hung, Kind::out_of_memory,
                          Kind::raised, Kind::counter_lost, Kind::not_available, Kind::bad_file, Kind::disturbed}) {
    const Json json = name_of(kind);
    EXPECT_EQ(failure_kind_from_json(JsonView{json, "a"}), kind);
  }
  EXPECT_EQ(name_of(Verdict::saves), "saves");
  EXPECT_EQ(name_of(Verdict::costs), "costs");
  EXPECT_EQ(name_of(Verdict::equivalent), "equivalent");
  EXPECT_EQ(name_of(Verdict::inconclusive), "inconclusive");
}

TEST(Names, ListTheChoicesWhenUnknown) {
  const Json json = "guessed";
  try {
    (void)provenance_from_json(JsonView{json, "run.json"});
    FAIL() << "accepted";
  } catch (const DocumentError& error) {
    EXPECT_STREQ(error.what(), "run.json: expected one of measured, estimated, found \"guessed\"");
  }
}

// An exception may hold megabytes, and every report repeats it.
TEST(FailureJson, KeepsTheBeginningAndTheEndOfALongText) {
  const Failure failure{
      Failure::Kind::raised, "a" + std::string(1'000'000, 'x') + "z", "µ" + std::string(9'999, 'y'), {}};
  const Json json = to_json(failure);
  const Failure again = failure_from_json(JsonView{json, "message"});
  EXPECT_LT(again.reason.size(), 4200U);
  EXPECT_THAT(again.reason, ::testing::StartsWith("axxx"));
  EXPECT_THAT(again.reason, ::testing::EndsWith("xxxz"));
  EXPECT_THAT(again.reason, ::testing::HasSubstr("x [995970 bytes left out] x"));
  EXPECT_THAT(again.detail, ::testing::HasSubstr("bytes left out"));
}

/// Of a plan with a change.
std::string plan_error_of(void (*change)(Plan& plan)) {
  Plan plan = testing::measured_example().run.plan;
  change(plan);
  const Json json = to_json(plan);
  try {
    (void)plan_from_json(JsonView{json, "run.json"});
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no error";
}

// A table repeats a name in every row, and a block holds one repetition of every variant.
TEST(PlanJson, RefusesLongNamesAndLongLists) {
  constexpr const char* too_long = "expected a name of at most 200 characters";
  EXPECT_EQ(plan_error_of([](Plan& plan) { plan.hotspots[0].id = std::string(201, 'x'); }),
            std::string{"run.json: hotspots[0].id: "} + too_long);
  EXPECT_EQ(plan_error_of([](Plan& plan) { plan.hotspots[0].variants[1].id.name = std::string(201, 'x'); }),
            std::string{"run.json: hotspots[0].variants[1].name: "} + too_long);
  EXPECT_EQ(plan_error_of([](Plan& plan) { plan.hotspots[0].variants[1].id.language = std::string(201, 'x'); }),
            std::string{"run.json: hotspots[0].variants[1].language: "} + too_long);
  EXPECT_EQ(plan_error_of([](Plan& plan) { plan.domains[0].name = std::string(201, 'x'); }),
            std::string{"run.json: domains[0].name: "} + too_long);
  EXPECT_EQ(plan_error_of([](Plan& plan) { plan.hotspots[0].variants.resize(101); }),
            "run.json: hotspots[0].variants: expected at most 100 entries, found 101");
  EXPECT_EQ(plan_error_of([](Plan& plan) { plan.hotspots.resize(5001); }),
            "run.json: hotspots: expected at most 5000 entries, found 5001");
  EXPECT_EQ(plan_error_of([](Plan& plan) { plan.domains.resize(1001); }),
            "run.json: domains: expected at most 1000 entries, found 1001");
  EXPECT_EQ(plan_error_of([](Plan& plan) { plan.sysfs = std::string(4097, 'x'); }),
            "run.json: sysfs: expected at most 4096 bytes, found 4097");
}

TEST(PlanJson, ShortensWhatIsSaidInSentences) {
  Plan plan = testing::measured_example().run.plan;
  plan.hotspots[0].description = std::string(5000, 'x');
  plan.hotspots[0].left_out[0].reason = std::string(5000, 'x');
  plan.notes = {std::string(5000, 'x')};
  const Json json = to_json(plan);
  const Plan again = plan_from_json(JsonView{json, "run.json"});
  for (const std::string& text :
       {again.hotspots[0].description, again.hotspots[0].left_out[0].reason, again.notes[0]}) {
    EXPECT_LE(text.size(), 4096U);
  }
}

TEST(RoundJson, RefusesACpuThatNoIntHolds) {
  RoundRecord record;
  record.cpu = 3;
  Json json = to_json(record);
  EXPECT_EQ(round_from_json(JsonView{json, "a"}).cpu, 3);
  json["cpu"] = 4'294'967'296ULL;
  EXPECT_THROW((void)round_from_json(JsonView{json, "a"}), DocumentError);
}

}  // namespace
}  // namespace greenbench
