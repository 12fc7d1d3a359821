#include "results/tables/detail_tables.hpp"

#include <fmt/format.h>

#include "results/model/names.hpp"
#include "results/tables/why_table.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

Column words(std::string title) {
  return {.title = std::move(title), .unit = "", .meaning = "", .alignment = Alignment::left};
}

Column numbers(std::string title) {
  return {.title = std::move(title), .unit = "", .meaning = "", .alignment = Alignment::right};
}

std::string p_text(const Ratio& ratio) {
  return fmt::format("{:.2g}", ratio.p_adjusted);
}

/// Of an estimate: the interval without the model's error.
std::string noise_text(const Comparison& comparison, std::string_view mark) {
  if (!comparison.energy || !comparison.energy->interval) return {};
  Ratio noise = *comparison.energy;
  noise.model_interval.reset();
  return ratio_text(noise, comparison.energy_verdict, mark);
}

Row comparison_row(const Comparison& comparison, std::string_view mark) {
  const auto& energy = comparison.energy;
  const auto& power = comparison.power;
  return {.id = comparison.variant,
          .cells = {{.text = comparison.variant.text()},
                    {.text = comparison.baseline.text()},
                    {.text = energy ? ratio_text(*energy, comparison.energy_verdict, mark) : "unknown"},
                    {.text = energy ? p_text(*energy) : ""},
                    {.text = energy ? factor_text(energy->plain_mean, mark) : ""},
                    {.text = ratio_text(comparison.time, comparison.time_verdict, "")},
                    {.text = p_text(comparison.time)},
                    {.text = std::string{name_of(comparison.time_verdict)}},
                    {.text = power ? ratio_text(*power, Verdict::inconclusive, mark) : ""}}};
}

Row detail_row(const VariantSummary& summary, std::string_view mark) {
  const auto joules = [mark](const std::optional<double>& value) {
    return value ? fmt::format("{}{}", mark, quantity_text(*value, "J")) : "";
  };
  return {.id = summary.id,
          .baseline = summary.baseline,
          .cells = {{.text = summary.id.text()},
                    {.text = grouped(summary.repetitions)},
                    {.text = grouped(summary.iterations_per_repetition)},
                    {.text = joules(summary.joules_plain_mean)},
                    {.text = joules(summary.joules_instrument_uncertainty)},
                    {.text = quantity_text(summary.seconds_plain_mean, "s")},
                    {.text = quantity_text(summary.cpu_seconds, "s")}}};
}

}  // namespace

Table build_comparison_table(const Report& report, const HotspotReport& hotspot) {
  Table table;
  table.columns = {
      words("variant"), words("against"), words("energy"),          numbers("p"),  words("energy, plain mean"),
      words("time"),    numbers("p"),     words("verdict on time"), words("power")};
  const std::string_view mark = mark_of(report.provenance);
  for (const Comparison& comparison : hotspot.comparisons) table.rows.push_back(comparison_row(comparison, mark));
  if (!report.model_errors) return table;
  constexpr std::ptrdiff_t after_energy = 3;
  table.columns.insert(table.columns.begin() + after_energy, words("energy, noise alone"));
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::vector<Cell>& cells = table.rows[row].cells;
    cells.insert(cells.begin() + after_energy, {.text = noise_text(hotspot.comparisons[row], mark)});
  }
  return table;
}

Table build_detail_table(const Report& report, const HotspotReport& hotspot) {
  Table table;
  table.columns = {words("variant"),       numbers("repetitions"),         numbers("operations each"),
                   numbers("mean energy"), numbers("± of the instrument"), numbers("mean time"),
                   numbers("CPU time")};
  const std::string_view mark = mark_of(report.provenance);
  for (const VariantSummary& summary : hotspot.variants) table.rows.push_back(detail_row(summary, mark));
  return table;
}

std::vector<Meaning> column_meanings(const Report& report) {
  std::vector<Meaning> meanings;
  for (const Column& column : build_table(report, {}).columns) meanings.push_back({column.title, column.meaning});
  for (const Column& column : build_why_table(report, {}).columns) {
    if (column.kind == ColumnKind::explanation) meanings.push_back({column.title, column.meaning});
  }
  meanings.push_back(
      {"p", fmt::format("probability of so clear a difference between equal variants; t-test over rounds, "
                        "{}Holm-adjusted over the whole report",
                        stops_on_width(report.run.plan.limits) ? "tripled for stopping on width and " : "")});
  meanings.push_back({"plain mean, mean",
                      "every valid repetition counts the same, disturbances included; a gap to the number in the first "
                      "table shows how much was disturbed"});
  meanings.push_back({"operations each", "operations in one repetition, between two reads of the counters"});
  return meanings;
}

}  // namespace greenbench
