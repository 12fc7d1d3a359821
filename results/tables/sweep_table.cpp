#include "results/tables/sweep_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

#include "results/model/names.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

/// Which of the two costs a table shows.
struct ShownCost {
  bool energy = false;
  std::string_view unit;
  std::string_view mark;

  [[nodiscard]] std::optional<double> cost(const SweepPoint& point) const {
    return energy ? point.joules : std::optional{point.seconds};
  }
  [[nodiscard]] const std::optional<CostFit>& fit(const SweepVariant& variant) const {
    return energy ? variant.energy_fit : variant.time_fit;
  }
};

ShownCost shown_cost_of(const Report& report, const Sweep& sweep) {
  if (!knows_joules(sweep)) return {.energy = false, .unit = "s", .mark = ""};
  return {.energy = true, .unit = "J", .mark = mark_of(report.provenance)};
}

std::set<std::uint64_t> sizes_of(const Sweep& sweep) {
  std::set<std::uint64_t> sizes;
  for (const SweepVariant& variant : sweep.variants) {
    for (const SweepPoint& point : variant.points) sizes.insert(point.size);
  }
  return sizes;
}

std::string_view law_text(GrowthLaw law) {
  switch (law) {
    case GrowthLaw::linear:
      return "n";
    case GrowthLaw::linearithmic:
      return "n ln n";
    case GrowthLaw::quadratic:
      return "n²";
  }
  return "n";
}

std::string growth_text(const std::optional<CostFit>& fit, const ShownCost& metric) {
  if (!fit) return "";
  const std::string factor =
      fmt::format("{}{} · {}", metric.mark, quantity_text(fit->factor, metric.unit), law_text(fit->law));
  const std::string off = fmt::format(" (off by {})", percent_text(fit->relative_residual));
  if (fit->constant <= 0.0) return factor + off;
  return fmt::format("{}{} + {}{}", metric.mark, quantity_text(fit->constant, metric.unit), factor, off);
}

std::optional<double> cost_at(const SweepVariant& variant, std::uint64_t size, const ShownCost& metric) {
  const auto point = std::ranges::find(variant.points, size, &SweepPoint::size);
  return point == variant.points.end() ? std::nullopt : metric.cost(*point);
}

/// One prefix for all costs at a size, so that they can be compared at a glance.
Prefix prefix_at(const Sweep& sweep, std::uint64_t size, const ShownCost& metric) {
  std::vector<double> costs;
  for (const SweepVariant& variant : sweep.variants) {
    if (const auto cost = cost_at(variant, size, metric)) costs.push_back(*cost);
  }
  return choose_prefix(costs);
}

Row row_for(const Sweep& sweep, const SweepVariant& variant, const std::set<std::uint64_t>& sizes,
            const ShownCost& metric) {
  Row row{.id = variant.id, .baseline = variant.baseline, .cells = {{.text = variant.id.name}}};
  for (const std::uint64_t size : sizes) {
    const auto cost = cost_at(variant, size, metric);
    const double factor = prefix_at(sweep, size, metric).factor;
    row.cells.push_back({.text = cost ? fmt::format("{}{}", metric.mark, three_digits(*cost / factor)) : ""});
  }
  row.cells.push_back({.text = growth_text(metric.fit(variant), metric), .tone = Tone::faint});
  return row;
}

std::string size_text(double size) {
  return size < 100.0 ? three_digits(size) : grouped(fmt::format("{:.0f}", size));
}

/// "(85 to 118)", or what the sweep leaves open.
std::string interval_text(const Crossover& crossover) {
  if (crossover.low && crossover.high) {
    return fmt::format("{} to {}", size_text(*crossover.low), size_text(*crossover.high));
  }
  if (crossover.low) return fmt::format("from {} on, not bounded above by these sizes", size_text(*crossover.low));
  if (crossover.high) return fmt::format("up to {}, not bounded below by these sizes", size_text(*crossover.high));
  return "not bounded by these sizes";
}

std::string crossover_text(const Crossover& crossover) {
  const bool same_language = crossover.variant.language == crossover.baseline.language;
  const std::string variant = same_language ? crossover.variant.name : crossover.variant.text();
  const std::string baseline = same_language ? crossover.baseline.name : crossover.baseline.text();
  return fmt::format("{}: {} needs less {} than {} {} n = {} ({}).", language_title(crossover.variant.language),
                     variant, crossover.energy ? "energy" : "time", baseline,
                     crossover.variant_wins_above ? "from" : "up to", size_text(crossover.size),
                     interval_text(crossover));
}

}  // namespace

bool knows_joules(const Sweep& sweep) {
  return std::ranges::all_of(sweep.variants, [](const SweepVariant& variant) {
    return std::ranges::all_of(variant.points, [](const SweepPoint& point) { return point.joules.has_value(); });
  });
}

Table build_sweep_table(const Report& report, const Sweep& sweep) {
  const ShownCost metric = shown_cost_of(report, sweep);
  const std::set<std::uint64_t> sizes = sizes_of(sweep);
  Table table;
  table.hotspot = sweep.hotspot;
  table.preview = report.run.plan.quick;
  table.columns.push_back({.title = "variant", .unit = "", .meaning = "one implementation of the task"});
  for (const std::uint64_t size : sizes) {
    table.columns.push_back({.kind = metric.energy ? ColumnKind::energy : ColumnKind::time,
                             .title = fmt::format("n = {}", short_count(size)),
                             .unit = fmt::format("{}{}/op", prefix_at(sweep, size, metric).symbol, metric.unit),
                             .meaning = "cost of one operation at this size",
                             .alignment = Alignment::decimal});
  }
  table.columns.push_back(
      {.kind = ColumnKind::split, .title = "growth", .unit = "", .meaning = "the law that fits these costs best"});
  for (const SweepVariant& variant : sweep.variants) {
    table.rows.push_back(row_for(sweep, variant, sizes, metric));
  }
  for (const Crossover& crossover : sweep.crossovers) table.notes.push_back(crossover_text(crossover));
  return table;
}

std::string sweep_caption() {
  return "growth: constant + factor · n, n ln n or n², whichever is off by least, each size weighed alike. A size at "
         "which the cheaper variant changes is read between two measured sizes on logarithmic axes; in brackets where "
         "the ends of the ratio's intervals cross 1.";
}

}  // namespace greenbench
