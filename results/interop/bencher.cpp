// Bencher Metric Format: benchmark, measure, value with the ends of its interval. The measure's name carries the
// provenance, so that measured and estimated joules never share a plot or a threshold.

#include <fmt/format.h>

#include "results/files/json.hpp"
#include "results/interop/benchmark_series.hpp"
#include "results/text/captions.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

Json metric(const Estimate& estimate, double factor = 1.0) {
  Json metric{{"value", estimate.value * factor}};
  if (estimate.interval) {
    metric["lower_value"] = estimate.interval->low * factor;
    metric["upper_value"] = estimate.interval->high * factor;
  }
  return metric;
}

}  // namespace

std::string write_bencher(const Report& report, const Run& /*run*/, const WriteOptions& /*options*/) {
  Json document = Json::object();
  const std::string_view provenance = provenance_word(report);
  for (const HotspotReport& hotspot : report.hotspots) {
    for (const VariantSummary& summary : hotspot.variants) {
      Json measures{{"latency", metric(summary.seconds, 1e9)}};  // the built-in measure is in nanoseconds
      const bool resolved = summary.joules && !below_resolution(report, summary);
      if (resolved) measures[fmt::format("joules-{}", provenance)] = metric(*summary.joules);
      if (resolved && summary.watts) measures[fmt::format("watts-{}", provenance)] = metric(*summary.watts);
      document[benchmark_name(report.run.plan, hotspot.plan, summary.id)] = std::move(measures);
    }
  }
  return json_text(document, 2) + "\n";
}

}  // namespace greenbench
