// Everything that there is to say, on a terminal: --verbose.

#include <fmt/format.h>

#include "results/tables/carbon_table.hpp"
#include "results/tables/summary_table.hpp"
#include "results/tables/sweep_table.hpp"
#include "results/tables/why_lines.hpp"
#include "results/text/captions.hpp"
#include "results/text/display_text.hpp"
#include "results/writers/terminal_page.hpp"
#include "results/writers/terminal_parts.hpp"
#include "results/writers/terminal_table.hpp"
#include "results/writers/terminal_verbose.hpp"

namespace greenbench {
namespace {

/// True when columns had to be hidden.
bool add_table(Page& page, const Table& table, Provenance provenance) {
  page.skip_line();
  add_title(page, table, provenance, "");
  page.add(table.description, "  ", Style::faint);
  if (!table.failure.empty()) add_failure(page, table);
  bool columns_hidden = false;
  if (!table.rows.empty()) {
    page.skip_line();
    for (const std::string& headline : table.headlines) page.add(headline, "  ", Style::bold);
    page.skip_line();
    const TerminalTable drawing = draw_on_terminal(table, page.options());
    for (const std::string& line : drawing.lines) page.add_line(line);
    columns_hidden = drawing.columns_hidden;
    page.skip_line();
  }
  for (const std::string& note : table.notes) page.add(note, "  ");
  return columns_hidden;
}

/// Only what stands out; report.md has all counters. True when something did.
bool add_why(Page& page, const HotspotReport& hotspot) {
  constexpr std::size_t most = 3;
  const std::vector<std::string> lines = why_lines(hotspot, most);
  const std::string memory = peak_memory_line(hotspot);
  if (!lines.empty() || !memory.empty()) page.skip_line();
  for (const std::string& line : lines) page.add(line, "  ");
  if (!memory.empty()) page.add(memory, "  ");
  return !lines.empty();
}

/// True when columns had to be hidden.
bool add_carbon(Page& page, const Report& report, const HotspotReport& hotspot) {
  const std::optional<Table> table = build_carbon_table(report, hotspot);
  if (!table) return false;
  page.skip_line();
  const TerminalTable drawing = draw_on_terminal(*table, page.options());
  for (const std::string& line : drawing.lines) page.add_line(line);
  return drawing.columns_hidden;
}

bool add_summary(Page& page, const Report& report) {
  const std::optional<Table> table = build_summary_table(report);
  if (!table) return false;
  page.skip_line();
  page.add("Summary over hotspots", "", Style::bold);
  page.skip_line();
  const TerminalTable drawing = draw_on_terminal(*table, page.options());
  for (const std::string& line : drawing.lines) page.add_line(line);
  page.skip_line();
  for (const std::string& note : table->notes) page.add(note, "  ");
  page.add(summary_caption(report), "  ");
  return drawing.columns_hidden;
}

/// True when columns had to be hidden.
bool add_sweep(Page& page, const Report& report, const Sweep& sweep) {
  const Table table = build_sweep_table(report, sweep);
  page.skip_line();
  page.add(fmt::format("{}: all sizes", table.hotspot), "", Style::bold);
  page.skip_line();
  const TerminalTable drawing = draw_on_terminal(table, page.options());
  for (const std::string& line : drawing.lines) page.add_line(line);
  page.skip_line();
  for (const std::string& note : table.notes) page.add(note, "  ");
  page.add(sweep_caption());
  return drawing.columns_hidden;
}

void add_warnings(Page& page, const Report& report) {
  if (report.warnings.empty()) return;
  page.skip_line();
  for (const Warning& warning : report.warnings) {
    const std::string where = warning.hotspot.empty() ? "" : warning.hotspot + ": ";
    page.add(where + warning.text, "warning: ", Style::yellow);
    page.add(warning.remedy, " remedy: ");
  }
}

}  // namespace

std::string write_verbose_terminal(const Report& report, const WriteOptions& options) {
  Page page{options};
  add_header(page, report);
  bool columns_hidden = false;
  bool why = false;
  std::string caption;
  for (const HotspotReport& hotspot : report.hotspots) {
    const Table table = build_table(report, hotspot);
    columns_hidden = add_table(page, table, report.provenance) || columns_hidden;
    why = add_why(page, hotspot) || why;
    columns_hidden = add_carbon(page, report, hotspot) || columns_hidden;
    if (!table.rows.empty()) caption = table.caption;
  }
  columns_hidden = add_summary(page, report) || columns_hidden;
  for (const Sweep& sweep : report.sweeps) columns_hidden = add_sweep(page, report, sweep) || columns_hidden;
  if (!caption.empty()) {
    page.skip_line();
    page.add(caption);
    page.add(verdict_caption(report));
  }
  if (why) page.add(why_caption(report));
  if (report.settings.carbon) {
    page.add(carbon_caption(report));
    page.add(run_footprint_sentence(report));
  }
  if (columns_hidden) page.add("Columns are left out at this width; --wide or report.md shows all of them.");
  for (const std::string& note : report.run.plan.notes) page.add(note, "note: ");
  add_warnings(page, report);
  return page.take();
}

}  // namespace greenbench
