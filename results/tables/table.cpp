#include "results/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "results/model/names.hpp"
#include "results/text/captions.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

constexpr std::ptrdiff_t net_energy_place = 4;    ///< after the energy, its uncertainty and its noise
constexpr std::ptrdiff_t time_verdict_place = 7;  ///< after net energy, time and power

/// What every cell of one hotspot's table has in common.
struct Scale {
  Prefix joules;
  Prefix seconds;
  Prefix watts;
  std::string_view mark;
};

Scale choose_scale(const Report& report, const HotspotReport& hotspot) {
  std::vector<double> joules;
  std::vector<double> seconds;
  std::vector<double> watts;
  for (const VariantSummary& summary : hotspot.variants) {
    if (summary.joules && !below_resolution(report, summary)) joules.push_back(summary.joules->value);
    if (summary.watts && !below_resolution(report, summary)) watts.push_back(summary.watts->value);
    seconds.push_back(summary.seconds.value);
  }
  return {.joules = choose_prefix(joules),
          .seconds = choose_prefix(seconds),
          .watts = choose_prefix(watts),
          .mark = mark_of(report.provenance)};
}

bool shows_net_joules(const Report& report) {
  return std::ranges::any_of(report.hotspots, [](const HotspotReport& hotspot) {
    return std::ranges::any_of(hotspot.variants,
                               [](const VariantSummary& summary) { return summary.net_joules.has_value(); });
  });
}

bool is_shown(const Report& report, ColumnKind kind) {
  if (kind == ColumnKind::net_energy) return shows_net_joules(report);
  // Measured joules need no second verdict beside theirs.
  if (kind == ColumnKind::time_verdict) return report.model_errors.has_value();
  return true;
}

std::string verdict_meaning(const Report& report) {
  const auto& chosen = report.settings.baseline;
  if (!chosen) return "whether the variant saves energy against its language's baseline";
  return fmt::format(
      "whether the variant saves energy against {} or, in a hotspot without that, against its language's baseline",
      chosen->text());
}

std::vector<Column> columns_for(const Report& report, const Scale& scale) {
  const auto unit = [](const Prefix& prefix, std::string_view rest) {
    return fmt::format("{}{}", prefix.symbol, rest);
  };
  std::vector<Column> columns{
      {ColumnKind::variant, "variant", "", "one implementation of the task", Alignment::left},
      {ColumnKind::energy, "energy", unit(scale.joules, "J/op"), "joules of one operation: the whole task once",
       Alignment::decimal},
      {ColumnKind::energy_uncertainty, "±", "",
       "uncertainty of the instrument that these joules come from: the counters' steps and update times, or the range "
       "of "
       "the model's parameters; not noise",
       Alignment::right},
      {ColumnKind::energy_noise, "noise", "",
       "how far the interval of these joules over the rounds reaches, the machine's drift included", Alignment::right},
      {ColumnKind::net_energy, "net energy", unit(scale.joules, "J/op"),
       "energy above the idle machine's over the same time; ± of the counters and of the idle power, its drift over "
       "the "
       "run included",
       Alignment::right},
      {ColumnKind::time, "time", unit(scale.seconds, "s/op"), "wall-clock time of one operation", Alignment::decimal},
      {ColumnKind::power, "power", unit(scale.watts, "W"), "energy divided by time", Alignment::decimal},
      {ColumnKind::time_verdict, "in time", "", "the same of the seconds, which are measured", Alignment::left},
      {ColumnKind::verdict, "verdict", "", verdict_meaning(report), Alignment::left},
      {ColumnKind::energy_ratio, "energy against baseline", "",
       "how many times less or more energy than the baseline, with its interval", Alignment::left},
      {ColumnKind::split, "= time × power", "",
       "where the difference comes from, averaged over one common set of blocks; the product can differ a little from "
       "the ratio beside it",
       Alignment::left},
  };
  std::erase_if(columns, [&](const Column& column) { return !is_shown(report, column.kind); });
  return columns;
}

/// As a fraction of the joules.
std::string instrument_text(const VariantSummary& summary) {
  if (!summary.joules_instrument_uncertainty) return {};
  return "±" + percent_text(*summary.joules_instrument_uncertainty / summary.joules->value);
}

/// The same of the spread between rounds.
std::string noise_text(const Estimate& joules) {
  if (!joules.interval) return {};
  const double reach = std::max(joules.interval->high - joules.value, joules.value - joules.interval->low);
  return "±" + percent_text(reach / joules.value);
}

Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::saves:
      return Tone::saves;
    case Verdict::costs:
      return Tone::costs;
    case Verdict::equivalent:
      return Tone::faint;
    case Verdict::inconclusive:
      return Tone::plain;
  }
  return Tone::plain;
}

Cell net_energy_cell(const VariantSummary& summary, const Scale& scale) {
  const auto& net = summary.net_joules;
  if (!net) return {};
  if (net->below_resolution()) return {.text = "below resolution"};
  return {.text = fmt::format("{} ±{}", three_digits(net->value / scale.joules.factor),
                              percent_text(net->uncertainty / net->value))};
}

/// energy, its uncertainty, its noise, net energy, time, power
std::vector<Cell> amount_cells(const Report& report, const VariantSummary& summary, const Scale& scale) {
  const auto amount = [](double value, const Prefix& prefix, std::string_view mark) {
    return fmt::format("{}{}", mark, three_digits(value / prefix.factor));
  };
  const bool counted = std::ranges::any_of(report.run.plan.domains, &DomainRecord::counted);
  Cell energy{.text = counted ? "below resolution" : "unknown"};
  Cell uncertainty;
  Cell noise;
  Cell power;
  if (below_resolution(report, summary)) {
    energy.text = "below resolution";
  } else if (summary.joules) {
    energy.text = amount(summary.joules->value, scale.joules, scale.mark);
    uncertainty.text = instrument_text(summary);
    noise.text = noise_text(*summary.joules);
    if (summary.watts) power.text = amount(summary.watts->value, scale.watts, scale.mark);
  }
  const Cell net = net_energy_cell(summary, scale);
  return {energy, uncertainty, noise, net, {.text = amount(summary.seconds.value, scale.seconds, "")}, power};
}

/// verdict on time, verdict, energy against baseline, split
std::vector<Cell> comparison_cells(const VariantSummary& summary, const Comparison* comparison, std::string_view mark) {
  if (summary.baseline) return {{}, {.text = "baseline"}, {}, {}};
  if (comparison == nullptr) return {{}, {.text = "unknown"}, {}, {}};
  const Cell on_time{.text = std::string{name_of(comparison->time_verdict)}, .tone = tone_of(comparison->time_verdict)};
  if (!comparison->energy) return {on_time, {.text = "unknown"}, {}, {}};
  const Verdict verdict = comparison->energy_verdict;
  Cell split{.text = "", .tone = Tone::faint};
  if (comparison->split) {
    split.text =
        fmt::format("{} × {}", factor_text(comparison->split->time, ""), factor_text(comparison->split->power, mark));
  }
  return {on_time,
          {.text = std::string{name_of(verdict)}, .tone = tone_of(verdict)},
          {.text = ratio_text(*comparison->energy, verdict, mark), .tone = tone_of(verdict)},
          split};
}

Row row_for(const Report& report, const HotspotReport& hotspot, const VariantSummary& summary, const Scale& scale) {
  Row row{.id = summary.id, .baseline = summary.baseline, .cells = {{.text = summary.id.name}}};
  std::ranges::move(amount_cells(report, summary, scale), std::back_inserter(row.cells));
  const Comparison* const comparison = comparison_of(hotspot, summary.id);
  std::ranges::move(comparison_cells(summary, comparison, scale.mark), std::back_inserter(row.cells));
  // From the right, so that the places of those before stay what they are.
  if (!is_shown(report, ColumnKind::time_verdict)) row.cells.erase(row.cells.begin() + time_verdict_place);
  if (!is_shown(report, ColumnKind::net_energy)) row.cells.erase(row.cells.begin() + net_energy_place);
  return row;
}

std::vector<Row> rows_for(const Report& report, const HotspotReport& hotspot, const Scale& scale) {
  std::vector<Row> rows;
  for (const std::string& language : languages_of(hotspot)) {
    for (const bool baseline : {true, false}) {
      for (const VariantSummary& summary : hotspot.variants) {
        if (summary.id.language != language || summary.baseline != baseline) continue;
        rows.push_back(row_for(report, hotspot, summary, scale));
      }
    }
  }
  return rows;
}

}  // namespace

Table build_table(const Report& report, const HotspotReport& hotspot) {
  const Scale scale = choose_scale(report, hotspot);
  Table table;
  table.hotspot = hotspot.plan.id;
  table.size = hotspot.plan.size;
  table.preview = report.run.plan.quick;
  table.description = hotspot.plan.description;
  table.failure = failure_sentence(hotspot);
  table.failure_detail = hotspot.failure ? hotspot.failure->detail : "";
  table.headlines = headlines(report, hotspot);
  table.caption = provenance_caption(report) + " " + direction_caption(report);
  if (const std::string chosen = baseline_caption(report); !chosen.empty()) table.caption += " " + chosen;
  table.columns = columns_for(report, scale);
  table.rows = rows_for(report, hotspot, scale);
  table.notes = hotspot_notes(report, hotspot);
  return table;
}

std::string_view language_title(std::string_view language) {
  if (language == "python") return "Python";
  if (language == "cpp") return "C++";
  if (language == "command") return "Commands";
  return language;
}

}  // namespace greenbench
