#include "analysis/runs/overall_change.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/welch.hpp"
#include "analysis/verdicts/family.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {
namespace {

/// Joules or seconds per iteration; empty when unknown.
using KnownValueOf = std::function<std::optional<double>(const Sample&)>;

/// The mean over `variants` of ln(value), one per round that measured them all; empty when a value is unknown.
std::optional<std::vector<double>> round_means(const HotspotBlocks& blocks, const std::vector<std::size_t>& variants,
                                               const KnownValueOf& value_of) {
  const auto is_known = [&](const Sample* sample) { return value_of(*sample).has_value(); };
  std::vector<double> means;
  for (const RoundBlocks& round : blocks.rounds) {
    std::vector<double> centres;
    for (const std::size_t variant : variants) {
      const SampleList samples = samples_of(round, variant);
      if (!std::ranges::all_of(samples, is_known)) return std::nullopt;
      if (samples.empty()) continue;
      centres.push_back(log_centre(samples, [&](const Sample& sample) { return value_of(sample).value(); }));
    }
    if (centres.size() == variants.size()) means.push_back(mean(centres));
  }
  return means;
}

struct HotspotMeans {
  std::vector<double> before;
  std::vector<double> after;
  double weight = 0.0;
};

std::optional<HotspotMeans> means_of(const MatchedHotspot& hotspot, double weight, const KnownValueOf& value_of) {
  std::vector<std::size_t> in_old;
  std::vector<std::size_t> in_new;
  for (const MatchedVariant variant : hotspot.variants) {
    in_old.push_back(variant.before);
    in_new.push_back(variant.after);
  }
  const auto before = round_means(hotspot.before, in_old, value_of);
  const auto after = round_means(hotspot.after, in_new, value_of);
  if (!before || !after || before->empty() || after->empty()) return std::nullopt;
  return HotspotMeans{*before, *after, weight};
}

class Overall {
 public:
  Overall(const std::vector<MatchedHotspot>& hotspots, const ChangeBasis& basis) : basis_(basis) {
    for (const MatchedHotspot& hotspot : hotspots) {
      if (is_control(hotspot.planned->id)) continue;
      hotspots_.push_back(&hotspot);
      variants_ += hotspot.variants.size();
    }
  }

  [[nodiscard]] std::optional<OverallChange> change() const {
    if (variants_ < 2) return std::nullopt;
    const auto time = mean_of([](const Sample& sample) { return std::optional{seconds_per_iteration(sample)}; });
    if (!time) return std::nullopt;
    return OverallChange{static_cast<std::uint32_t>(variants_), static_cast<std::uint32_t>(hotspots_.size()), energy(),
                         *time};
  }

 private:
  [[nodiscard]] std::optional<Estimate> mean_of(const KnownValueOf& value_of) const {
    std::vector<HotspotMeans> means;
    for (const MatchedHotspot* hotspot : hotspots_) {
      const double weight = static_cast<double>(hotspot->variants.size()) / static_cast<double>(variants_);
      auto found = means_of(*hotspot, weight, value_of);
      if (!found) return std::nullopt;
      means.push_back(std::move(*found));
    }
    std::vector<TwoSamples> parts;
    for (const HotspotMeans& each : means) parts.push_back({each.before, each.after, each.weight});
    const Welch welch = welch_difference(parts);
    return Estimate{std::exp(welch.difference), exponential(welch_interval(welch, basis_.level))};
  }

  [[nodiscard]] std::optional<Estimate> energy() const {
    if (!basis_.energy) return std::nullopt;
    const auto per_iteration = [](std::optional<double> joules, const Sample& sample) {
      return joules ? std::optional{*joules / static_cast<double>(sample.iterations)} : std::nullopt;
    };
    auto energy = mean_of([&](const Sample& sample) { return per_iteration(recorded_joules(sample), sample); });
    if (!energy || *basis_.energy == Provenance::measured) return energy;
    if (basis_.doubts && energy->interval) {
      energy->model_interval = widened(energy->value, *energy->interval, model_error());
    }
    return energy;
  }

  /// A model may be wrong about all variants alike: its errors do not average out.
  [[nodiscard]] double model_error() const {
    double sum = 0.0;
    for (const MatchedHotspot* hotspot : hotspots_) {
      for (const MatchedVariant variant : hotspot->variants) {
        const ModelDoubt doubt =
            basis_.doubts->of(samples_of(hotspot->before, variant.before), samples_of(hotspot->after, variant.after));
        sum += std::log(doubt.interval_factor);
      }
    }
    return std::exp(sum / static_cast<double>(variants_));
  }

  const ChangeBasis& basis_;
  std::vector<const MatchedHotspot*> hotspots_;
  std::size_t variants_ = 0;
};

}  // namespace

std::optional<OverallChange> overall_change(const std::vector<MatchedHotspot>& hotspots, const ChangeBasis& basis) {
  return Overall{hotspots, basis}.change();
}

}  // namespace greenbench
