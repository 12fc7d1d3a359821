#include "results/tables/carbon_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/model/names.hpp"
#include "results/text/captions.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

/// kWh of one operation are often below any prefix that a reader knows: three digits and a power of ten.
std::string kilowatt_hours_text(double value) {
  return value != 0.0 && std::abs(value) < 1e-3 ? fmt::format("{:.2e}", value) : three_digits(value);
}

/// Grams, with a sign and a prefix of its own.
std::string grams_text(double value) {
  const std::string sign = value < 0.0 ? "-" : "";
  return sign + quantity_text(std::abs(value), "g");
}

/// What every cell of one hotspot's table has in common. Years are empty where no rate is given.
struct FootprintScale {
  Prefix per_operation;
  std::optional<Prefix> per_year;
  std::string_view mark;
};

FootprintScale choose_footprint_scale(const Report& report, const HotspotReport& hotspot) {
  std::vector<double> per_operation;
  std::vector<double> per_year;
  for (const VariantSummary& summary : hotspot.variants) {
    if (!summary.footprint) continue;
    per_operation.push_back(summary.footprint->per_operation.co2e.value());
    if (summary.footprint->per_year) per_year.push_back(summary.footprint->per_year->co2e.value());
  }
  FootprintScale scale{
      .per_operation = choose_prefix(per_operation), .per_year = {}, .mark = mark_of(report.provenance)};
  if (!per_year.empty()) scale.per_year = choose_prefix(per_year);
  return scale;
}

/// The energy and the grams of one footprint, in two cells.
void add_cells(Row& row, const std::optional<Footprint>& footprint, const Prefix& prefix, const Cell& absent,
               std::string_view mark) {
  if (!footprint) {
    row.cells.push_back({});
    row.cells.push_back(absent);
    return;
  }
  row.cells.push_back({.text = fmt::format("{}{}", mark, kilowatt_hours_text(footprint->energy.value()))});
  row.cells.push_back({.text = fmt::format("{}{}", mark, three_digits(footprint->co2e.value() / prefix.factor))});
}

/// "0.568 (0.556 to 0.579)"; below 0 where the variant needs more.
std::string saving_text(const FootprintEstimate& estimate, const Prefix& prefix, std::string_view mark) {
  const auto amount = [&](const Footprint& footprint) {
    return fmt::format("{}{}", mark, three_digits(footprint.co2e.value() / prefix.factor));
  };
  if (!estimate.low || !estimate.high) return amount(estimate.value) + " (no interval)";
  return fmt::format("{} ({} to {})", amount(estimate.value), amount(*estimate.low), amount(*estimate.high));
}

Cell saving_cell(const VariantSummary& summary, const Comparison* comparison, const FootprintScale& scale) {
  if (summary.baseline) return {.text = "baseline"};
  if (comparison == nullptr || !comparison->footprint_saved) return {.text = "unknown"};
  const FootprintSaving& saved = *comparison->footprint_saved;
  if (!scale.per_year) return {.text = saving_text(saved.per_operation, scale.per_operation, scale.mark)};
  return {.text = saved.per_year ? saving_text(*saved.per_year, *scale.per_year, scale.mark) : "unknown"};
}

Row row_for(const HotspotReport& hotspot, const VariantSummary& summary, const FootprintScale& scale) {
  Row row{.id = summary.id, .baseline = summary.baseline, .cells = {{.text = summary.id.name}}};
  const auto& footprint = summary.footprint;
  const Cell absent{.text = summary.joules ? "below resolution" : "unknown"};
  add_cells(row, footprint ? std::optional{footprint->per_operation} : std::nullopt, scale.per_operation, absent,
            scale.mark);
  if (scale.per_year) {
    add_cells(row, footprint ? footprint->per_year : std::nullopt, *scale.per_year, {}, scale.mark);
  }
  row.cells.push_back(saving_cell(summary, comparison_of(hotspot, summary.id), scale));
  return row;
}

std::vector<Column> columns_for(const FootprintScale& scale) {
  const auto grams = [](const Prefix& prefix, std::string_view per) {
    return fmt::format("{}g/{}", prefix.symbol, per);
  };
  std::vector<Column> columns{{ColumnKind::variant, "variant", "", "one implementation of the task", Alignment::left},
                              {ColumnKind::kilowatt_hours, "energy", "kWh/op",
                               "of one operation's gross joules, PUE included", Alignment::right},
                              {ColumnKind::explanation, "CO2e", grams(scale.per_operation, "op"),
                               "that energy times the carbon intensity", Alignment::decimal}};
  if (scale.per_year) {
    columns.push_back(
        {ColumnKind::kilowatt_hours, "energy", "kWh/year", "at the stated rate, all year", Alignment::right});
    columns.push_back({ColumnKind::explanation, "CO2e", grams(*scale.per_year, "year"), "at the stated rate, all year",
                       Alignment::decimal});
  }
  columns.push_back({ColumnKind::explanation, "CO2e saved",
                     scale.per_year ? grams(*scale.per_year, "year") : grams(scale.per_operation, "op"),
                     "of the baseline minus that of the variant, with the interval of its joules", Alignment::left});
  return columns;
}

/// "1,000 operations per second, 3.15e+10 a year of 365 days"
std::string rate_text(const CarbonSettings& settings) {
  const std::optional<double>& rate = settings.operations_per_second;
  if (!rate) return "No rate given (--rate), so nothing is said about a year";
  return fmt::format("{} operations per second, {:.3g} a year of 365 days", three_digits(*rate),
                     *rate * seconds_per_year);
}

std::string place_text(const CarbonIntensity& intensity) {
  if (intensity.kind == PlaceKind::given) return "given with --carbon";
  std::string kind{name_of(intensity.kind)};
  std::ranges::replace(kind, '_', ' ');
  const std::string year = intensity.year ? fmt::format("{}", *intensity.year) : "year not stated";
  return fmt::format("{} ({} {}), {}, {}", intensity.name, kind, intensity.code, year, intensity.source);
}

}  // namespace

std::optional<Table> build_carbon_table(const Report& report, const HotspotReport& hotspot) {
  if (!report.settings.carbon) return std::nullopt;
  if (std::ranges::none_of(hotspot.variants, [](const auto& each) { return each.footprint.has_value(); })) {
    return std::nullopt;
  }
  Table table;
  table.hotspot = hotspot.plan.id;
  table.size = hotspot.plan.size;
  table.preview = report.run.plan.quick;
  const FootprintScale scale = choose_footprint_scale(report, hotspot);
  table.columns = columns_for(scale);
  for (const std::string& language : languages_of(hotspot)) {
    for (const bool baseline : {true, false}) {
      for (const VariantSummary& summary : hotspot.variants) {
        if (summary.id.language != language || summary.baseline != baseline) continue;
        table.rows.push_back(row_for(hotspot, summary, scale));
      }
    }
  }
  return table;
}

std::string carbon_caption(const Report& report) {
  const CarbonSettings& settings = *report.settings.carbon;
  const bool estimated = report.provenance == Provenance::estimated;
  return fmt::format(
      "Carbon: {:g} g CO2e/kWh: {}. PUE {:g}, included in every kWh. {}. From gross joules{}; in brackets the {} "
      "interval "
      "of the rounds' differences{}. The intensity is an average over a year and a place; its own error is not part "
      "of "
      "it.",
      settings.intensity.value.value(), place_text(settings.intensity), settings.pue, rate_text(settings),
      estimated ? ", estimated and not measured (~)" : "", percent_text(report.settings.level),
      estimated ? ", over the range of the power model where it is known" : "");
}

std::string run_footprint_sentence(const Report& report) {
  if (!report.footprint) return "";
  const Footprint& footprint = report.footprint->repetitions;
  const std::uint64_t missing = report.footprint->repetitions_without_joules;
  const std::string_view mark = mark_of(report.provenance);
  return fmt::format("The repetitions of this run took {}{}{} kWh: {}{} CO2e{}.", missing > 0 ? "at least " : "", mark,
                     kilowatt_hours_text(footprint.energy.value()), mark, grams_text(footprint.co2e.value()),
                     missing > 0 ? fmt::format(" ({} of them have no joules)", grouped(missing)) : "");
}

}  // namespace greenbench
