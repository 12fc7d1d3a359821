// report.md: the whole run as a document, with everything that the terminal has no room for.

#include <fmt/format.h>

#include "results/repeat/repeat_command.hpp"
#include "results/tables/carbon_table.hpp"
#include "results/tables/detail_tables.hpp"
#include "results/tables/summary_table.hpp"
#include "results/tables/sweep_table.hpp"
#include "results/tables/table.hpp"
#include "results/tables/why_lines.hpp"
#include "results/tables/why_table.hpp"
#include "results/text/captions.hpp"
#include "results/text/explaining_counters.hpp"
#include "results/text/machine.hpp"
#include "results/text/number_text.hpp"
#include "results/writers/markdown_table.hpp"
#include "results/writers/markdown_text.hpp"
#include "results/writers/writers.hpp"

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
  if (const std::string footprint = run_footprint_sentence(report); !footprint.empty()) {
    text += fmt::format("- Carbon: {}\n", escaped(footprint));
  }
  text += fmt::format("- Made by: greenbench {}, seed {}\n", escaped(run.greenbench_version), run.plan.seed);
  for (const std::string& note : run.plan.notes) text += fmt::format("- Note: {}\n", escaped(note));
  return text;
}

/// The counters of every variant, and below them those that move with the joules.
std::string why_section(const Report& report, const HotspotReport& hotspot) {
  std::string text =
      fmt::format("\n### Why\n\n{}\n{}\n", markdown_table(build_why_table(report, hotspot)), medians_caption);
  const std::vector<std::string> lines = why_lines(hotspot, explaining_counters().size());
  if (lines.empty()) return text;
  text += "\n";
  for (const std::string& line : lines) text += fmt::format("- {}\n", escaped(line));
  return text + fmt::format("\n{}\n", escaped(why_caption(report)));
}

std::string carbon_section(const Report& report, const HotspotReport& hotspot) {
  const std::optional<Table> table = build_carbon_table(report, hotspot);
  if (!table) return "";
  return fmt::format("\n### Carbon\n\n{}\n{}\n", markdown_table(*table), escaped(carbon_caption(report)));
}

std::string hotspot_section(const Report& report, const HotspotReport& hotspot) {
  const Table table = build_table(report, hotspot);
  std::string text = fmt::format("\n## {}{}\n\n{}\n", hotspot_title(escaped(table.hotspot), table.size),
                                 table.preview ? " (PREVIEW)" : "", escaped(table.description));
  if (!table.failure.empty()) text += fmt::format("\n**FAILED:** {}\n", escaped(table.failure));
  if (!table.failure_detail.empty()) text += fmt::format("\n{}", fenced(table.failure_detail, "text"));
  if (!table.rows.empty()) {
    text += "\n";
    for (const std::string& headline : table.headlines) text += fmt::format("- **{}**\n", escaped(headline));
    text += fmt::format("\n{}\n{}\n", markdown_table(table), escaped(table.caption));
  }
  if (!table.notes.empty()) text += "\n";
  for (const std::string& note : table.notes) text += fmt::format("- {}\n", escaped(note));
  if (!hotspot.comparisons.empty())
    text += fmt::format("\n### Comparisons\n\n{}", markdown_table(build_comparison_table(report, hotspot)));
  text += carbon_section(report, hotspot);
  if (!hotspot.variants.empty()) text += why_section(report, hotspot);
  if (!hotspot.variants.empty())
    text += fmt::format("\n### Behind the numbers\n\n{}", markdown_table(build_detail_table(report, hotspot)));
  return text;
}

std::string summary_section(const Report& report) {
  const std::optional<Table> table = build_summary_table(report);
  if (!table) return "";
  std::string text = fmt::format("\n## Summary over hotspots\n\n{}\n", markdown_table(*table));
  for (const std::string& note : table->notes) text += fmt::format("- {}\n", escaped(note));
  return text + fmt::format("\n{}\n", escaped(summary_caption(report)));
}

std::string sweep_section(const Report& report, const Sweep& sweep) {
  const Table table = build_sweep_table(report, sweep);
  std::string text = fmt::format("\n## {}: all sizes{}\n\n{}\n{}\n", escaped(table.hotspot),
                                 table.preview ? " (PREVIEW)" : "", markdown_table(table), escaped(sweep_caption()));
  if (!table.notes.empty()) text += "\n";
  for (const std::string& note : table.notes) text += fmt::format("- {}\n", escaped(note));
  return text;
}

std::string meaning_section(const Report& report) {
  std::string text = "\n## What the columns mean\n\n";
  for (const Meaning& meaning : column_meanings(report)) {
    text += fmt::format("- **{}**: {}\n", meaning.title, meaning.text);
  }
  return text + "\n" + escaped(verdict_caption(report)) + "\n\n" + glossary_sentence + "\n";
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

std::string reproduction_section(const Report& report) {
  std::string commands;
  for (const std::string& command : commands_to_repeat(report)) commands += command + "\n";
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
         environment_section(report.run) + reproduction_section(report);
}

}  // namespace greenbench
