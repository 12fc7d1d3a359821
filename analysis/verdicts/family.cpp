#include "analysis/verdicts/family.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "analysis/statistics/holm.hpp"
#include "analysis/verdicts/verdict.hpp"

namespace greenbench {

namespace {

/// `ratio_of` gives a pointer to the ratio of an open comparison, null when it has none. A control is a family of its
/// own.
template <class RatioOf>
void adjust(std::span<OpenComparison> open, std::uint32_t stopping_price, RatioOf ratio_of) {
  std::vector<Ratio*> ratios;
  for (OpenComparison& each : open) {
    Ratio* const ratio = ratio_of(each);
    if (each.control) {
      adjust_family(std::vector<Ratio*>{ratio}, stopping_price);
    } else {
      ratios.push_back(ratio);
    }
  }
  adjust_family(ratios, stopping_price);
}

Ratio* address_of(std::optional<Ratio>& ratio) {
  return ratio ? &*ratio : nullptr;
}

void adjust_everything(std::span<OpenComparison> open, std::uint32_t price) {
  adjust(open, price, [](OpenComparison& each) { return &each.comparison->time; });
  adjust(open, price, [](OpenComparison& each) { return address_of(each.comparison->energy); });
  adjust(open, price, [](OpenComparison& each) { return address_of(each.comparison->power); });
  std::size_t corners = 0;
  for (const OpenComparison& each : open) corners = std::max(corners, each.corners.size());
  for (std::size_t corner = 0; corner < corners; ++corner) {
    adjust(open, price,
           [&](OpenComparison& each) { return corner < each.corners.size() ? &each.corners[corner] : nullptr; });
  }
}

Ruling rule_on_energy(OpenComparison& open, const FamilySettings& family, const VerdictRule& rule) {
  std::optional<Ratio>& energy = open.comparison->energy;
  if (!energy) return {Verdict::inconclusive, family.joules_counted ? "below resolution" : "no joules known"};
  if (family.provenance == Provenance::measured) return rule_on(*energy, rule);
  energy->model_interval = interval_hull(*energy, open.corners);
  return rule_on_estimate(*energy, open.corners, rule);
}

}  // namespace

bool is_control(std::string_view hotspot) {
  return hotspot.starts_with("control/");
}

std::uint32_t settle(std::span<OpenComparison> open, const FamilySettings& family) {
  const auto is_hypothesis = [](const OpenComparison& each) { return !each.control; };
  const auto hypotheses = static_cast<std::uint32_t>(std::ranges::count_if(open, is_hypothesis));
  adjust_everything(open, family.stopping_price);
  for (OpenComparison& each : open) {
    Comparison& comparison = *each.comparison;
    const VerdictRule rule{.level = family.settings.level,
                           .margin = family.settings.margin,
                           .workers = comparison.workers,
                           .comparisons = each.control ? 1 : hypotheses,
                           .stopping_price = family.stopping_price};
    const Ruling energy = rule_on_energy(each, family, rule);
    comparison.energy_verdict = energy.verdict;
    comparison.verdict_note = energy.note;
    comparison.time_verdict = rule_on(comparison.time, rule).verdict;
  }
  return hypotheses;
}

}  // namespace greenbench
