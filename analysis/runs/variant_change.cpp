#include "analysis/runs/variant_change.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/runs/run_ratio.hpp"

namespace greenbench {
namespace {

struct BothRuns {
  RoundSamples before;
  RoundSamples after;
};

RunRatio ratio_of(const BothRuns& runs, const ValueOf& value_of, double level) {
  return run_ratio(log_centres(runs.before, value_of), log_centres(runs.after, value_of), level);
}

std::vector<RunRatio> ratios_at_corners(const BothRuns& runs, const EstimateModel& model, double level) {
  std::vector<RunRatio> ratios;
  for (const ModelCorner& corner : model.corners()) {
    const auto before = log_joules_at(runs.before, model, corner);
    const auto after = log_joules_at(runs.after, model, corner);
    if (!before || !after) return {};
    ratios.push_back(run_ratio(*before, *after, level));
  }
  return ratios;
}

void add_energy(MeasuredChange& measured, const BothRuns& runs, const ChangeBasis& basis) {
  VariantChange& change = measured.change;
  const bool in_old = all_have_joules(runs.before);
  if (!in_old || !all_have_joules(runs.after)) {
    change.energy_note = in_old ? "below resolution in the new run" : "below resolution in the old run";
    return;
  }
  change.energy = ratio_of(runs, joules_per_iteration, basis.level);
  change.power = ratio_of(runs, watts, basis.level);
  if (basis.model) measured.corners = ratios_at_corners(runs, *basis.model, basis.level);
  if (basis.doubts) measured.doubt = basis.doubts->of(runs.before, runs.after);
}

}  // namespace

std::optional<std::vector<double>> log_joules_at(const RoundSamples& rounds, const EstimateModel& model,
                                                 const ModelCorner& corner) {
  const auto is_known = [&](const Sample* sample) { return model.joules(*sample, corner).has_value(); };
  for (const SampleList& samples : rounds) {
    if (!std::ranges::all_of(samples, is_known)) return std::nullopt;
  }
  return log_centres(rounds, [&](const Sample& sample) {
    return model.joules(sample, corner).value() / static_cast<double>(sample.iterations);
  });
}

MeasuredChange change_of(const MatchedHotspot& hotspot, MatchedVariant variant, const ChangeBasis& basis) {
  const BothRuns runs{samples_of(hotspot.before, variant.before), samples_of(hotspot.after, variant.after)};
  MeasuredChange measured;
  measured.change.id = hotspot.planned->variants[variant.before].id;
  measured.change.baseline = hotspot.planned->variants[variant.before].baseline;
  measured.change.rounds_before = static_cast<std::uint32_t>(runs.before.size());
  measured.change.rounds_after = static_cast<std::uint32_t>(runs.after.size());
  measured.change.time = ratio_of(runs, seconds_per_iteration, basis.level);
  if (basis.energy) add_energy(measured, runs, basis);
  return measured;
}

}  // namespace greenbench
