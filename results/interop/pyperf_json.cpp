// What pyperf reads: seconds, one run per round and one value per repetition. pyperf knows the units second, byte and
// integer only, so joules can be carried as metadata but not compared.

#include <algorithm>

#include "results/files/json.hpp"
#include "results/interop/benchmark_series.hpp"
#include "results/text/captions.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

/// pyperf takes no line breaks and no empty text in its metadata.
void add_text(Json& metadata, const std::string& key, std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  if (text.find_first_not_of(' ') != std::string::npos) metadata[key] = text;
}

Json common_metadata(const Report& report, const Run& run) {
  Json metadata = Json::object();
  add_text(metadata, "greenbench_version", run.greenbench_version);
  add_text(metadata, "greenbench_started_at", run.started_at);
  add_text(metadata, "energy_provenance", std::string{provenance_word(report)});
  add_text(metadata, "energy_source", energy_source(report));
  if (const auto model = environment_value(run, "cpu_model")) add_text(metadata, "cpu_model_name", *model);
  if (const auto kernel = environment_value(run, "kernel")) add_text(metadata, "platform", *kernel);
  if (const auto python = environment_value(run, "python")) add_text(metadata, "python_version", *python);
  if (const auto cpus = cpu_count(run)) metadata["cpu_count"] = *cpus;
  if (run.plan.quick) metadata["greenbench_preview"] = "a quick run: its verdicts pass no gate";
  return metadata;
}

const VariantSummary* summary_of(const Report& report, const BenchmarkSeries& series) {
  for (const HotspotReport& hotspot : report.hotspots) {
    if (hotspot.plan.id != series.hotspot->id || hotspot.plan.size != series.hotspot->size) continue;
    const auto found = std::ranges::find(hotspot.variants, series.variant->id, &VariantSummary::id);
    if (found != hotspot.variants.end()) return &*found;
  }
  return nullptr;
}

Json benchmark_of(const Report& report, const BenchmarkSeries& series) {
  Json metadata{{"name", series.name}, {"unit", "second"}};
  metadata["greenbench_size"] = series.hotspot->size;
  const VariantSummary* const summary = summary_of(report, series);
  if (summary != nullptr && summary->joules && !below_resolution(report, *summary)) {
    metadata["energy_joules_per_operation"] = summary->joules->value;
  }
  Json runs = Json::array();
  for (const auto& samples : series.rounds) {
    Json values = Json::array();
    for (const Sample* sample : samples) {
      values.push_back(sample->wall_seconds / static_cast<double>(sample->iterations));
    }
    runs.push_back({{"metadata", {{"loops", samples.front()->iterations}}}, {"values", std::move(values)}});
  }
  return {{"metadata", std::move(metadata)}, {"runs", std::move(runs)}};
}

}  // namespace

std::string write_pyperf_json(const Report& report, const Run& run, const WriteOptions& /*options*/) {
  Json benchmarks = Json::array();
  for (const BenchmarkSeries& series : benchmark_series(run)) benchmarks.push_back(benchmark_of(report, series));
  const Json document{
      {"benchmarks", std::move(benchmarks)}, {"metadata", common_metadata(report, run)}, {"version", "1.0"}};
  return json_text(document, 2) + "\n";
}

}  // namespace greenbench
