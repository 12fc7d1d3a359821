// What Google Benchmark's own compare.py reads: one entry per valid repetition, per operation, with joules and watts
// as counters. The label says whether these are measured.

#include <fmt/format.h>

#include "results/files/json.hpp"
#include "results/interop/benchmark_series.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

/// Google Benchmark's own key, which its tools print; everything else it would write is left out where unknown.
Json context_of(const Report& report, const Run& run) {
  Json context{{"date", run.started_at}, {"executable", "greenbench"}};
  if (const auto cpus = cpu_count(run)) context["num_cpus"] = *cpus;
  context["caches"] = Json::array();
  context["greenbench_version"] = run.greenbench_version;
  context["energy_provenance"] = provenance_word(report);
  if (const std::string source = energy_source(report); !source.empty()) context["energy_source"] = source;
  if (const auto model = environment_value(run, "cpu_model")) context["cpu_model"] = *model;
  if (run.plan.quick) context["preview"] = "a quick run: its verdicts pass no gate";
  return context;
}

struct Place {
  std::size_t family = 0;
  std::size_t repetitions = 0;
  std::size_t repetition = 0;
};

Json entry_of(const BenchmarkSeries& series, const Sample& sample, const Place& place, std::string_view provenance) {
  constexpr double nanoseconds = 1e9;
  const auto iterations = static_cast<double>(sample.iterations);
  Json entry{{"name", series.name},
             {"family_index", place.family},
             {"per_family_instance_index", 0},
             {"run_name", series.name},
             {"run_type", "iteration"},
             {"repetitions", place.repetitions},
             {"repetition_index", place.repetition},
             {"threads", 1},
             {"iterations", sample.iterations},
             {"real_time", sample.wall_seconds * nanoseconds / iterations},
             {"cpu_time", sample.cpu_seconds * nanoseconds / iterations},
             {"time_unit", "ns"},
             {"label", fmt::format("joules {}", provenance)}};
  if (sample.energy_total_joules) {
    entry["joules"] = *sample.energy_total_joules / iterations;
    entry["watts"] = *sample.energy_total_joules / sample.wall_seconds;
  }
  return entry;
}

}  // namespace

std::string write_google_benchmark_json(const Report& report, const Run& run, const WriteOptions& /*options*/) {
  Json benchmarks = Json::array();
  Place place;
  for (const BenchmarkSeries& series : benchmark_series(run)) {
    place.repetitions = place.repetition = 0;
    for (const auto& samples : series.rounds) place.repetitions += samples.size();
    for (const auto& samples : series.rounds) {
      for (const Sample* sample : samples) {
        benchmarks.push_back(entry_of(series, *sample, place, provenance_word(report)));
        ++place.repetition;
      }
    }
    ++place.family;
  }
  return json_text({{"context", context_of(report, run)}, {"benchmarks", std::move(benchmarks)}}, 2) + "\n";
}

}  // namespace greenbench
