#include "tests/results/claims_example.hpp"

namespace greenbench::testing {
namespace {

Claim claim_of(const char* id, const char* sentence, ClaimMetric metric, const ClaimStatement& statement) {
  return {.id = id,
          .sentence = sentence,
          .source = "An article",
          .hotspot = "strings/build",
          .variant = {"python", "join"},
          .baseline = {"python", "concat"},
          .metric = metric,
          .statement = statement};
}

ClaimMeasurement ratio_of(double value, double low, double high) {
  return {.size = 30'000, .value = value, .interval = Interval{.low = low, .high = high}, .rounds = 12};
}

ClaimAnswer joined() {
  ClaimAnswer answer{.claim = claim_of("join_energy", "join uses 4.3 times less energy than +=.", ClaimMetric::energy,
                                       RatioClaim{.ratio = 4.3}),
                     .answer = ClaimVerdict::direction_only,
                     .reason = "the effect has the claimed direction, but lies outside the claimed range",
                     .measurements = {ratio_of(1.052, 1.041, 1.063)},
                     .notes = {"the size differs: claimed at 1,000,000, measured at 30,000"}};
  answer.claim.size = 1'000'000;
  return answer;
}

ClaimAnswer refuted() {
  return {.claim = claim_of("markup <&> \"quotes\"", "A sentence with <tags>, |bars| & \"quotes\".\x01",
                            ClaimMetric::time, OrderClaim{ClaimOrder::less}),
          .answer = ClaimVerdict::refuted,
          .reason = "the effect goes the other way",
          .measurements = {ratio_of(0.42, 0.41, 0.43)}};
}

ClaimAnswer grown() {
  ClaimAnswer answer{
      .claim = claim_of("grows", "The difference grows with the size.", ClaimMetric::cpu_time, GrowthClaim{}),
      .answer = ClaimVerdict::confirmed,
      .reason = "the ratio rises from the smallest size to the largest",
      .measurements = {ratio_of(0.1, 0.09, 0.11), ratio_of(4.0, 3.9, 4.1), ratio_of(21.0, 20.0, 22.0)}};
  answer.measurements[0].size = 10;
  answer.measurements[1].size = 1'000;
  answer.measurements[2].size = 1'000'000;
  return answer;
}

ClaimAnswer allocated() {
  return {.claim = claim_of("allocates_80_mb", "The list allocates about 80 MB more.", ClaimMetric::peak_memory,
                            DifferenceClaim{.amount = 80e6}),
          .answer = ClaimVerdict::confirmed,
          .reason = "the effect lies inside the claimed range",
          .measurements = {{.size = 30'000, .effect = ClaimEffect::difference, .value = 81.4e6, .rounds = 1}},
          .notes = {"peak memory is one observation per variant"}};
}

ClaimAnswer slower() {
  return {.claim = claim_of("slower", "join takes 5 ms longer.", ClaimMetric::time,
                            DifferenceClaim{.amount = -0.005, .tolerance = 0.2}),
          .answer = ClaimVerdict::inconclusive,
          .reason = "the interval overlaps an edge of the claimed range",
          .measurements = {{.size = 30'000,
                            .effect = ClaimEffect::difference,
                            .value = -0.004,
                            .interval = Interval{.low = -0.009, .high = 0.001},
                            .rounds = 12}}};
}

ClaimAnswer saved() {
  return {.claim = claim_of("cached_all", "A cache hit removes 100% of the energy.", ClaimMetric::energy,
                            SavingClaim{.low = 0.995, .high = 1.0}),
          .answer = ClaimVerdict::not_measurable,
          .reason = "django/cached_view is not in this run"};
}

RunIdentity run_identity() {
  return {.name = "runs/today",
          .greenbench_version = "0.1.0",
          .started_at = "2026-01-01T12:00:00Z",
          .suite_label = "strings",
          .machine = "AMD EPYC 7763, Linux 6.1.0"};
}

}  // namespace

ClaimsReport measured_claims() {
  return {.file = "claims.toml",
          .run = run_identity(),
          .settings = {},
          .provenance = Provenance::measured,
          .answers = {joined(), refuted(), grown(), allocated(), slower(), saved()},
          .warnings = {}};
}

ClaimsReport estimated_claims() {
  ClaimAnswer energy = joined();
  energy.answer = ClaimVerdict::not_measurable;
  energy.estimated = ClaimVerdict::direction_only;
  energy.reason =
      "the joules of this run are estimated; by the estimate: the effect has the claimed direction, but lies outside "
      "the claimed range";
  energy.measurements[0].model_interval = Interval{.low = 1.02, .high = 1.08};
  ClaimAnswer range{.claim = claim_of("range", "N queries cost 10-100 times one.", ClaimMetric::power,
                                      RangeClaim{.low = 10, .high = 100}),
                    .answer = ClaimVerdict::not_measurable,
                    .reason = "only 3 rounds: 6 needed for an interval",
                    .estimated = ClaimVerdict::inconclusive,
                    .measurements = {{.size = 500, .value = 12.0, .rounds = 3}}};
  return {.file = "claims/energy-article.toml",
          .run = run_identity(),
          .settings = {},
          .provenance = Provenance::estimated,
          .answers = {energy, range},
          .warnings = {{.code = "control_excludes_one",
                        .hotspot = "",
                        .text = "Identical code differs in this run.",
                        .remedy = "Measure again on a quieter machine."}}};
}

}  // namespace greenbench::testing
