// A comparison of two runs for people at a terminal.

#include <fmt/format.h>

#include "results/tables/change_table.hpp"
#include "results/text/change_text.hpp"
#include "results/text/compare_captions.hpp"
#include "results/text/display_text.hpp"
#include "results/text/number_text.hpp"
#include "results/writers/terminal_page.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

void add_header(Page& page, const RunComparison& comparison) {
  page.add("greenbench compare: the new run against the old one", "", Style::bold);
  page.add(identity_sentence(comparison.before), "old: ");
  page.add(identity_sentence(comparison.after), "new: ");
  page.add(energy_sentence(comparison));
}

void add_list(Page& page, std::string_view title, const std::vector<std::string>& entries) {
  if (entries.empty()) return;
  page.skip_line();
  page.add(title, "", Style::bold);
  for (const std::string& entry : entries) page.add(entry, "  ");
}

std::vector<std::string> texts_of(const std::vector<FieldChange>& changes) {
  std::vector<std::string> texts;
  for (const FieldChange& change : changes) texts.push_back(change_text(change));
  return texts;
}

void add_differences(Page& page, const RunComparison& comparison) {
  if (comparison.environment.empty()) {
    page.add("The recorded environment is the same.");
  } else {
    add_list(page, "Environment that differs (old -> new)", texts_of(comparison.environment));
  }
  add_list(page, "Plan that differs (old -> new)", texts_of(comparison.plan));
}

/// True when columns had to be hidden.
bool add_table(Page& page, const Table& table) {
  page.skip_line();
  page.add(hotspot_title(table.hotspot, table.size) + (table.preview ? " (PREVIEW)" : ""), "", Style::bold);
  page.skip_line();
  const TerminalTable drawing = draw_on_terminal(table, page.options());
  for (const std::string& line : drawing.lines) page.add_line(line);
  if (!table.notes.empty()) page.skip_line();
  for (const std::string& note : table.notes) page.add(note, "  ");
  return drawing.columns_hidden;
}

void add_gate(Page& page, const RunComparison& comparison) {
  if (!comparison.gate) return;
  const Gate& gate = *comparison.gate;
  const Style style = gate.outcome == GateOutcome::passed   ? Style::green
                      : gate.outcome == GateOutcome::failed ? Style::red
                                                            : Style::yellow;
  page.skip_line();
  page.add(gate_sentence(comparison), "", style);
  for (const GateFinding& finding : gate.regressions) page.add(finding_sentence(comparison, finding), "  dearer: ");
  for (const GateFinding& finding : gate.open) page.add(finding_sentence(comparison, finding), "  cannot tell: ");
}

void add_warnings(Page& page, const RunComparison& comparison) {
  if (!comparison.warnings.empty()) page.skip_line();
  for (const Warning& warning : comparison.warnings) {
    page.add(warning.text, "warning: ", Style::yellow);
    page.add(warning.remedy, " remedy: ");
  }
}

}  // namespace

std::string write_comparison_terminal(const RunComparison& comparison, const WriteOptions& options) {
  Page page{options};
  add_header(page, comparison);
  add_differences(page, comparison);
  bool columns_hidden = false;
  for (const HotspotChange& hotspot : comparison.hotspots) {
    columns_hidden = add_table(page, change_table(comparison, hotspot)) || columns_hidden;
  }
  std::vector<std::string> not_compared;
  for (const NotCompared& entry : comparison.not_compared) not_compared.push_back(not_compared_sentence(entry));
  add_list(page, "Not compared", not_compared);
  add_list(page, "Machine drift between the runs: control/aa, identical code, new against old",
           drift_sentences(comparison));
  page.skip_line();
  if (comparison.overall) page.add(overall_sentence(comparison) + ".", "", Style::bold);
  page.add(unpaired_caption());
  page.add(change_caption(comparison));
  if (columns_hidden) page.add("Columns are left out at this width; --wide shows all of them.");
  add_gate(page, comparison);
  add_warnings(page, comparison);
  return page.take();
}

}  // namespace greenbench
