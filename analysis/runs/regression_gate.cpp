#include "analysis/runs/regression_gate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/runs/run_ratio.hpp"
#include "analysis/statistics/holm.hpp"
#include "analysis/verdicts/ratio.hpp"
#include "results/model/precision.hpp"

namespace greenbench {
namespace {

/// A change as the gate looks at it: one ratio, or with an estimate one for every corner as well.
struct Candidate {
  const OpenChange* open = nullptr;
  CostKind quantity = CostKind::time;
  std::vector<RunRatio> ratios;  ///< the recorded joules' first; p_value and p_adjusted are the gate's own
  bool range_unknown = false;    ///< an estimate whose corners are unknown
};

Candidate candidate_of(const OpenChange& open, const GateRule& rule) {
  const VariantChange& change = *open.comparison;
  Candidate candidate{&open, change.energy ? CostKind::energy : CostKind::time, {}, false};
  candidate.ratios.push_back(change.energy ? *change.energy : change.time);
  if (change.energy && rule.energy == Provenance::estimated) {
    candidate.ratios.insert(candidate.ratios.end(), open.corners.begin(), open.corners.end());
    candidate.range_unknown = open.corners.empty();
  }
  for (RunRatio& ratio : candidate.ratios) ratio.p_value = regression_p(ratio, rule.bound);
  return candidate;
}

/// The recorded joules are one family and each corner another; what has no corners is the same in all of them, and so
/// has its p-value adjusted to the largest.
void adjust(std::vector<Candidate>& candidates) {
  std::size_t families = 1;
  for (const Candidate& each : candidates) families = std::max(families, each.ratios.size());
  for (std::size_t family = 0; family < families; ++family) {
    std::vector<RunRatio*> ratios;
    std::vector<double> largest_so_far;
    for (Candidate& each : candidates) {
      const bool has_corner = family < each.ratios.size();
      ratios.push_back(&each.ratios[has_corner ? family : 0]);
      largest_so_far.push_back(family > 0 && !has_corner ? each.ratios[0].p_adjusted : 0.0);
    }
    adjust_family(ratios);
    for (std::size_t index = 0; index < ratios.size(); ++index) {
      ratios[index]->p_adjusted = std::max(ratios[index]->p_adjusted, largest_so_far[index]);
    }
  }
}

bool has_regressed(const RunRatio& ratio, const GateRule& rule) {
  return ratio.interval && ratio.interval->high < ratio_when_dearer_by(rule.bound) &&
         ratio.p_adjusted <= 1.0 - rule.level;
}

bool stays_short_of_bound(const RunRatio& ratio, const GateRule& rule) {
  return ratio.interval && ratio.interval->low > ratio_when_dearer_by(rule.bound);
}

GateFinding finding_of(const Candidate& candidate) {
  GateFinding finding;
  finding.hotspot = candidate.open->hotspot;
  finding.variant = candidate.open->comparison->id;
  finding.quantity = candidate.quantity;
  finding.ratio = candidate.ratios.front().value;
  finding.interval = candidate.ratios.front().interval;
  for (const RunRatio& ratio : candidate.ratios) finding.interval = hull_of(finding.interval, ratio.interval);
  if (finding.interval) finding.half_width = half_width(*finding.interval);
  return finding;
}

/// Why the gate cannot tell, and how narrow the interval would have to be if the ratio stayed where it is.
GateFinding open_finding(const Candidate& candidate, const GateRule& rule) {
  GateFinding finding = finding_of(candidate);
  const RunRatio& recorded = candidate.ratios.front();
  const double bound = ratio_when_dearer_by(rule.bound);
  if (candidate.range_unknown) {
    finding.reason = "power model's range unknown";
  } else if (!finding.interval) {
    finding.reason = "spread unknown: too few rounds";
  } else if (has_regressed(recorded, rule) || stays_short_of_bound(recorded, rule)) {
    finding.reason = "power model's range changes the answer";
  } else if (recorded.interval->high < bound) {
    finding.reason = fmt::format("Holm: adjusted p {:.2g}", recorded.p_adjusted);
  } else {
    finding.needed_half_width = std::expm1(std::abs(std::log(recorded.value / bound)));
  }
  return finding;
}

void judge(const Candidate& candidate, const GateRule& rule, Gate& gate) {
  const auto regressed = [&](const RunRatio& ratio) { return has_regressed(ratio, rule); };
  const auto short_of_bound = [&](const RunRatio& ratio) { return stays_short_of_bound(ratio, rule); };
  if (!candidate.range_unknown && std::ranges::all_of(candidate.ratios, regressed)) {
    gate.regressions.push_back(finding_of(candidate));
  } else if (candidate.range_unknown || !std::ranges::all_of(candidate.ratios, short_of_bound)) {
    gate.open.push_back(open_finding(candidate, rule));
  }
}

GateFinding lost_finding(const NotCompared& lost) {
  GateFinding finding;
  finding.hotspot = lost.hotspot;
  finding.variant = lost.variant;
  finding.reason = lost.reason;
  return finding;
}

GateOutcome outcome_of(const Gate& gate) {
  if (!gate.reason.empty()) return GateOutcome::undecided;
  if (!gate.regressions.empty()) return GateOutcome::failed;
  return gate.open.empty() ? GateOutcome::passed : GateOutcome::undecided;
}

}  // namespace

Gate judge_regressions(std::span<const OpenChange> open, std::span<const NotCompared> not_compared,
                       const GateRule& rule) {
  std::vector<Candidate> candidates;
  for (const OpenChange& each : open) {
    if (!each.control) candidates.push_back(candidate_of(each, rule));
  }
  adjust(candidates);
  Gate gate;
  gate.bound = rule.bound;
  gate.comparisons = static_cast<std::uint32_t>(candidates.size());
  for (const Candidate& candidate : candidates) judge(candidate, rule, gate);
  for (const NotCompared& each : not_compared) {
    if (each.lost && !is_control(each.hotspot)) gate.open.push_back(lost_finding(each));
  }
  if (!rule.preview.empty()) gate.reason = rule.preview + " is a quick preview, which passes no gate";
  gate.outcome = outcome_of(gate);
  return gate;
}

}  // namespace greenbench
