#include "results/tables/summary_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

std::string mean_text(const std::optional<Estimate>& mean, std::string_view mark) {
  if (!mean) return "unknown";
  Ratio ratio;
  ratio.value = mean->value;
  ratio.interval = mean->interval;
  ratio.model_interval = mean->model_interval;
  return ratio_text(ratio, Verdict::inconclusive, mark);
}

Row row_for(const Report& report, const GeometricSummary& summary) {
  const std::string_view mark = mark_of(report.provenance);
  Row row{.id = summary.variant,
          .cells = {{.text = summary.variant.name},
                    {.text = std::to_string(summary.hotspots.size())},
                    {.text = mean_text(summary.energy, mark)},
                    {.text = mean_text(summary.time, "")},
                    {.text = mean_text(summary.power, mark)}}};
  if (report.settings.baseline) {
    row.cells.insert(row.cells.begin() + 1, {.text = summary.baseline ? summary.baseline->text() : "its own"});
  }
  return row;
}

/// The variants over one and the same list of hotspots share a line.
std::vector<std::string> over_notes(const std::vector<GeometricSummary>& summaries) {
  struct Same {
    std::vector<std::string> hotspots;
    std::vector<std::string> variants;
  };
  std::vector<Same> groups;
  for (const GeometricSummary& summary : summaries) {
    auto group = std::ranges::find(groups, summary.hotspots, &Same::hotspots);
    if (group == groups.end()) group = groups.insert(group, {.hotspots = summary.hotspots, .variants = {}});
    const std::string variant = summary.variant.text();
    group->variants.push_back(summary.baseline ? fmt::format("{} against {}", variant, summary.baseline->text())
                                               : variant);
  }
  std::vector<std::string> notes;
  for (const Same& group : groups) {
    notes.push_back(fmt::format("{}: over {}.", fmt::join(group.variants, ", "), fmt::join(group.hotspots, ", ")));
  }
  return notes;
}

}  // namespace

std::optional<Table> build_summary_table(const Report& report) {
  if (report.summaries.empty()) return std::nullopt;
  Table table;
  table.columns = {
      {ColumnKind::variant, "variant", "", "one name in several hotspots", Alignment::left},
      {ColumnKind::explanation, "over", "", "how many hotspots", Alignment::right},
      {ColumnKind::energy_ratio, "energy against baseline", "", "geometric mean of the ratios of joules",
       Alignment::left},
      {ColumnKind::time, "time against baseline", "", "of seconds", Alignment::left},
      {ColumnKind::power, "power against baseline", "", "of watts", Alignment::left},
  };
  if (report.settings.baseline) {
    table.columns.insert(table.columns.begin() + 1,
                         {ColumnKind::explanation, "against", "", "the baseline", Alignment::left});
  }
  // The drawing gives every language one heading, so its rows stand together.
  std::vector<std::string> languages;
  for (const GeometricSummary& summary : report.summaries) {
    const std::string& language = summary.variant.language;
    if (std::ranges::find(languages, language) == languages.end()) languages.push_back(language);
  }
  for (const std::string& language : languages) {
    for (const GeometricSummary& summary : report.summaries) {
      if (summary.variant.language == language) table.rows.push_back(row_for(report, summary));
    }
  }
  table.notes = over_notes(report.summaries);
  return table;
}

std::string summary_caption(const Report& report) {
  std::string text = fmt::format(
      "Geometric means of the ratios, each hotspot with the same weight; in brackets the {} interval of that mean, "
      "from "
      "the spread between the rounds of each hotspot. It is about these hotspots on this machine, not about others.",
      percent_text(report.settings.level));
  if (report.provenance == Provenance::estimated) {
    text += " Those of estimated joules and watts have the model's error in them.";
  }
  return text;
}

}  // namespace greenbench
