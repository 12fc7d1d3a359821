// report.md: the whole run as a document, with everything that the terminal has no room for.

#include <fmt/format.h>

#include "results/captions.hpp"
#include "results/explaining_counters.hpp"
#include "results/json.hpp"
#include "results/machine.hpp"
#include "results/number_text.hpp"
#include "results/ratio_text.hpp"
#include "results/summary_table.hpp"
#include "results/sweep_table.hpp"
#include "results/table.hpp"
#include "results/why_lines.hpp"
#include "results/why_table.hpp"
#include "results/writers.hpp"
#include "results/writers/markdown_text.hpp"

namespace greenbench {
namespace {

std::string title_section(const Report& report) {
  const Run& run = report.run;
  std::string text =
      fmt::format("# greenbench: {}{}\n\n", escaped(run.plan.suite_label), run.plan.quick ? " (PREVIEW)" : "");
  if (run.plan.quick) text += fmt::format("> **{}**\n\n", preview_sentence);
  text += fmt::format("- Date: {}, {:.0f} s, of which {} inside measured regions\n", escaped(run.started_at),
                      run.wall_seconds, percent_text(report.measured_fraction));
  if (const std::string machine = machine_summary(run.environment); !machine.empty()) {
    text += fmt::format("- Machine: {}\n", escaped(machine));
  }
  text += fmt::format("- Energy: {}\n", escaped(provenance_caption(report)));
  text += fmt::format("- Made by: greenbench {}, seed {}\n", escaped(run.greenbench_version), run.plan.seed);
  for (const std::string& note : run.plan.notes) text += fmt::format("- Note: {}\n", escaped(note));
  return text;
}

std::string shared_table(const Table& table) {
  std::vector<MarkdownColumn> columns;
  for (const Column& column : table.columns) {
    const std::string title = column.unit.empty() ? column.title : fmt::format("{} ({})", column.title, column.unit);
    columns.push_back({.title = title, .right = column.alignment != Alignment::left});
  }
  MarkdownTable drawn{std::move(columns)};
  for (const Row& row : table.rows) {
    std::vector<std::string> cells;
    for (const Cell& cell : row.cells) cells.push_back(cell.text);
    cells.front() = row.id.text();
    drawn.add(cells);
  }
  return drawn.text();
}

std::string p_text(const Ratio& ratio) {
  return fmt::format("{:.2g}", ratio.p_adjusted);
}

/// The ratios of all three quantities, each with its interval.
std::string comparison_table(const Report& report, const HotspotReport& hotspot) {
  const std::string_view mark = mark_of(report.provenance);
  MarkdownTable table{{{"variant"},
                       {"against"},
                       {"energy"},
                       {"p", true},
                       {"energy, plain mean"},
                       {"time"},
                       {"p", true},
                       {"verdict on time"},
                       {"power"}}};
  for (const Comparison& comparison : hotspot.comparisons) {
    const auto& energy = comparison.energy;
    const auto& power = comparison.power;
    table.add({comparison.variant.text(), comparison.baseline.text(),
               energy ? ratio_text(*energy, comparison.energy_verdict, mark) : "unknown", energy ? p_text(*energy) : "",
               energy ? factor_text(energy->plain_mean, mark) : "",
               ratio_text(comparison.time, comparison.time_verdict, ""), p_text(comparison.time),
               std::string{name_of(comparison.time_verdict)},
               power ? ratio_text(*power, Verdict::inconclusive, mark) : ""});
  }
  return table.text();
}

/// What stands behind each row: how much was measured, and the means with disturbances included.
std::string detail_table(const Report& report, const HotspotReport& hotspot) {
  const std::string_view mark = mark_of(report.provenance);
  const auto joules = [mark](const std::optional<double>& value) {
    return value ? fmt::format("{}{}", mark, quantity_text(*value, "J")) : "";
  };
  MarkdownTable table{{{"variant"},
                       {"repetitions", true},
                       {"operations each", true},
                       {"mean energy", true},
                       {"counters' or model's ±", true},
                       {"mean time", true},
                       {"CPU time", true}}};
  for (const VariantSummary& summary : hotspot.variants) {
    table.add({summary.id.text(), grouped(std::to_string(summary.repetitions)),
               grouped(std::to_string(summary.iterations_per_repetition)), joules(summary.joules_plain_mean),
               joules(summary.joules_instrument_uncertainty), quantity_text(summary.seconds_plain_mean, "s"),
               quantity_text(summary.cpu_seconds, "s")});
  }
  return table.text();
}

constexpr std::string_view medians_caption =
    "Per operation, medians over the valid repetitions. All of it is read outside the energy window, so reading the "
    "energy counters and waiting for them to move is included.";

/// The counters of every variant, and below them those that move with the joules.
std::string why_section(const Report& report, const HotspotReport& hotspot) {
  std::string text =
      fmt::format("\n### Why\n\n{}\n{}\n", shared_table(build_why_table(report, hotspot)), medians_caption);
  const std::vector<std::string> lines = why_lines(hotspot, explaining_counters().size());
  if (lines.empty()) return text;
  text += "\n";
  for (const std::string& line : lines) text += fmt::format("- {}\n", escaped(line));
  return text + fmt::format("\n{}\n", escaped(why_caption(report)));
}

std::string hotspot_section(const Report& report, const HotspotReport& hotspot) {
  const Table table = build_table(report, hotspot);
  std::string text =
      fmt::format("\n## {}, n = {}{}\n\n{}\n", escaped(table.hotspot), grouped(std::to_string(table.size)),
                  table.preview ? " (PREVIEW)" : "", escaped(table.description));
  if (!table.failure.empty()) text += fmt::format("\n**FAILED:** {}\n", escaped(table.failure));
  if (!table.failure_detail.empty()) text += fmt::format("\n{}", fenced(table.failure_detail, "text"));
  if (!table.rows.empty()) {
    text += "\n";
    for (const std::string& headline : table.headlines) text += fmt::format("- **{}**\n", escaped(headline));
    text += fmt::format("\n{}\n{}\n", shared_table(table), escaped(table.caption));
  }
  if (!table.notes.empty()) text += "\n";
  for (const std::string& note : table.notes) text += fmt::format("- {}\n", escaped(note));
  if (!hotspot.comparisons.empty()) text += fmt::format("\n### Comparisons\n\n{}", comparison_table(report, hotspot));
  if (!hotspot.variants.empty()) text += why_section(report, hotspot);
  if (!hotspot.variants.empty()) text += fmt::format("\n### Behind the numbers\n\n{}", detail_table(report, hotspot));
  return text;
}

std::string summary_section(const Report& report) {
  const std::optional<Table> table = build_summary_table(report);
  if (!table) return "";
  std::string text = fmt::format("\n## Summary over hotspots\n\n{}\n", shared_table(*table));
  for (const std::string& note : table->notes) text += fmt::format("- {}\n", escaped(note));
  return text + fmt::format("\n{}\n", escaped(summary_caption(report)));
}

std::string sweep_section(const Report& report, const Sweep& sweep) {
  const Table table = build_sweep_table(report, sweep);
  std::string text = fmt::format("\n## {}: all sizes{}\n\n{}\n{}\n", escaped(table.hotspot),
                                 table.preview ? " (PREVIEW)" : "", shared_table(table), escaped(sweep_caption()));
  if (!table.notes.empty()) text += "\n";
  for (const std::string& note : table.notes) text += fmt::format("- {}\n", escaped(note));
  return text;
}

std::string meaning_section(const Report& report) {
  std::string text = "\n## What the columns mean\n\n";
  for (const Column& column : build_table(report, {}).columns) {
    text += fmt::format("- **{}**: {}\n", column.title, column.meaning);
  }
  for (const Column& column : build_why_table(report, {}).columns) {
    if (column.kind == ColumnKind::explanation) text += fmt::format("- **{}**: {}\n", column.title, column.meaning);
  }
  text += fmt::format(
      "- **p**: probability of so clear a difference between equal variants; exact signed-rank test over workers, "
      "{}Holm-adjusted over the whole report\n",
      stops_on_width(report.run.plan.limits) ? "doubled for stopping on width and " : "");
  text +=
      "- **plain mean**, **mean**: every valid repetition counts the same, disturbances included; a gap to the "
      "number in the first table shows how much was disturbed\n";
  text += "- **operations each**: operations in one repetition, between two reads of the counters\n\n";
  return text + escaped(verdict_caption(report)) + "\n";
}

std::string warning_section(const Report& report) {
  if (report.warnings.empty()) return "";
  std::string text = "\n## Warnings\n\n";
  for (const Warning& warning : report.warnings) {
    const std::string where = warning.hotspot.empty() ? "whole run" : escaped(warning.hotspot);
    text += fmt::format("- **{}** ({}): {} *Remedy:* {}\n", escaped(warning.code), where, escaped(warning.text),
                        escaped(warning.remedy));
  }
  return text;
}

std::string environment_section(const Run& run) {
  if (run.environment.empty()) return "";
  MarkdownTable table{{{"field"}, {"value"}}};
  for (const EnvironmentField& field : run.environment) table.add({field.key, field.value});
  return fmt::format("\n## Machine and build\n\n{}", table.text());
}

std::string reproduction_section(const Run& run) {
  std::string commands;
  for (const std::string& command : commands_to_repeat(run.plan)) commands += command + "\n";
  return fmt::format(
      "\n## How to measure this again\n\n{}\nThe seed fixes the random order of the variants, the hash seeds and the "
      "sizes of the environment. `samples.csv` beside this file holds every repetition, `run.json` everything else.\n",
      fenced(commands, "sh"));
}

}  // namespace

std::string write_markdown(const Report& report, const Run& /*run*/, const WriteOptions& /*options*/) {
  std::string text = title_section(report);
  for (const HotspotReport& hotspot : report.hotspots) text += hotspot_section(report, hotspot);
  for (const Sweep& sweep : report.sweeps) text += sweep_section(report, sweep);
  return text + summary_section(report) + meaning_section(report) + warning_section(report) +
         environment_section(report.run) + reproduction_section(report.run);
}

}  // namespace greenbench
