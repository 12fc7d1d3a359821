#include <cmath>

#include "tests/results/example_parts.hpp"

namespace greenbench::testing {
namespace {

std::vector<DomainRecord> counters() {
  const std::string zone = "/sys/class/powercap/intel-rapl:0";
  DomainRecord package{"package-0", "powercap",   zone,    Provenance::measured, true, 6.103515625e-05,
                       0.000976,    262143.32885, 0.000002};
  DomainRecord dram{"dram-0", "powercap", zone + "/intel-rapl:0:2", Provenance::measured, true, 1.52587890625e-05, {},
                    {},       {}};
  DomainRecord core{"core-0", "powercap", zone + "/intel-rapl:0:0", Provenance::measured, false, 6.103515625e-05, {},
                    {},       {}};
  return {package, dram, core};
}

/// On hardware of one's own all that explains a cost is counted.
std::vector<Cost> explained(std::vector<Cost> costs) {
  for (Cost& cost : costs) cost.explained = true;
  return costs;
}

std::vector<Cost> string_building_costs() {
  const auto python = [](const char* name) { return VariantId{"python", name}; };
  const auto cpp = [](const char* name) { return VariantId{"cpp", name}; };
  return {
      {python("concat"), true, 2.11e-3, 14.2, 5},
      {python("join"), false, 1.79e-3, 14.6, 6, 0.012},
      {python("join_list"), false, 1.50e-3, 14.7, 7, 0.011},
      {python("buffer"), false, 2.62e-3, 14.1, 4, 0.014, Verdict::costs},
      {python("map_join"), false, 2.10e-3, 14.2, 5, 0.008, Verdict::equivalent},
      {cpp("ostringstream"), true, 1.52e-3, 13.0, 7},
      {cpp("append"), false, 0.402e-3, 13.9, 25, 0.015},
      {cpp("append_reserved"), false, 1.50e-3, 13.0, 7, 0.018, Verdict::inconclusive, "interval includes 1"},
      {cpp("to_chars"), false, 0.0612e-3, 14.4, 164, 0.016},
  };
}

void add_failed_hotspot(Example& example) {
  PlannedHotspot planned;
  planned.id = "strings/csv_export";
  planned.description = "Write rows as comma-separated text.";
  planned.size = 10'000;
  planned.variants = {{.id = {"python", "concat"}, .baseline = true}, {.id = {"python", "csv_writer"}}};
  HotspotRun run;
  run.stop = StopReason::failed;
  run.failure =
      Failure{.kind = Failure::Kind::answers_differ,
              .reason = "python:concat and python:csv_writer differ at byte 17: \"\\n\" against \"\\r\"",
              .detail = "python:concat      id,name,value\\n0,item\npython:csv_writer  id,name,value\\r\\n0,ite",
              .round = 0};
  HotspotReport report;
  report.plan = planned;
  report.stop = run.stop;
  report.failure = run.failure;
  example.run.plan.hotspots.push_back(std::move(planned));
  example.run.hotspots.push_back(std::move(run));
  example.report.hotspots.push_back(std::move(report));
}

/// A third variant of the last hotspot, which ended in the first round; the others went on.
void add_failed_variant(Example& example) {
  const VariantFailure failed{.variant = 2,
                              .failure = {.kind = Failure::Kind::crashed,
                                          .reason = "the worker was ended by signal 11 (Segmentation fault)",
                                          .detail = "",
                                          .round = 0}};
  const PlannedVariant planned{.id = {"python", "ctypes_join"}};
  example.run.plan.hotspots.back().variants.push_back(planned);
  HotspotRun& run = example.run.hotspots.back();
  run.calibration->iterations.push_back(0);
  run.peak_memory.emplace_back();
  run.failed_variants = {failed};
  example.report.hotspots.back().plan.variants.push_back(planned);
  example.report.hotspots.back().failed_variants = {failed};
}

/// A second hotspot with a variant of the same name, so that there is something to sum up.
void add_second_hotspot(Example& example) {
  PlannedHotspot planned;
  planned.id = "strings/join_lines";
  planned.description = "Join lines with line feeds.";
  planned.file = "workloads/strings/join_lines.py";
  planned.size = 500;
  const std::vector<Cost> costs = explained(
      {{{"python", "concat"}, true, 41.0e-6, 14.0, 250}, {{"python", "join"}, false, 10.0e-6, 14.4, 1000, 0.009}});
  add_hotspot(example, planned, costs, {.rounds = 12, .instrument_fraction = 0.004, .idle_watts = 4.375});
  add_failed_variant(example);
}

/// Square roots of the products of both hotspots' ratios.
void add_summary(Example& example) {
  const Comparison& build = example.report.hotspots[0].comparisons[0];
  const Comparison& lines = example.report.hotspots[2].comparisons[0];
  const auto mean = [](const Ratio& left, const Ratio& right) {
    const double value = std::sqrt(left.value * right.value);
    return Estimate{.value = value, .interval = around(value, 0.008)};
  };
  example.report.summaries = {{.variant = build.variant,
                               .hotspots = {"strings/build", "strings/join_lines"},
                               .energy = mean(*build.energy, *lines.energy),
                               .time = mean(build.time, lines.time),
                               .power = mean(*build.power, *lines.power)}};
}

/// A whole block of the first round, void: it stays in the data.
void add_void_block(Example& example, const std::vector<Cost>& costs) {
  for (std::uint32_t variant = 0; variant < costs.size(); ++variant) {
    Sample sample = sample_of(costs[variant], {.variant = variant, .round = 0, .block = 2}, 0);
    sample.energy_total_joules.reset();
    sample.energy_total_uncertainty_joules.reset();
    sample.void_reason = "cannot read /sys/class/powercap/intel-rapl:0/energy_uj, \"Input/output error\"";
    example.run.hotspots[0].rounds[0].samples.push_back(sample);
  }
  example.report.hotspots[0].void_blocks = 1;
}

}  // namespace

Example measured_example() {
  Example example;
  Run& run = example.run;
  run.greenbench_version = "0.1.0";
  run.started_at = "2026-01-01T12:00:00Z";
  run.wall_seconds = 40.5;
  run.environment = {{"cpu_model", "Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz"},
                     {"cpus", "8"},
                     {"memory", "16 GiB"},
                     {"kernel", "Linux 6.1.0-18-amd64"},
                     {"governor", "performance"},
                     {"python", "CPython 3.11.2"},
                     {"compiler", "GNU 12.2.0 -O3"}};
  run.plan.suite_label = "strings";
  run.plan.request = RunRequest{.suites = {"strings"}, .languages = {"python", "cpp"}};
  run.plan.seed = 9'007'199'254'740'993ULL;
  run.plan.requested_sources = {"auto"};
  run.plan.domains = counters();
  run.plan.sysfs = "/sys";
  run.plan.procfs = "/proc";
  run.plan.devfs = "/dev";
  run.idle = {.before = IdlePower{.started_at = 1767268796.0, .seconds = 2.0, .watts = 4.25, .uncertainty_watts = 0.01},
              .after = IdlePower{.started_at = 1767268841.0, .seconds = 2.0, .watts = 4.5, .uncertainty_watts = 0.01}};
  example.report.provenance = Provenance::measured;
  example.report.measured_fraction = 0.62;
  const std::vector<Cost> costs = explained(string_building_costs());
  PlannedHotspot build;
  build.id = "strings/build";
  build.description = "Build one comma-separated text from integers.";
  build.file = "workloads/strings/build.py";
  build.size = 30'000;
  build.left_out = {{.id = {"cpp", "fmt_memory_buffer"}, .reason = "greenbench was built without {fmt}"}};
  add_hotspot(example, build, costs, {.rounds = 12, .instrument_fraction = 0.004, .idle_watts = 4.375});
  add_void_block(example, costs);
  add_failed_hotspot(example);
  add_second_hotspot(example);
  add_summary(example);
  example.report.warnings = {{.code = "governor",
                              .hotspot = "",
                              .text = "The CPU frequency governor of 2 of 8 CPUs is powersave.",
                              .remedy = "Set it to performance: sudo cpupower frequency-set -g performance"},
                             {.code = "position_effect",
                              .hotspot = "strings/build",
                              .text = "Repetitions that come first in their block are 3% slower.",
                              .remedy = "Measure longer regions, as in --min-region 50ms.",
                              .flags = {{.flag = "--min-region", .text = "50ms", .value = 0.05}}}};
  return finished(std::move(example));
}

}  // namespace greenbench::testing
