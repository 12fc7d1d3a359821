#include "analysis/runs/change_family.hpp"

#include <algorithm>

#include "analysis/runs/change_verdict.hpp"
#include "analysis/statistics/holm.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {
namespace {

RunRatio* address_of(std::optional<RunRatio>& ratio) {
  return ratio ? &*ratio : nullptr;
}

template <class RatioOf>
void adjust(std::span<OpenChange> open, RatioOf ratio_of) {
  std::vector<RunRatio*> ratios;
  for (OpenChange& each : open) {
    if (!each.control) ratios.push_back(ratio_of(each));
  }
  adjust_family(ratios);
}

void adjust_everything(std::span<OpenChange> open) {
  adjust(open, [](OpenChange& each) { return &each.change->time; });
  adjust(open, [](OpenChange& each) { return address_of(each.change->energy); });
  adjust(open, [](OpenChange& each) { return address_of(each.change->power); });
  std::size_t corners = 0;
  for (const OpenChange& each : open) corners = std::max(corners, each.corners.size());
  for (std::size_t corner = 0; corner < corners; ++corner) {
    adjust(open, [&](OpenChange& each) { return corner < each.corners.size() ? &each.corners[corner] : nullptr; });
  }
}

std::optional<Interval> hull_over(const RunRatio& ratio, std::span<const RunRatio> corners) {
  std::optional<Interval> hull = corners.empty() ? std::nullopt : ratio.interval;
  for (const RunRatio& corner : corners) hull = hull_of(hull, corner.interval);
  return hull;
}

void rule_on_energy(OpenChange& open, Provenance provenance, const ChangeRule& rule) {
  VariantChange& change = *open.change;
  if (!change.energy) return;  // its note says why already
  ChangeRuling ruling;
  if (provenance == Provenance::measured) {
    ruling = rule_on_change(*change.energy, rule);
  } else {
    change.energy->model_interval = hull_over(*change.energy, open.corners);
    ruling = rule_on_estimated_change(*change.energy, open.corners, rule);
  }
  change.energy_verdict = ruling.verdict;
  change.energy_note = std::move(ruling.note);
}

}  // namespace

std::uint32_t settle_changes(std::span<OpenChange> open, const AnalysisSettings& settings,
                             std::optional<Provenance> energy) {
  const auto is_hypothesis = [](const OpenChange& each) { return !each.control; };
  const auto hypotheses = static_cast<std::uint32_t>(std::ranges::count_if(open, is_hypothesis));
  adjust_everything(open);
  for (OpenChange& each : open) {
    const ChangeRule rule{settings.level, settings.margin, each.control ? 1 : hypotheses};
    if (energy) rule_on_energy(each, *energy, rule);
    ChangeRuling time = rule_on_change(each.change->time, rule);
    each.change->time_verdict = time.verdict;
    each.change->time_note = std::move(time.note);
  }
  return hypotheses;
}

}  // namespace greenbench
