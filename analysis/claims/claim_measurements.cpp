#include "analysis/claims/claim_measurements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/claims/claim_effects.hpp"
#include "analysis/rounds/round_values.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {
namespace {

bool claims_difference(const ClaimStatement& statement) {
  return std::holds_alternative<DifferenceClaim>(statement);
}

bool needs_joules(ClaimMetric metric) {
  return metric == ClaimMetric::energy || metric == ClaimMetric::power;
}

/// The effect with the model's own error in its intervals.
PairEffect with_model_error(PairEffect effect, const ModelDoubt& doubt) {
  if (effect.interval) effect.interval = widened(effect.value, *effect.interval, doubt.interval_factor);
  if (effect.equivalence_interval) {
    effect.equivalence_interval = widened(effect.value, *effect.equivalence_interval, doubt.equivalence_factor);
  }
  return effect;
}

/// The effect's intervals widened over what the joules could be; none where one of these has none.
template <class EffectOf>
PairEffect hull_over(PairEffect effect, const std::vector<JoulesOf>& possible, const EffectOf& effect_of) {
  for (const JoulesOf& joules_of : possible) {
    const PairEffect other = effect_of(joules_of).value_or(PairEffect{});
    effect.interval = hull_of(effect.interval, other.interval);
    effect.equivalence_interval = hull_of(effect.equivalence_interval, other.equivalence_interval);
  }
  return effect;
}

MeasuredClaim absent(std::string why_not) {
  return {.measurement = std::nullopt, .judged = std::nullopt, .why_not = std::move(why_not)};
}

std::string absence_of(const Claim& claim) {
  switch (claim.metric) {
    case ClaimMetric::energy:
    case ClaimMetric::power:
      return "the joules of the pair are unknown or below resolution";
    case ClaimMetric::cpu_time:
      return "the CPU time of the pair is below the kernel's resolution";
    case ClaimMetric::time:
    case ClaimMetric::peak_memory:
      break;
  }
  return "no round measured both variants";
}

struct Growths {
  double baseline_bytes = 0.0;
  double variant_bytes = 0.0;
};

std::optional<Growths> growths_at(const ClaimPlace& place) {
  const auto& memory = place.measured->peak_memory;
  if (std::max(place.pair.baseline, place.pair.variant) >= memory.size()) return std::nullopt;
  const auto& baseline = memory[place.pair.baseline];
  const auto& variant = memory[place.pair.variant];
  if (!baseline || !variant) return std::nullopt;
  return Growths{static_cast<double>(baseline->growth_bytes()), static_cast<double>(variant->growth_bytes())};
}

/// One observation: its value is judged as it stands, and nobody knows how far the next one would be from it.
MeasuredClaim measure_memory(const Claim& claim, const ClaimPlace& place, const ClaimBasis& basis) {
  const std::optional<Growths> growths = growths_at(place);
  if (!growths) return absent("the peak memory of the pair was not recorded");
  const double difference = growths->baseline_bytes - growths->variant_bytes;
  const bool has_ratio = growths->baseline_bytes > 0.0 && growths->variant_bytes > 0.0;
  const bool as_difference =
      claims_difference(claim.statement) || (std::holds_alternative<OrderClaim>(claim.statement) && !has_ratio);
  MeasuredClaim result;
  if (!as_difference && !has_ratio) return absent("the memory of one of the variants did not grow: there is no ratio");
  const double value = as_difference ? difference : growths->baseline_bytes / growths->variant_bytes;
  const ClaimEffect effect = as_difference ? ClaimEffect::difference : ClaimEffect::ratio;
  result.measurement = ClaimMeasurement{.size = place.planned->size, .effect = effect, .value = value, .rounds = 1};
  // "same" is about the ratio, which two large growths can show although their difference is small.
  const auto* order = std::get_if<OrderClaim>(&claim.statement);
  const bool claims_same = order != nullptr && order->order == ClaimOrder::same;
  if (!claims_same && basis.cpus && std::abs(difference) < peak_memory_resolution_bytes(*basis.cpus)) {
    result.why_not = "the difference is smaller than what the kernel's figures can tell";
    return result;
  }
  const Interval point{.low = value, .high = value, .level = basis.confidence.level};
  result.judged = JudgedEffect{.interval = point, .equivalence_interval = point, .effect = effect};
  return result;
}

/// A pair of variants whose cost a claim is about.
struct ClaimedPair {
  const Claim& claim;
  const ClaimPlace& place;
  const ClaimBasis& basis;
  HotspotBlocks blocks;

  [[nodiscard]] bool as_difference() const { return claims_difference(claim.statement); }

  [[nodiscard]] std::optional<PairEffect> effect_of(const CostOf& cost) const {
    return as_difference() ? difference_effect(blocks, place.pair, cost, basis.confidence)
                           : ratio_effect(blocks, place.pair, cost, basis.confidence);
  }

  /// The effect with what the basis's model may be wrong about in its intervals; none where that is unknown.
  [[nodiscard]] PairEffect as_estimate(PairEffect effect) const {
    const ModelDoubt doubt =
        basis.doubts->of(samples_of(blocks, place.pair.baseline), samples_of(blocks, place.pair.variant));
    // A ratio is as wrong as the model says; of a difference, each side can be.
    if (!as_difference()) effect = with_model_error(effect, doubt);
    const double in_each = as_difference() ? doubt.interval_factor : 1.0;
    return hull_over(effect, possible_joules(*basis.model, place.pair, in_each),
                     [&](const JoulesOf& joules_of) { return effect_of(cost_of(claim.metric, joules_of)); });
  }
};

/// Why nothing can be said about an effect; empty when something can.
std::string why_not_judged(const PairEffect& effect, const ClaimBasis& basis) {
  if (effect.interval) return {};
  return fmt::format("only {} round{}: {} needed for an interval", effect.rounds, effect.rounds == 1 ? "" : "s",
                     least_values_for_interval(basis.confidence));
}

MeasuredClaim measure_cost(const Claim& claim, const ClaimPlace& place, const ClaimBasis& basis) {
  const ClaimedPair pair{claim, place, basis, valid_blocks(*place.planned, *place.measured)};
  const std::optional<PairEffect> effect = pair.effect_of(cost_of(claim.metric));
  if (!effect) return absent(absence_of(claim));
  MeasuredClaim result;
  result.measurement = ClaimMeasurement{.size = place.planned->size,
                                        .effect = pair.as_difference() ? ClaimEffect::difference : ClaimEffect::ratio,
                                        .value = effect->value,
                                        .interval = effect->interval,
                                        .rounds = effect->rounds};
  result.why_not = why_not_judged(*effect, basis);
  const bool estimated = basis.estimated && needs_joules(claim.metric);
  if (result.why_not.empty() && estimated && !basis.doubts) result.why_not = "the power model's range is unknown";
  if (!result.why_not.empty()) return result;
  const PairEffect judged = estimated ? pair.as_estimate(*effect) : *effect;
  if (estimated) result.measurement->model_interval = judged.interval;
  if (!judged.interval) {
    result.why_not = "the joules at an end of the power model's range are unknown";
    return result;
  }
  result.judged = JudgedEffect{.interval = *judged.interval,
                               .equivalence_interval = judged.equivalence_interval,
                               .effect = result.measurement->effect};
  return result;
}

}  // namespace

double peak_memory_resolution_bytes(std::uint32_t cpus) {
  constexpr double bytes_of_one_figure = 128.0 * 1024.0;
  return 4.0 * bytes_of_one_figure * static_cast<double>(cpus);
}

MeasuredClaim measure_claim(const Claim& claim, const ClaimPlace& place, const ClaimBasis& basis) {
  if (claim.metric == ClaimMetric::peak_memory) return measure_memory(claim, place, basis);
  return measure_cost(claim, place, basis);
}

}  // namespace greenbench
