#include "tests/results/example_parts.hpp"

namespace greenbench::testing {

namespace {

void add_model_error(Comparison& comparison) {
  const double value = comparison.energy->value;
  comparison.energy->model_interval = Interval{.low = value / 1.5, .high = value * 1.5};
  comparison.energy->model_error = 1.47;
  JoulesSaved& saved = *comparison.joules_saved;
  const double within = 2.0 * (saved.interval->high - saved.value);
  saved.model_interval = Interval{.low = saved.value - within, .high = saved.value + within};
}

PowerModel typical_server() {
  return {.name = "typical server",
          .reason = "the processor could not be identified",
          .cpus = 2,
          .idle_watts_per_cpu = {.value = 0.74, .low = 0.5, .high = 1.1},
          .full_watts_per_cpu = {.value = 3.5, .low = 2.3, .high = 5.3},
          .memory_watts_per_gib = {.value = 0.392, .low = 0.2, .high = 0.6},
          .load_exponent = 0.6,
          .scope = "a share of a whole server at the wall"};
}

}  // namespace

Example estimated_example() {
  Example example;
  Run& run = example.run;
  run.greenbench_version = "0.1.0";
  run.started_at = "2026-01-02T08:30:00Z";
  run.wall_seconds = 6.25;
  run.environment = {{"cpu_model", "AMD EPYC"}, {"cpus", "2"}, {"hypervisor", "KVM"}};
  run.plan.suite_label = "numeric";
  run.plan.seed = 42;
  run.plan.quick = true;
  run.plan.limits.min_rounds = 6;
  run.plan.limits.max_rounds = 6;
  run.plan.requested_sources = {"auto"};
  run.plan.notes = {"6 rounds: Holm's adjustment over 3 comparisons needs 8 before a verdict can be reached."};
  run.plan.sysfs = "/sys";
  run.plan.procfs = "/proc";
  run.plan.devfs = "/dev";
  run.plan.power_model = typical_server();
  run.plan.domains = {{"cpu", "estimate", "typical server", Provenance::estimated, true, 1e-9, {}, {}},
                      {"memory", "estimate", "typical server", Provenance::estimated, true, 1e-9, {}, {}}};
  example.report.provenance = Provenance::estimated;
  example.report.measured_fraction = 0.41;
  example.report.model_errors = ModelErrors{
      .level = 0.95, .one_core = {.factor = 1.47, .pairs = 237}, .parallel = {.factor = 2.14, .pairs = 2266}};
  const std::vector<Cost> costs{
      {{"python", "list_comprehension"}, true, 42.0e-3, 4.31, 1},
      {{"python", "for_append"},
       false,
       51.5e-3,
       4.29,
       1,
       0.03,
       Verdict::inconclusive,
       "differences below 1.5x are beyond this estimate"},
      {{"python", "map"},
       false,
       41.1e-3,
       4.30,
       1,
       0.045,
       Verdict::inconclusive,
       "differences below 1.5x are beyond this estimate"},
      {{"python", "numpy"}, false, 1.93e-3, 4.52, 6, 0.05},
  };
  PlannedHotspot tax;
  tax.id = "numeric/apply_tax";
  tax.description = "Multiply a million prices by 1.2.";
  tax.file = "workloads/numeric/apply_tax.py";
  tax.size = 1'000'000;
  add_hotspot(example, tax, costs, {.rounds = 6, .instrument_fraction = 0.45});
  HotspotReport& report = example.report.hotspots[0];
  example.run.hotspots[0].stop = report.stop = StopReason::max_rounds;
  for (Comparison& comparison : report.comparisons) add_model_error(comparison);
  return finished(std::move(example));
}

}  // namespace greenbench::testing
