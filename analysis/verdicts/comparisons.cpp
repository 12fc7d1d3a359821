#include "analysis/verdicts/comparisons.hpp"

#include <algorithm>
#include <utility>

#include "analysis/verdicts/ratio.hpp"

namespace greenbench {

namespace {

Comparison compare_pair(const PlannedHotspot& planned, const MeasuredPair& measured, Confidence confidence) {
  const auto& [pair, ratios] = measured;
  Comparison comparison;
  comparison.baseline = planned.variants[pair.baseline].id;
  comparison.variant = planned.variants[pair.variant].id;
  comparison.rounds = static_cast<std::uint32_t>(ratios.time.trimmed.size());
  comparison.time = ratio_from(ratios.time, confidence);
  if (ratios.energy) {
    comparison.energy = ratio_from(*ratios.energy, confidence);
    comparison.power = ratio_from(*ratios.power, confidence);
    comparison.split = split_from(*ratios.common);
  }
  return comparison;
}

}  // namespace

Provenance provenance_of(const std::vector<DomainRecord>& domains) {
  const auto is_counted = [](const DomainRecord& domain) { return domain.counted; };
  const auto is_estimated = [](const DomainRecord& domain) {
    return domain.counted && domain.provenance == Provenance::estimated;
  };
  const bool measured = std::ranges::any_of(domains, is_counted) && std::ranges::none_of(domains, is_estimated);
  return measured ? Provenance::measured : Provenance::estimated;
}

std::vector<MeasuredPair> measured_pairs(const HotspotBlocks& blocks, std::span<const VariantPair> pairs) {
  std::vector<MeasuredPair> measured;
  for (const VariantPair pair : pairs) {
    RoundRatios ratios = round_ratios(blocks, pair);
    if (!ratios.time.trimmed.empty()) measured.push_back({pair, std::move(ratios)});
  }
  return measured;
}

std::vector<Comparison> compare_variants(const PlannedHotspot& planned, std::span<const MeasuredPair> pairs,
                                         Confidence confidence) {
  std::vector<Comparison> comparisons;
  comparisons.reserve(pairs.size());
  for (const MeasuredPair& pair : pairs) comparisons.push_back(compare_pair(planned, pair, confidence));
  return comparisons;
}

std::vector<Ratio> ratios_at_corners(const HotspotBlocks& blocks, VariantPair pair, const EstimateModel& model,
                                     Confidence confidence) {
  std::vector<Ratio> ratios;
  for (const ModelCorner& corner : model.corners()) {
    const auto joules_at_corner = [&](const Sample& sample) { return model.joules(sample, corner); };
    const auto log_ratios = energy_log_ratios(blocks, pair, joules_at_corner);
    if (!log_ratios) return {};
    ratios.push_back(ratio_from(*log_ratios, confidence));
  }
  return ratios;
}

std::optional<LeastPrecise> least_precise(std::size_t planned, const std::vector<Comparison>& comparisons,
                                          Provenance provenance, double precision) {
  if (comparisons.size() < planned) return std::nullopt;
  std::optional<LeastPrecise> least;
  for (const Comparison& comparison : comparisons) {
    const std::optional<Precision> found = precision_of(comparison, provenance, precision);
    if (!found) return std::nullopt;
    if (least && !is_less_precise(*found, least->precision)) continue;
    const bool measured = comparison.energy && provenance == Provenance::measured;
    least = LeastPrecise{comparison.variant.text(), *found, measured ? Metric::energy : Metric::time,
                         measured ? *comparison.energy : comparison.time};
  }
  return least;
}

}  // namespace greenbench
