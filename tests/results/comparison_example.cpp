#include "tests/results/comparison_example.hpp"

#include "tests/results/example_parts.hpp"

namespace greenbench::testing {
namespace {

RunRatio ratio_of(double value, double half_width) {
  RunRatio ratio;
  ratio.value = value;
  ratio.shift = value * 0.999;
  ratio.spread = Spread{.standard_error = half_width / 2.1, .degrees_of_freedom = 18.5};
  ratio.interval = around(value, half_width);
  ratio.equivalence_interval = around(value, half_width * 0.8, 0.9);
  ratio.p_value = value == 1.0 ? 1.0 : 0.0004;
  ratio.p_adjusted = value == 1.0 ? 1.0 : 0.0016;
  return ratio;
}

struct Case {
  const char* name;
  double time = 1.0;
  double power = 1.0;
  ChangeVerdict verdict = ChangeVerdict::equivalent;
  double half_width = 0.012;
};

VariantChange change_of(const char* language, const Case& each, bool with_energy) {
  VariantChange change;
  change.id = {language, each.name};
  change.rounds_before = 10;
  change.rounds_after = 12;
  change.time = ratio_of(each.time, each.half_width);
  change.time_verdict = each.verdict;
  const std::string note = each.verdict == ChangeVerdict::inconclusive ? "interval includes 1" : "";
  change.time_note = note;
  if (!with_energy) return change;
  change.energy = ratio_of(each.time * each.power, each.half_width);
  change.power = ratio_of(each.power, each.half_width);
  change.energy_verdict = each.verdict;
  change.energy_note = note;
  return change;
}

RunIdentity identity_of(const char* name, const char* started_at, bool quick) {
  return {.name = name,
          .greenbench_version = "0.1.0",
          .started_at = started_at,
          .suite_label = "strings",
          .machine = "AMD EPYC 7763, Linux 6.1.0",
          .quick = quick};
}

GateFinding finding_of(const VariantChange& change, std::optional<double> needed) {
  GateFinding finding;
  finding.hotspot = "strings/build";
  finding.variant = change.id;
  finding.quantity = CostKind::energy;
  finding.ratio = change.energy->value;
  finding.interval = change.energy->interval;
  finding.half_width = 0.04;
  finding.needed_half_width = needed;
  return finding;
}

Gate gate_of(const std::vector<VariantChange>& variants, const NotCompared& lost) {
  Gate gate{
      .bound = 0.05, .outcome = GateOutcome::failed, .comparisons = 5, .regressions = {}, .open = {}, .reason = ""};
  gate.regressions.push_back(finding_of(variants[1], {}));
  gate.open.push_back(finding_of(variants[3], 0.012));
  GateFinding missing;
  missing.hotspot = lost.hotspot;
  missing.reason = lost.reason;
  gate.open.push_back(missing);
  return gate;
}

}  // namespace

RunComparison measured_comparison() {
  RunComparison comparison;
  comparison.settings.fail_on_regression = 0.05;
  comparison.before = identity_of("runs/main", "2026-01-01T12:00:00Z", false);
  comparison.after = identity_of("runs/branch", "2026-01-01T12:30:00Z", false);
  comparison.energy = Provenance::measured;
  comparison.comparisons = 5;
  HotspotChange build{.id = "strings/build", .size = 30'000, .control = false, .variants = {}};
  for (const Case& each : {Case{"concat"}, Case{"join", 0.82, 0.98, ChangeVerdict::dearer},
                           Case{"join_list", 1.31, 1.01, ChangeVerdict::cheaper},
                           Case{"buffer", 0.97, 1.0, ChangeVerdict::inconclusive, 0.04}}) {
    build.variants.push_back(change_of("python", each, true));
  }
  build.variants.push_back(change_of("cpp", {"append"}, true));
  build.variants.front().baseline = true;
  comparison.drift.push_back(change_of("python", {"baseline", 0.97, 1.0, ChangeVerdict::dearer}, true));
  comparison.not_compared = {{"strings/csv_export", std::nullopt, "failed in the new run: signal 11", true},
                             {"strings/build", VariantId{"python", "map_join"}, "not in the old run", false}};
  comparison.environment = {{"cpu_model", "AMD EPYC 7763", "AMD EPYC 9654"}, {"governor", std::nullopt, "performance"}};
  comparison.plan = {{"min_region", "10 ms", "20 ms"}};
  comparison.overall = OverallChange{.variants = 5,
                                     .hotspots = 1,
                                     .energy = Estimate{1.002, around(1.002, 0.009)},
                                     .time = {1.008, around(1.008, 0.008)}};
  comparison.gate = gate_of(build.variants, comparison.not_compared.front());
  comparison.hotspots.push_back(std::move(build));
  comparison.warnings.push_back(
      {"machine_drift", "", "Identical code is 1.03x dearer in the new run.", "Measure both again."});
  return comparison;
}

RunComparison time_only_comparison() {
  RunComparison comparison;
  comparison.settings.fail_on_regression = 0.05;
  comparison.before = identity_of("old", "2026-01-01T12:00:00Z", false);
  comparison.after = identity_of("new", "2026-01-02T12:00:00Z", true);
  comparison.energy_note = "the old run's joules are measured, the new run's estimated";
  comparison.comparisons = 1;
  HotspotChange build{.id = "strings/build", .size = 30'000, .control = false, .variants = {}};
  build.variants.push_back(change_of("python", {"concat", 1.01, 1.0, ChangeVerdict::inconclusive, 0.05}, false));
  comparison.hotspots.push_back(std::move(build));
  comparison.gate = Gate{.bound = 0.05,
                         .outcome = GateOutcome::undecided,
                         .comparisons = 1,
                         .regressions = {},
                         .open = {},
                         .reason = "the new run is a quick preview, which passes no gate"};
  return comparison;
}

}  // namespace greenbench::testing
