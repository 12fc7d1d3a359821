#include "analysis/runs/regression_gate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/runs/run_ratio.hpp"
#include "analysis/statistics/holm.hpp"
#include "results/model/precision.hpp"

namespace greenbench {
namespace {

/// A change as the gate looks at it.
struct Candidate {
  const OpenChange* open = nullptr;
  CostKind quantity = CostKind::time;
  RunRatio ratio;  ///< p_value and p_adjusted are the gate's own
};

/// Estimated joules decide nothing here: their model is wrong by more than any bound that a gate would have.
Candidate candidate_of(const OpenChange& open, const GateRule& rule) {
  const VariantChange& change = *open.comparison;
  const bool by_energy = change.energy && rule.energy == Provenance::measured;
  Candidate candidate{&open, by_energy ? CostKind::energy : CostKind::time, by_energy ? *change.energy : change.time};
  candidate.ratio.p_value = regression_p(candidate.ratio, rule.bound);
  return candidate;
}

void adjust(std::vector<Candidate>& candidates) {
  std::vector<RunRatio*> ratios;
  for (Candidate& each : candidates) ratios.push_back(&each.ratio);
  adjust_family(ratios);
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
  finding.ratio = candidate.ratio.value;
  finding.interval = candidate.ratio.interval;
  if (finding.interval) finding.half_width = half_width(*finding.interval);
  return finding;
}

/// Why the gate cannot tell, and how narrow the interval would have to be if the ratio stayed where it is.
GateFinding open_finding(const Candidate& candidate, const GateRule& rule) {
  GateFinding finding = finding_of(candidate);
  const double bound = ratio_when_dearer_by(rule.bound);
  if (!finding.interval) {
    finding.reason = "spread unknown: too few rounds";
  } else if (finding.interval->high < bound) {
    finding.reason = fmt::format("Holm: adjusted p {:.2g}", candidate.ratio.p_adjusted);
  } else {
    finding.needed_half_width = std::expm1(std::abs(std::log(candidate.ratio.value / bound)));
  }
  return finding;
}

void judge(const Candidate& candidate, const GateRule& rule, Gate& gate) {
  if (has_regressed(candidate.ratio, rule)) {
    gate.regressions.push_back(finding_of(candidate));
  } else if (!stays_short_of_bound(candidate.ratio, rule)) {
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
