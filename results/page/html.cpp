// report.html: the whole run as one page that needs nothing else: no other file, no network.

#include <fmt/format.h>

#include "results/page/charts.hpp"
#include "results/page/html_text.hpp"
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
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

/// Nothing may be loaded; scripts and styles are the page's own. Vega turns its expressions into functions.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'";

std::string head(const Report& report) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<title>greenbench: {}</title>\n"
      "<style>\n{}</style>\n</head>\n",
      content_policy, html_escaped(report.run.plan.suite_label), page_style());
}

std::string title_of(const PlannedHotspot& plan) {
  return hotspot_title(plan.id, plan.size);
}

std::string fact(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, html_escaped(value));
}

std::string header_section(const Report& report) {
  const Run& run = report.run;
  std::string text = fmt::format("<header>\n<h1>greenbench: {}</h1>\n", html_escaped(run.plan.suite_label));
  if (run.plan.quick) text += html_paragraph(preview_sentence, "banner");
  text += "<dl class=\"facts\">\n" +
          fact("Date", fmt::format("{}, {:.0f} s, of which {} inside measured regions", run.started_at,
                                   run.wall_seconds, percent_text(report.measured_fraction))) +
          fact("Machine", machine_summary(run.environment)) + fact("Energy", provenance_caption(report)) +
          fact("Carbon", run_footprint_sentence(report)) +
          fact("Made by", fmt::format("greenbench {}, seed {}", run.greenbench_version, run.plan.seed)) + "</dl>\n";
  return text + html_list(run.plan.notes) + "</header>\n";
}

std::string navigation(const Report& report) {
  std::string text = "<nav aria-label=\"Hotspots\">\n<ul>\n";
  for (std::size_t i = 0; i < report.hotspots.size(); ++i) {
    text +=
        fmt::format("<li><a href=\"#hotspot-{}\">{}</a></li>\n", i, html_escaped(title_of(report.hotspots[i].plan)));
  }
  for (std::size_t i = 0; i < report.sweeps.size(); ++i) {
    text +=
        fmt::format("<li><a href=\"#sweep-{}\">{}: all sizes</a></li>\n", i, html_escaped(report.sweeps[i].hotspot));
  }
  if (!report.warnings.empty()) text += "<li><a href=\"#warnings\">Warnings</a></li>\n";
  return text + "<li><a href=\"#environment\">Machine and build</a></li>\n</ul>\n</nav>\n";
}

std::string figure(const DrawnChart& chart, std::size_t number) {
  return fmt::format(
      "<figure data-chart=\"{}\">\n<h3>{}</h3>\n<div class=\"plot\" role=\"img\" aria-label=\"{}\"></div>\n"
      "<figcaption>{}</figcaption>\n</figure>\n",
      number, html_escaped(chart.title), html_escaped(chart.alternative), html_escaped(chart.caption));
}

std::string charts_of(const DrawnCharts* drawn, ChartPlace place, std::size_t index) {
  std::string text;
  if (drawn == nullptr) return text;
  for (std::size_t i = 0; i < drawn->charts.size(); ++i) {
    const DrawnChart& chart = drawn->charts[i];
    if (chart.place == place && chart.index == index) text += figure(chart, i);
  }
  return text.empty() ? "" : "<div class=\"charts\">\n" + text + "</div>\n";
}

std::string closed(std::string_view summary, std::string_view content) {
  return fmt::format("<details>\n<summary>{}</summary>\n{}</details>\n", html_escaped(summary), content);
}

std::string why_section(const Report& report, const HotspotReport& hotspot, const std::string& title) {
  std::string text =
      html_table(build_why_table(report, hotspot), "Counters of " + title) + html_paragraph(medians_caption, "caption");
  const std::vector<std::string> lines = why_lines(hotspot, explaining_counters().size());
  if (!lines.empty()) text += html_list(lines) + html_paragraph(why_caption(report), "caption");
  return closed("Why: counters that may explain it", text);
}

std::string failure_part(const Table& table) {
  if (table.failure.empty()) return "";
  std::string text = html_paragraph("FAILED: " + table.failure, "banner failure");
  if (!table.failure_detail.empty()) text += fmt::format("<pre>{}</pre>\n", html_escaped(table.failure_detail));
  return text;
}

std::string measured_part(const Table& table, const std::string& title) {
  if (table.rows.empty()) return "";
  std::string text;
  for (const std::string& headline : table.headlines) text += html_paragraph(headline, "headline");
  return text + html_table(table, "Energy, time and power of " + title) + html_paragraph(table.caption, "caption");
}

std::string carbon_part(const Report& report, const HotspotReport& hotspot, const std::string& title) {
  const std::optional<Table> table = build_carbon_table(report, hotspot);
  if (!table) return "";
  return html_table(*table, "Carbon of " + title) + html_paragraph(carbon_caption(report), "caption");
}

std::string hotspot_section(const Report& report, std::size_t index, const DrawnCharts* drawn) {
  const HotspotReport& hotspot = report.hotspots[index];
  const Table table = build_table(report, hotspot);
  const std::string title = title_of(hotspot.plan) + (table.preview ? " (PREVIEW)" : "");
  std::string text =
      fmt::format("<section id=\"hotspot-{0}\" aria-labelledby=\"title-{0}\">\n<h2 id=\"title-{0}\">{1}</h2>\n", index,
                  html_escaped(title));
  text += html_paragraph(table.description) + failure_part(table) + measured_part(table, title) +
          html_list(table.notes) + charts_of(drawn, ChartPlace::hotspot, index) + carbon_part(report, hotspot, title);
  if (!hotspot.variants.empty()) text += why_section(report, hotspot, title);
  if (!hotspot.comparisons.empty()) {
    text += closed("Comparisons with p-values",
                   html_table(build_comparison_table(report, hotspot), "Comparisons of " + title));
  }
  if (!hotspot.variants.empty()) {
    text += closed("Behind the numbers", html_table(build_detail_table(report, hotspot), "Repetitions of " + title));
  }
  return text + "</section>\n";
}

std::string sweep_section(const Report& report, std::size_t index, const DrawnCharts* drawn) {
  const Table table = build_sweep_table(report, report.sweeps[index]);
  const std::string title = table.hotspot + ": all sizes" + (table.preview ? " (PREVIEW)" : "");
  return fmt::format("<section id=\"sweep-{}\">\n<h2>{}</h2>\n", index, html_escaped(title)) +
         html_table(table, title) + html_list(table.notes) + html_paragraph(sweep_caption(), "caption") +
         charts_of(drawn, ChartPlace::sweep, index) + "</section>\n";
}

std::string summary_section(const Report& report) {
  const std::optional<Table> table = build_summary_table(report);
  if (!table) return "";
  return "<section>\n<h2>Summary over hotspots</h2>\n" + html_table(*table, "Geometric means over hotspots") +
         html_list(table->notes) + html_paragraph(summary_caption(report), "caption") + "</section>\n";
}

std::string meaning_section(const Report& report) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Meaning& meaning : column_meanings(report)) rows.emplace_back(meaning.title, meaning.text);
  return "<section>\n<h2>What the columns mean</h2>\n" + html_pairs(rows, "What the columns mean") +
         html_paragraph(verdict_caption(report)) + html_paragraph(glossary_sentence) + "</section>\n";
}

std::string warning_section(const Report& report) {
  if (report.warnings.empty()) return "";
  std::vector<std::string> entries;
  for (const Warning& warning : report.warnings) {
    const std::string where = warning.hotspot.empty() ? "whole run" : warning.hotspot;
    entries.push_back(fmt::format("{} ({}): {} Remedy: {}", warning.code, where, warning.text, warning.remedy));
  }
  return "<section id=\"warnings\">\n<h2>Warnings</h2>\n" + html_list(entries, "warnings") + "</section>\n";
}

std::string environment_section(const Run& run) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const EnvironmentField& field : run.environment) rows.emplace_back(field.key, field.value);
  return "<section id=\"environment\">\n<h2>Machine and build</h2>\n" + html_pairs(rows, "Machine and build") +
         "</section>\n";
}

std::string reproduction_section(const Report& report) {
  std::string commands;
  for (const std::string& command : commands_to_repeat(report)) commands += command + "\n";
  return fmt::format(
      "<section>\n<h2>How to measure this again</h2>\n<pre>{}</pre>\n{}</section>\n", html_escaped(commands),
      html_paragraph(
          "The seed fixes the random order of the variants, the hash seeds and the sizes of the environment. "
          "samples.csv beside this file holds every repetition, run.json everything else."));
}

/// The data and the scripts of the charts, at the end, so that everything else is read before them.
std::string scripts(const Report& report, const Run& run, const DrawnCharts* drawn) {
  if (drawn == nullptr || drawn->charts.empty()) return "";
  Json specs = Json::array();
  for (const DrawnChart& chart : drawn->charts) {
    specs.push_back({{"spec", chart.spec}, {"samples_of", chart.uses_samples ? Json(chart.index) : Json(nullptr)}});
  }
  return fmt::format(
      "<script type=\"application/json\" id=\"chart-data\">{}</script>\n"
      "<script type=\"application/json\" id=\"chart-specs\">{}</script>\n<script>{}</script>\n<script>\n{}</script>\n",
      html_json(chart_data(report, run)), html_json(specs), drawn->library, page_script());
}

std::string charts_note(const DrawnCharts* drawn) {
  if (drawn == nullptr || drawn->missing.empty()) return "";
  return html_paragraph("Charts: not available: " + drawn->missing, "caption");
}

}  // namespace

std::string write_html(const Report& report, const Run& run, const WriteOptions& options) {
  std::string text = head(report) + "<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n" +
                     header_section(report) + navigation(report) + "<main id=\"main\">\n" + charts_note(options.charts);
  for (std::size_t i = 0; i < report.hotspots.size(); ++i) text += hotspot_section(report, i, options.charts);
  for (std::size_t i = 0; i < report.sweeps.size(); ++i) text += sweep_section(report, i, options.charts);
  return text + summary_section(report) + warning_section(report) + meaning_section(report) +
         environment_section(report.run) + reproduction_section(report) + "</main>\n" +
         scripts(report, run, options.charts) + "</body>\n</html>\n";
}

}  // namespace greenbench
