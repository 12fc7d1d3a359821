#include "analysis/verdicts/family.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "analysis/statistics/holm.hpp"
#include "analysis/verdicts/verdict.hpp"

namespace greenbench {

namespace {

/// `ratio_of` gives a pointer to the ratio of an open comparison, null when it has none. A control is a family of its
/// own.
template <class Open, class RatioOf>
void adjust(std::span<Open> open, std::uint32_t stopping_price, RatioOf ratio_of) {
  using RatioList = std::vector<decltype(ratio_of(open.front()))>;
  RatioList ratios;
  for (Open& each : open) {
    if (each.control) {
      adjust_family(RatioList{ratio_of(each)}, stopping_price);
    } else {
      ratios.push_back(ratio_of(each));
    }
  }
  adjust_family(ratios, stopping_price);
}

template <class AnyRatio>
AnyRatio* address_of(std::optional<AnyRatio>& ratio) {
  return ratio ? &*ratio : nullptr;
}

template <class Open>
void adjust_everything(std::span<Open> open, std::uint32_t price) {
  adjust(open, price, [](Open& each) { return &each.comparison->time; });
  adjust(open, price, [](Open& each) { return address_of(each.comparison->energy); });
  adjust(open, price, [](Open& each) { return address_of(each.comparison->power); });
}

template <class Open>
std::uint32_t count_hypotheses(std::span<Open> open) {
  return static_cast<std::uint32_t>(std::ranges::count(open, false, &Open::control));
}

/// Watts are joules over seconds, which are measured: their ratio is as wrong as that of the joules.
template <class AnyRatio>
void widen_power(AnyRatio& power, const AnyRatio& energy, double time) {
  const auto& wide = energy.model_interval;
  if (!wide || !power.interval) return;
  power.model_interval = {.low = std::min(power.interval->low, wide->low / time),
                          .high = std::max(power.interval->high, wide->high / time),
                          .level = wide->level};
  power.model_error = energy.model_error;
}

/// Of an open comparison that has joules.
template <class Open>
Ruling rule_on_energy(Open& open, Provenance provenance, const VerdictRule& rule) {
  auto& energy = *open.comparison->energy;
  if (provenance == Provenance::measured || !open.doubt) return rule_on(energy, rule);
  using AnyRatio = std::remove_reference_t<decltype(energy)>;
  const AnyRatio wide = widened<AnyRatio>(energy, open.corners, *open.doubt);
  energy.model_interval = wide.interval;
  energy.model_error = wide.model_error;
  if (open.comparison->power) widen_power(*open.comparison->power, energy, open.comparison->time.value);
  return rule_on_estimate(energy, wide, rule);
}

/// What saves against the old run is cheaper than it.
ChangeVerdict as_change(Verdict verdict) {
  switch (verdict) {
    case Verdict::saves:
      return ChangeVerdict::cheaper;
    case Verdict::costs:
      return ChangeVerdict::dearer;
    case Verdict::equivalent:
      return ChangeVerdict::equivalent;
    case Verdict::inconclusive:
      break;
  }
  return ChangeVerdict::inconclusive;
}

}  // namespace

bool is_identical_code(std::string_view hotspot) {
  return hotspot == "control/aa";
}

bool is_control(std::string_view hotspot) {
  return hotspot.starts_with("control/");
}

std::uint32_t settle(std::span<OpenComparison> open, const FamilySettings& family) {
  const std::uint32_t hypotheses = count_hypotheses(open);
  adjust_everything(open, family.stopping_price);
  for (OpenComparison& each : open) {
    Comparison& comparison = *each.comparison;
    const VerdictRule rule{.level = family.settings.level,
                           .error_share = family.error_share,
                           .margin = family.settings.margin,
                           .rounds = comparison.rounds,
                           .comparisons = each.control ? 1 : hypotheses};
    Ruling energy{Verdict::inconclusive, family.joules_counted ? "below resolution" : "no joules known"};
    if (comparison.energy) energy = rule_on_energy(each, family.provenance, rule);
    comparison.energy_verdict = energy.verdict;
    comparison.verdict_note = std::move(energy.note);
    comparison.time_verdict = rule_on(comparison.time, rule).verdict;
  }
  return hypotheses;
}

std::uint32_t settle(std::span<OpenChange> open, const AnalysisSettings& settings, std::optional<Provenance> energy) {
  const std::uint32_t hypotheses = count_hypotheses(open);
  adjust_everything(open, 1);
  for (OpenChange& each : open) {
    VariantChange& change = *each.comparison;
    const VerdictRule rule{
        .level = settings.level, .margin = settings.margin, .comparisons = each.control ? 1 : hypotheses};
    if (energy && change.energy) {
      Ruling ruling = rule_on_energy(each, *energy, rule);
      change.energy_verdict = as_change(ruling.verdict);
      change.energy_note = std::move(ruling.note);
    }
    Ruling time = rule_on(change.time, rule);
    change.time_verdict = as_change(time.verdict);
    change.time_note = std::move(time.note);
  }
  return hypotheses;
}

}  // namespace greenbench
