// A comparison of two runs as a document, with the intervals of all three quantities and what stands behind them.

#include <fmt/format.h>

#include "results/tables/change_table.hpp"
#include "results/text/change_text.hpp"
#include "results/text/compare_captions.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"
#include "results/writers/markdown_text.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

std::string title_section(const RunComparison& comparison) {
  return fmt::format("# greenbench compare\n\n- Old: {}\n- New: {}\n- Energy: {}\n",
                     escaped(identity_sentence(comparison.before)), escaped(identity_sentence(comparison.after)),
                     escaped(energy_sentence(comparison)));
}

std::string difference_section(std::string_view title, const std::vector<FieldChange>& changes) {
  if (changes.empty()) return fmt::format("\n## {}\n\nThe same in both runs, as far as it is recorded.\n", title);
  MarkdownTable table{{{"field"}, {"old"}, {"new"}}};
  for (const FieldChange& change : changes) {
    table.add({change.key, change.before.value_or("unknown"), change.after.value_or("unknown")});
  }
  return fmt::format("\n## {}\n\n{}", title, table.text());
}

std::string p_text(const RunRatio& ratio) {
  return fmt::format("{:.2g}", ratio.p_adjusted);
}

std::string change_rows(const RunComparison& comparison, const HotspotChange& hotspot) {
  const std::string_view mark = comparison.energy ? mark_of(*comparison.energy) : "";
  MarkdownTable table{{{"variant"},
                       {"verdict"},
                       {"energy"},
                       {"p", true},
                       {"energy, robust centres"},
                       {"time"},
                       {"p", true},
                       {"verdict on time"},
                       {"power"},
                       {"rounds", true}}};
  for (const VariantChange& change : hotspot.variants) {
    const auto& energy = change.energy;
    table.add({change.id.text(), std::string{name_of(deciding_verdict(change))},
               energy ? change_text(*energy, change.energy_verdict, mark) : "unknown", energy ? p_text(*energy) : "",
               energy ? change_factor_text(energy->shift, mark) : "", change_text(change.time, change.time_verdict, ""),
               p_text(change.time), std::string{name_of(change.time_verdict)},
               change.power ? factor_text(change.power->value, mark) : "",
               fmt::format("{}, {}", change.rounds_before, change.rounds_after)});
  }
  return table.text();
}

std::string list_of(const std::vector<std::string>& entries) {
  std::string text;
  for (const std::string& entry : entries) text += fmt::format("- {}\n", escaped(entry));
  return text;
}

std::string hotspot_section(const RunComparison& comparison, const HotspotChange& hotspot) {
  const Table table = change_table(comparison, hotspot);
  std::string text = fmt::format("\n## {}{}\n\n{}", hotspot_title(escaped(hotspot.id), hotspot.size),
                                 table.preview ? " (PREVIEW)" : "", change_rows(comparison, hotspot));
  if (!table.notes.empty()) text += "\n" + list_of(table.notes);
  return text;
}

std::string list_section(std::string_view title, const std::vector<std::string>& entries) {
  return entries.empty() ? "" : fmt::format("\n## {}\n\n{}", title, list_of(entries));
}

std::string gate_section(const RunComparison& comparison) {
  if (!comparison.gate) return "";
  std::string text = fmt::format("\n## Gate\n\n**{}**\n", escaped(gate_sentence(comparison)));
  std::vector<std::string> findings;
  for (const GateFinding& each : comparison.gate->regressions) {
    findings.push_back("dearer: " + finding_sentence(comparison, each));
  }
  for (const GateFinding& each : comparison.gate->open) {
    findings.push_back("cannot tell: " + finding_sentence(comparison, each));
  }
  return findings.empty() ? text : text + "\n" + list_of(findings);
}

std::string warning_section(const RunComparison& comparison) {
  if (comparison.warnings.empty()) return "";
  std::string text = "\n## Warnings\n\n";
  for (const Warning& warning : comparison.warnings) {
    text += fmt::format("- **{}**: {} *Remedy:* {}\n", escaped(warning.code), escaped(warning.text),
                        escaped(warning.remedy));
  }
  return text;
}

}  // namespace

std::string write_comparison_markdown(const RunComparison& comparison, const WriteOptions& /*options*/) {
  std::string text = title_section(comparison);
  for (const HotspotChange& hotspot : comparison.hotspots) text += hotspot_section(comparison, hotspot);
  std::vector<std::string> not_compared;
  for (const NotCompared& entry : comparison.not_compared) not_compared.push_back(not_compared_sentence(entry));
  text += list_section("Not compared", not_compared);
  if (comparison.overall) text += fmt::format("\n**{}.**\n", escaped(overall_sentence(comparison)));
  text += list_section("Machine drift: control/aa, identical code", drift_sentences(comparison));
  text += gate_section(comparison) + warning_section(comparison);
  text += difference_section("Environment", comparison.environment);
  text += difference_section("Plan", comparison.plan);
  return text + fmt::format("\n## How to read this\n\n{}\n\n{} The rounds are those of the old and the new run.\n",
                            escaped(unpaired_caption()), escaped(change_caption(comparison)));
}

}  // namespace greenbench
