#include "results/interop/benchmark_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "results/model/names.hpp"

namespace greenbench {
namespace {

std::vector<const Sample*> valid_samples(const RoundRecord& round, std::size_t variant) {
  std::vector<const Sample*> samples;
  for (const Sample& sample : round.samples) {
    if (sample.variant == variant && sample.void_reason.empty() && sample.iterations > 0) samples.push_back(&sample);
  }
  return samples;
}

bool counts_joules(const Report& report) {
  return std::ranges::any_of(report.run.plan.domains, &DomainRecord::counted);
}

}  // namespace

std::vector<BenchmarkSeries> benchmark_series(const Run& run) {
  std::vector<BenchmarkSeries> all;
  for (std::size_t i = 0; i < run.hotspots.size() && i < run.plan.hotspots.size(); ++i) {
    const PlannedHotspot& hotspot = run.plan.hotspots[i];
    for (std::size_t variant = 0; variant < hotspot.variants.size(); ++variant) {
      BenchmarkSeries series{.name = benchmark_name(run.plan, hotspot, hotspot.variants[variant].id),
                             .hotspot = &hotspot,
                             .variant = &hotspot.variants[variant],
                             .rounds = {}};
      for (const RoundRecord& round : run.hotspots[i].rounds) {
        auto samples = valid_samples(round, variant);
        if (!samples.empty()) series.rounds.push_back(std::move(samples));
      }
      if (!series.rounds.empty()) all.push_back(std::move(series));
    }
  }
  return all;
}

std::string benchmark_name(const Plan& plan, const PlannedHotspot& hotspot, const VariantId& variant) {
  const bool several = std::ranges::count(plan.hotspots, hotspot.id, &PlannedHotspot::id) > 1;
  std::string name = hotspot.id + "/" + variant.text();
  return several ? fmt::format("{}/{}", name, hotspot.size) : name;
}

std::string_view provenance_word(const Report& report) {
  return counts_joules(report) ? name_of(report.provenance) : "unknown";
}

std::string energy_source(const Report& report) {
  std::string text;
  std::string_view source;
  for (const DomainRecord& domain : report.run.plan.domains) {
    if (!domain.counted) continue;
    if (domain.source == source) {
      text += " + " + domain.name;
    } else {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", domain.source, domain.name);
    }
    source = domain.source;
  }
  const auto& model = report.run.plan.power_model;
  return model && report.provenance == Provenance::estimated ? "estimate: " + model->name : text;
}

std::optional<std::string> environment_value(const Run& run, std::string_view key) {
  const auto found = std::ranges::find(run.environment, key, &EnvironmentField::key);
  return found == run.environment.end() ? std::nullopt : std::optional{found->value};
}

std::optional<unsigned> cpu_count(const Run& run) {
  const std::optional<std::string> text = environment_value(run, "cpus");
  if (!text) return std::nullopt;
  unsigned count = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), count);
  return error == std::errc{} && end == text->data() + text->size() ? std::optional{count} : std::nullopt;
}

}  // namespace greenbench
