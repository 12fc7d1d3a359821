#include "results/text/compare_captions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/model/names.hpp"
#include "results/text/change_text.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

std::string_view energy_mark(const RunComparison& comparison) {
  return comparison.energy ? mark_of(*comparison.energy) : "";
}

std::string counted(std::uint32_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

std::string identity_sentence(const RunIdentity& run) {
  return fmt::format("{}: {}, {}, greenbench {}{}{}{}", run.name, run.suite_label, run.started_at,
                     run.greenbench_version, run.machine.empty() ? "" : ", ", run.machine,
                     run.quick ? " (PREVIEW)" : "");
}

std::string energy_sentence(const RunComparison& comparison) {
  if (!comparison.energy) return fmt::format("Only time is compared: {}.", comparison.energy_note);
  if (*comparison.energy == Provenance::measured) return "Joules are measured in both runs.";
  return "Joules are estimated (~) with the same power model in both runs, not measured.";
}

std::string unpaired_caption() {
  return "Between two runs nothing is paired: the machine's drift and the order of the runs are in every factor, and "
         "only larger differences can be seen than between the variants of one run.";
}

std::string change_caption(const RunComparison& comparison) {
  const AnalysisSettings& settings = comparison.settings.analysis;
  const bool hull = comparison.energy == Provenance::estimated;
  return fmt::format(
      "\"1.08x cheaper\" means that the old run needed 1.08 times as much, \"1.08x dearer\" that the new one does; in "
      "brackets the {0} interval of that factor (Welch's, over rounds{1}), after \"same\" that of old / new. cheaper, "
      "dearer: the interval excludes 1 and the p-value, Holm-adjusted over {2}, is at most {3}. equivalent: the 90% "
      "interval lies within ±{4}. inconclusive: neither can be said.",
      percent_text(settings.level), hull ? "; of joules with the model's error" : "",
      counted(comparison.comparisons, "comparison"), percent_text(1.0 - settings.level), percent_text(settings.margin));
}

std::vector<std::string> drift_sentences(const RunComparison& comparison) {
  std::vector<std::string> sentences;
  for (const VariantChange& drift : comparison.drift) {
    const std::string energy =
        drift.energy ? fmt::format("energy {}, ",
                                   change_text(drift.energy->value, drift.energy->interval, energy_mark(comparison)))
                     : "";
    sentences.push_back(
        fmt::format("{}: {}time {}", drift.id.text(), energy, change_text(drift.time.value, drift.time.interval, "")));
  }
  return sentences;
}

std::string overall_sentence(const RunComparison& comparison) {
  if (!comparison.overall) return "";
  const OverallChange& overall = *comparison.overall;
  const std::string energy =
      overall.energy
          ? fmt::format("energy {}, ", change_text(overall.energy->value,
                                                   overall.energy->model_interval ? overall.energy->model_interval
                                                                                  : overall.energy->interval,
                                                   energy_mark(comparison)))
          : "";
  return fmt::format("Geometric mean over {} of {}: {}time {}", counted(overall.variants, "variant"),
                     counted(overall.hotspots, "hotspot"), energy,
                     change_text(overall.time.value, overall.time.interval, ""));
}

std::string not_compared_sentence(const NotCompared& entry) {
  return fmt::format("{}{}{}: {}", entry.hotspot, entry.variant ? ", " : "", entry.variant ? entry.variant->text() : "",
                     entry.reason);
}

std::string gate_sentence(const RunComparison& comparison) {
  const Gate& gate = comparison.gate.value();
  const std::string bound = percent_text(gate.bound);
  const auto further = [](std::size_t count) { return count > 1 ? fmt::format("; and {} more", count - 1) : ""; };
  switch (gate.outcome) {
    case GateOutcome::passed:
      return fmt::format("gate passed: none of {} is more than {} dearer", counted(gate.comparisons, "comparison"),
                         bound);
    case GateOutcome::failed:
      return fmt::format("gate failed: more than {} dearer: {}{}", bound,
                         finding_sentence(comparison, gate.regressions.front()), further(gate.regressions.size()));
    case GateOutcome::undecided:
      break;
  }
  if (!gate.reason.empty()) return "gate undecided: " + gate.reason;
  return fmt::format("gate undecided: cannot tell whether more than {} dearer: {}{}", bound,
                     finding_sentence(comparison, gate.open.front()), further(gate.open.size()));
}

std::string finding_sentence(const RunComparison& comparison, const GateFinding& finding) {
  const std::string where = not_compared_sentence({finding.hotspot, finding.variant, "", false});
  if (!finding.quantity || !finding.ratio) return where + finding.reason;
  const std::string_view mark = *finding.quantity == CostKind::energy ? energy_mark(comparison) : "";
  std::string text =
      fmt::format("{}{} {}", where, name_of(*finding.quantity), change_text(*finding.ratio, finding.interval, mark));
  if (!finding.reason.empty()) text += ", " + finding.reason;
  if (!finding.half_width || !finding.needed_half_width) return text;
  text += fmt::format(", known to ±{}, ±{} needed", percent_text(*finding.half_width),
                      percent_text(*finding.needed_half_width));
  // The width of an interval falls with the square root of the number of rounds.
  const double times = std::pow(std::log1p(*finding.half_width) / std::log1p(*finding.needed_half_width), 2.0);
  if (times <= 100.0) return text + fmt::format(" (about {:.2g} times the rounds in both runs)", std::max(times, 1.1));
  return text + " (it lies at the bound: more rounds are unlikely to tell)";
}

}  // namespace greenbench
