// The format for people at a terminal: one table and one sentence per language for each hotspot, and once, at the end,
// what is true of the whole run. terminal_verbose.cpp has the rest.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/tables/carbon_table.hpp"
#include "results/tables/sweep_table.hpp"
#include "results/text/captions.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"
#include "results/text/short_warnings.hpp"
#include "results/writers/terminal_page.hpp"
#include "results/writers/terminal_parts.hpp"
#include "results/writers/terminal_table.hpp"
#include "results/writers/terminal_verbose.hpp"

namespace greenbench {
namespace {

/// control/aa compares identical code: its interval is the noise floor of the run.
bool is_noise_floor(const HotspotReport& hotspot) {
  return hotspot.plan.id == "control/aa";
}

/// "12 rounds, 58 s"
std::string amount_text(const HotspotReport& hotspot) {
  constexpr double whole_from = 10.0;
  if (hotspot.rounds == 0) return {};
  return fmt::format("{} round{}, {:.{}f} s", hotspot.rounds, hotspot.rounds == 1 ? "" : "s", hotspot.wall_seconds,
                     hotspot.wall_seconds < whole_from ? 1 : 0);
}

/// What was not measured, a line each.
void add_missing(Page& page, const HotspotReport& hotspot) {
  for (const VariantFailure& failed : hotspot.failed_variants) {
    page.add(
        fmt::format("{} FAILED: {}", hotspot.plan.variants[failed.variant].id.text(), failure_text(failed.failure)),
        "  ", Style::red);
  }
  for (const LeftOut& left_out : hotspot.plan.left_out) {
    page.add(fmt::format("Left out {}: {}.", left_out.id.text(), left_out.reason), "  ");
  }
}

void add_drawing(Page& page, const Table& table) {
  for (const std::string& line : draw_on_terminal(table, page.options()).lines) page.add_line(line);
}

void add_conclusions(Page& page, const Report& report, const HotspotReport& hotspot) {
  for (const std::string& headline : headlines(report, hotspot, Intervals::one)) {
    page.add(headline, "  ", Style::bold);
  }
}

void add_hotspot(Page& page, const Report& report, const HotspotReport& hotspot) {
  const Table table = build_table(report, hotspot);
  page.skip_line();
  add_title(page, table, report.provenance, amount_text(hotspot));
  if (!table.failure.empty()) add_failure(page, table);
  if (!table.rows.empty()) {
    add_drawing(page, table);
    if (page.options().detail != Detail::tables) add_conclusions(page, report, hotspot);
  }
  add_missing(page, hotspot);
  if (const std::optional<Table> carbon = build_carbon_table(report, hotspot)) add_drawing(page, *carbon);
}

/// How far the interval reaches from 1, either way.
double reach(const Ratio& ratio) {
  const std::optional<Interval>& interval = shown_interval(ratio);
  return interval ? std::max(1.0 / interval->low, interval->high) : HUGE_VAL;
}

/// Of the language that shows most: "control/aa, identical code: python 1.003x less (0.996 to 1.006), equivalent".
void add_noise_floor(Page& page, const HotspotReport& hotspot, std::string_view mark) {
  const Comparison* widest = nullptr;
  const auto ratio_of = [](const Comparison& each) -> const Ratio& { return each.energy ? *each.energy : each.time; };
  for (const Comparison& each : hotspot.comparisons) {
    if (widest == nullptr || reach(ratio_of(each)) > reach(ratio_of(*widest))) widest = &each;
  }
  if (widest == nullptr) return;
  const bool energy = widest->energy.has_value();
  const Verdict verdict = energy ? widest->energy_verdict : widest->time_verdict;
  page.add(fmt::format("control/aa, identical code: {} {}, {}", widest->variant.language,
                       ratio_text(ratio_of(*widest), verdict, energy ? mark : ""), name_of(verdict)));
}

/// What else there is to read.
std::string rest_of(const ShortWarnings& warnings) {
  if (warnings.left_out == 0) return "captions";
  return fmt::format("{} minor warning{}", warnings.left_out, warnings.left_out == 1 ? "" : "s");
}

void add_end(Page& page, const Report& report) {
  page.add(provenance_sentence(report));
  if (const std::string chosen = baseline_caption(report); !chosen.empty()) page.add(chosen);
  if (report.settings.carbon) page.add(run_footprint_sentence(report));
  const ShortWarnings warnings = short_warnings(report);
  for (const std::string& warning : warnings.sentences) page.add(warning, "warning: ", Style::yellow);
  page.add(fmt::format("{} intervals. Counters, memory, {}: --verbose, report.md.", percent_text(report.settings.level),
                       rest_of(warnings)));
}

}  // namespace

std::string write_terminal(const Report& report, const Run& /*run*/, const WriteOptions& options) {
  if (options.detail == Detail::everything) return write_verbose_terminal(report, options);
  Page page{options};
  if (options.detail != Detail::tables) add_header(page, report);
  for (const HotspotReport& hotspot : report.hotspots) {
    if (!is_noise_floor(hotspot) || hotspot.failure) add_hotspot(page, report, hotspot);
  }
  for (const Sweep& sweep : report.sweeps) {
    const Table table = build_sweep_table(report, sweep);
    page.skip_line();
    page.add(fmt::format("{}: all sizes", table.hotspot), "", Style::bold);
    add_drawing(page, table);
    for (const std::string& note : table.notes) page.add(note, "  ");
  }
  if (options.detail == Detail::tables) return page.take();
  const auto floor = std::ranges::find_if(report.hotspots, is_noise_floor);
  page.skip_line();
  if (floor != report.hotspots.end()) add_noise_floor(page, *floor, mark_of(report.provenance));
  add_end(page, report);
  return page.take();
}

}  // namespace greenbench
