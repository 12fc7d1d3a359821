#include "results/docs/doc_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "results/docs/doc_columns.hpp"
#include "results/model/name_pattern.hpp"
#include "results/model/planned_hotspot.hpp"
#include "results/text/captions.hpp"
#include "results/text/machine.hpp"
#include "results/text/nearest_name.hpp"
#include "results/text/number_text.hpp"

namespace greenbench {
namespace {

/// One hotspot at one size, and the run it was measured in.
struct Found {
  const Report* report;
  const HotspotReport* hotspot;
};

/// A run that was interrupted before it has nothing of it.
bool was_begun(const HotspotReport& hotspot) {
  return !hotspot.variants.empty() || hotspot.failure;
}

std::vector<Found> in_first_runs(std::span<const Report> reports) {
  std::vector<Found> all;
  for (const Report& report : reports) {
    const auto in_earlier_run = [&](const HotspotReport& hotspot) {
      return std::ranges::any_of(
          all, [&](const Found& each) { return each.report != &report && each.hotspot->plan.id == hotspot.plan.id; });
    };
    for (const HotspotReport& hotspot : report.hotspots) {
      if (was_begun(hotspot) && !in_earlier_run(hotspot)) all.push_back({.report = &report, .hotspot = &hotspot});
    }
  }
  return all;
}

std::vector<Found> of_that_name(const TableSelection& selection, std::span<const Report> reports) {
  std::vector<Found> found = in_first_runs(reports);
  std::vector<std::string> ids;
  for (const Found& each : found) ids.push_back(each.hotspot->plan.id);
  std::erase_if(found, [&](const Found& each) { return !matches_pattern(selection.hotspot, each.hotspot->plan.id); });
  if (found.empty()) {
    throw MarkerError(selection.line, fmt::format("hotspot: no run has anything that matches '{}'{}", selection.hotspot,
                                                  did_you_mean_by_pattern(selection.hotspot, ids)));
  }
  return found;
}

void keep_size(std::vector<Found>& found, const TableSelection& selection) {
  if (!selection.size) return;
  std::vector<std::string> sizes;
  for (const Found& each : found) sizes.push_back(std::to_string(each.hotspot->plan.size));
  std::erase_if(found, [&](const Found& each) { return each.hotspot->plan.size != *selection.size; });
  if (found.empty()) {
    throw MarkerError(selection.line, fmt::format("size: '{}' was not measured at {}, but at {}", selection.hotspot,
                                                  *selection.size, fmt::join(sizes, ", ")));
  }
}

bool has_language(const HotspotReport& hotspot, const std::string& language) {
  return std::ranges::any_of(hotspot.plan.variants,
                             [&](const PlannedVariant& variant) { return variant.id.language == language; });
}

void keep_language(std::vector<Found>& found, const TableSelection& selection) {
  if (!selection.language) return;
  std::vector<std::string> languages;
  for (const Found& each : found) {
    for (const PlannedVariant& variant : each.hotspot->plan.variants) languages.push_back(variant.id.language);
  }
  std::erase_if(found, [&](const Found& each) { return !has_language(*each.hotspot, *selection.language); });
  if (found.empty()) {
    throw MarkerError(selection.line, fmt::format("language: no variant of '{}' is in '{}'{}", selection.hotspot,
                                                  *selection.language, did_you_mean(*selection.language, languages)));
  }
}

bool shows_interval(const Table& table) {
  return std::ranges::any_of(table.columns,
                             [](const Column& column) { return column.title.ends_with(" against baseline"); });
}

std::string caption_of(const Found& found, const Table& table) {
  const Report& report = *found.report;
  const Run& run = report.run;
  std::string text = run.plan.quick ? fmt::format("{} ", preview_sentence) : "";
  const std::string machine = machine_summary(run.environment);
  text += fmt::format("{}, {}. ", machine.empty() ? "Unknown machine" : machine, run.started_at);
  text += short_provenance_caption(report);
  const auto& chosen = report.settings.baseline;
  if (has_chosen_baseline(found.hotspot->plan, chosen)) text += fmt::format(" The baseline is {}.", chosen->text());
  if (shows_interval(table)) {
    text += fmt::format(" In brackets: {} intervals of the factors.", percent_text(report.settings.level));
  }
  return text + fmt::format(" greenbench {}, seed {}.", run.greenbench_version, run.plan.seed);
}

Table table_of(const Found& found, const TableSelection& selection) {
  Table table = build_doc_columns(*found.report, *found.hotspot, selection.columns);
  if (selection.language) {
    std::erase_if(table.rows, [&](const Row& row) { return row.id.language != *selection.language; });
  }
  table.caption = selection.caption ? caption_of(found, table) : "";
  return table;
}

}  // namespace

std::vector<Table> tables_for(const TableSelection& selection, std::span<const Report> reports) {
  std::vector<Found> found = of_that_name(selection, reports);
  keep_size(found, selection);
  keep_language(found, selection);
  std::vector<Table> tables;
  tables.reserve(found.size());
  for (const Found& each : found) tables.push_back(table_of(each, selection));
  return tables;
}

}  // namespace greenbench
