// OpenMetrics text for Prometheus and what reads it (node_exporter's textfile collector, push gateways). Every sample
// of joules and watts has the label provenance.

#include <fmt/format.h>

#include <functional>
#include <optional>

#include "results/interop/benchmark_series.hpp"
#include "results/model/names.hpp"
#include "results/text/captions.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

std::string label_value(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    if (character == '\n') {
      escaped += "\\n";
      continue;
    }
    if (character == '\\' || character == '"') escaped += '\\';
    escaped += character;
  }
  return escaped;
}

std::string label(std::string_view name, std::string_view value) {
  return fmt::format("{}=\"{}\"", name, label_value(value));
}

std::string variant_labels(const HotspotReport& hotspot, const VariantId& id) {
  return fmt::format("{},{},{},{}", label("hotspot", hotspot.plan.id), label("size", std::to_string(hotspot.plan.size)),
                     label("language", id.language), label("variant", id.name));
}

/// A family of gauges. Its name ends in its unit; the ends of the interval are families of their own.
struct Family {
  std::string_view name;  ///< without its unit: "greenbench_operation"
  std::string_view unit;  ///< "joules"; empty: a plain number
  std::string_view help;
  bool of_energy = false;  ///< carries the provenance
};

std::string full_name(const Family& family, std::string_view end) {
  return fmt::format("{}{}{}{}", family.name, end, family.unit.empty() ? "" : "_", family.unit);
}

std::string header(const Family& family, std::string_view end, std::string_view what) {
  const std::string name = full_name(family, end);
  std::string text = fmt::format("# TYPE {} gauge\n", name);
  if (!family.unit.empty()) text += fmt::format("# UNIT {} {}\n", name, family.unit);
  return text + fmt::format("# HELP {} {}{}.\n", name, what, family.help);
}

/// One value of a family with the labels it stands under.
struct Point {
  std::string labels;
  Estimate estimate;
};

using Points = std::vector<Point>;

std::string lines_of(const Family& family, std::string_view end, const Points& points,
                     const std::function<std::optional<double>(const Estimate&)>& value_of) {
  std::string text;
  for (const Point& point : points) {
    const std::optional<double> value = value_of(point.estimate);
    if (value) text += fmt::format("{}{{{}}} {}\n", full_name(family, end), point.labels, *value);
  }
  return text;
}

std::string family_text(const Family& family, const Points& points) {
  struct End {
    std::string_view suffix;
    std::string_view what;
    std::function<std::optional<double>(const Estimate&)> value_of;
  };
  const End ends[] = {
      {"", "", [](const Estimate& estimate) { return std::optional{estimate.value}; }},
      {"_low", "Lower end of the interval of: ",
       [](const Estimate& estimate) {
         return estimate.interval ? std::optional{estimate.interval->low} : std::nullopt;
       }},
      {"_high", "Upper end of the interval of: ",
       [](const Estimate& estimate) {
         return estimate.interval ? std::optional{estimate.interval->high} : std::nullopt;
       }},
  };
  std::string text;
  for (const End& end : ends) {
    const std::string lines = lines_of(family, end.suffix, points, end.value_of);
    if (!lines.empty()) text += header(family, end.suffix, end.what) + lines;
  }
  return text;
}

/// `estimate_of` is empty where the variant does not have the quantity.
template <class EstimateOf>
Points variant_points(const Report& report, bool of_energy, EstimateOf estimate_of) {
  Points points;
  for (const HotspotReport& hotspot : report.hotspots) {
    for (const VariantSummary& summary : hotspot.variants) {
      const std::optional<Estimate> estimate = estimate_of(summary);
      if (!estimate) continue;
      std::string labels = variant_labels(hotspot, summary.id);
      if (of_energy) labels += "," + label("provenance", provenance_word(report));
      points.push_back({std::move(labels), *estimate});
    }
  }
  return points;
}

template <class RatioOf>
Points ratio_points(const Report& report, bool of_energy, RatioOf ratio_of) {
  Points points;
  for (const HotspotReport& hotspot : report.hotspots) {
    for (const Comparison& comparison : hotspot.comparisons) {
      const auto [ratio, verdict] = ratio_of(comparison);
      if (ratio == nullptr) continue;
      std::string labels = variant_labels(hotspot, comparison.variant) + "," +
                           label("baseline", comparison.baseline.text()) + "," + label("verdict", name_of(verdict));
      if (of_energy) labels += "," + label("provenance", provenance_word(report));
      const auto& interval = ratio->model_interval ? ratio->model_interval : ratio->interval;
      points.push_back({std::move(labels), {.value = ratio->value, .interval = interval}});
    }
  }
  return points;
}

std::string run_info(const Report& report) {
  const Run& run = report.run;
  std::string labels =
      fmt::format("{},{},{},{}", label("version", run.greenbench_version), label("suite", run.plan.suite_label),
                  label("started_at", run.started_at), label("provenance", provenance_word(report)));
  if (const std::string source = energy_source(report); !source.empty()) labels += "," + label("source", source);
  if (const auto model = environment_value(run, "cpu_model")) labels += "," + label("cpu_model", *model);
  labels += "," + label("preview", run.plan.quick ? "true" : "false");
  return fmt::format(
      "# TYPE greenbench_run info\n# HELP greenbench_run The run that all other samples come from.\n"
      "greenbench_run_info{{{}}} 1\n",
      labels);
}

std::optional<Estimate> grams_of(const VariantSummary& summary) {
  if (!summary.footprint) return std::nullopt;
  return Estimate{.value = summary.footprint->per_operation.co2e.value(), .interval = std::nullopt};
}

}  // namespace

std::string write_openmetrics(const Report& report, const Run& /*run*/, const WriteOptions& /*options*/) {
  const auto resolved = [&report](const VariantSummary& summary, const std::optional<Estimate>& estimate) {
    return below_resolution(report, summary) ? std::nullopt : estimate;
  };
  std::string text = run_info(report);
  text += family_text({"greenbench_operation", "joules", "Energy of one operation"},
                      variant_points(report, true, [&](const auto& each) { return resolved(each, each.joules); }));
  text += family_text({"greenbench_operation", "seconds", "Wall-clock time of one operation"},
                      variant_points(report, false, [](const auto& each) { return std::optional{each.seconds}; }));
  text += family_text({"greenbench_operation", "watts", "Energy of one operation divided by its time"},
                      variant_points(report, true, [&](const auto& each) { return resolved(each, each.watts); }));
  text += family_text({"greenbench_operation_co2e", "grams", "CO2-equivalent of one operation"},
                      variant_points(report, true, grams_of));
  text += family_text({"greenbench_energy_ratio", "", "Joules of the baseline divided by those of the variant"},
                      ratio_points(report, true, [](const Comparison& each) {
                        return std::pair{each.energy ? &*each.energy : nullptr, each.energy_verdict};
                      }));
  text += family_text({"greenbench_time_ratio", "", "Seconds of the baseline divided by those of the variant"},
                      ratio_points(report, false, [](const Comparison& each) {
                        return std::pair{&each.time, each.time_verdict};
                      }));
  return text + "# EOF\n";
}

}  // namespace greenbench
