#include "analysis/summary/sweeps.hpp"

#include <algorithm>
#include <functional>

#include "analysis/summary/cost_fit.hpp"
#include "analysis/summary/crossover.hpp"
#include "analysis/verdicts/family.hpp"

namespace greenbench {
namespace {

using Sizes = std::vector<std::reference_wrapper<const HotspotReport>>;

/// The reports of one hotspot, by ascending size.
Sizes sizes_of(const std::vector<HotspotReport>& hotspots, const std::string& id) {
  Sizes sizes;
  for (const HotspotReport& hotspot : hotspots) {
    if (hotspot.plan.id == id) sizes.emplace_back(hotspot);
  }
  std::ranges::sort(sizes, {}, [](const HotspotReport& hotspot) { return hotspot.plan.size; });
  return sizes;
}

SweepVariant& variant_of(Sweep& sweep, const VariantSummary& summary) {
  const auto found = std::ranges::find(sweep.variants, summary.id, &SweepVariant::id);
  if (found != sweep.variants.end()) return *found;
  return sweep.variants.emplace_back(SweepVariant{.id = summary.id, .baseline = summary.baseline});
}

void add_points(Sweep& sweep, const Sizes& sizes) {
  for (const HotspotReport& hotspot : sizes) {
    for (const VariantSummary& summary : hotspot.variants) {
      const auto joules = summary.joules ? std::optional{summary.joules->value} : std::nullopt;
      variant_of(sweep, summary)
          .points.push_back({.size = hotspot.plan.size, .joules = joules, .seconds = summary.seconds.value});
    }
  }
}

void add_fits(SweepVariant& variant) {
  std::vector<CostPoint> joules;
  std::vector<CostPoint> seconds;
  for (const SweepPoint& point : variant.points) {
    seconds.push_back({point.size, point.seconds});
    if (point.joules) joules.push_back({point.size, *point.joules});
  }
  variant.time_fit = fit_cost(seconds);
  if (joules.size() == variant.points.size()) variant.energy_fit = fit_cost(joules);
}

struct Pair {
  VariantId baseline;
  VariantId variant;
  friend bool operator==(const Pair&, const Pair&) = default;
};

std::vector<Pair> pairs_of(const Sizes& sizes) {
  std::vector<Pair> pairs;
  for (const HotspotReport& hotspot : sizes) {
    for (const Comparison& comparison : hotspot.comparisons) {
      const Pair pair{comparison.baseline, comparison.variant};
      if (std::ranges::find(pairs, pair) == pairs.end()) pairs.push_back(pair);
    }
  }
  return pairs;
}

const Ratio* ratio_of(const Comparison& comparison, bool energy) {
  if (!energy) return &comparison.time;
  return comparison.energy ? &*comparison.energy : nullptr;
}

std::vector<RatioAtSize> ratios_of(const Sizes& sizes, const Pair& pair, bool energy) {
  std::vector<RatioAtSize> ratios;
  for (const HotspotReport& hotspot : sizes) {
    for (const Comparison& comparison : hotspot.comparisons) {
      const Ratio* ratio = ratio_of(comparison, energy);
      if (Pair{comparison.baseline, comparison.variant} != pair || ratio == nullptr) continue;
      RatioAtSize at{.size = hotspot.plan.size, .ratio = ratio->value};
      if (ratio->interval) {
        at.low = ratio->interval->low;
        at.high = ratio->interval->high;
      }
      ratios.push_back(at);
    }
  }
  return ratios;
}

void add_crossovers(Sweep& sweep, const Sizes& sizes) {
  for (const Pair& pair : pairs_of(sizes)) {
    for (const bool energy : {true, false}) {
      for (const RatioCrossing& crossing : find_crossings(ratios_of(sizes, pair, energy))) {
        sweep.crossovers.push_back({.baseline = pair.baseline,
                                    .variant = pair.variant,
                                    .energy = energy,
                                    .variant_wins_above = crossing.rises,
                                    .size = crossing.size,
                                    .low = crossing.low,
                                    .high = crossing.high});
      }
    }
  }
}

}  // namespace

std::vector<Sweep> find_sweeps(const std::vector<HotspotReport>& hotspots) {
  std::vector<Sweep> sweeps;
  for (const HotspotReport& hotspot : hotspots) {
    const std::string& id = hotspot.plan.id;
    const bool seen = std::ranges::find(sweeps, id, &Sweep::hotspot) != sweeps.end();
    const Sizes sizes = sizes_of(hotspots, id);
    if (seen || is_control(id) || sizes.size() < 2) continue;
    Sweep& sweep = sweeps.emplace_back(Sweep{.hotspot = id, .variants = {}, .crossovers = {}});
    add_points(sweep, sizes);
    for (SweepVariant& variant : sweep.variants) add_fits(variant);
    add_crossovers(sweep, sizes);
  }
  return sweeps;
}

}  // namespace greenbench
