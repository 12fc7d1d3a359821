#include "analysis/verdicts/geometric_summary.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "analysis/statistics/mean_interval.hpp"
#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/verdicts/family.hpp"
#include "analysis/verdicts/model_interval.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {

namespace {

using PairList = std::vector<const ComparedPair*>;

bool belong_together(const ComparedPair& left, const ComparedPair& right) {
  return left.variant == right.variant && left.chosen_baseline == right.chosen_baseline;
}

std::vector<PairList> grouped_by_variant(std::span<const ComparedPair> pairs) {
  std::vector<PairList> groups;
  for (const ComparedPair& pair : pairs) {
    if (is_control(pair.hotspot)) continue;
    const auto group =
        std::ranges::find_if(groups, [&](const PairList& list) { return belong_together(*list.front(), pair); });
    if (group != groups.end()) {
      group->push_back(&pair);
    } else {
      groups.push_back({&pair});
    }
  }
  return groups;
}

/// `log_ratios_of` gives one value per round.
template <class LogRatiosOf>
Estimate mean_over(const PairList& pairs, double level, LogRatiosOf log_ratios_of) {
  std::vector<std::vector<double>> log_ratios;
  for (const ComparedPair* pair : pairs) log_ratios.push_back(log_ratios_of(*pair->ratios));
  return geometric_mean(log_ratios, level);
}

/// Empty when one of them is not an estimate whose model is known.
std::optional<double> mean_model_error(const PairList& pairs) {
  double sum = 0.0;
  for (const ComparedPair* pair : pairs) {
    if (!pair->model_error) return std::nullopt;
    sum += std::log(*pair->model_error);
  }
  return std::exp(sum / static_cast<double>(pairs.size()));
}

void widen(std::optional<Estimate>& mean, const std::optional<double>& model_error) {
  if (mean && mean->interval && model_error) {
    mean->model_interval = widened(mean->value, *mean->interval, *model_error);
  }
}

GeometricSummary summary_of(const PairList& all, double level) {
  PairList with_joules;
  std::ranges::copy_if(all, std::back_inserter(with_joules),
                       [](const ComparedPair* pair) { return pair->ratios->common.has_value(); });
  const bool time_alone = with_joules.size() < 2;
  const PairList& pairs = time_alone ? all : with_joules;
  GeometricSummary summary;
  summary.variant = pairs.front()->variant;
  summary.baseline = pairs.front()->chosen_baseline;
  for (const ComparedPair* pair : pairs) summary.hotspots.push_back(pair->hotspot);
  summary.time = mean_over(pairs, level, [](const RoundRatios& ratios) { return ratios.time.trimmed; });
  if (time_alone) return summary;
  summary.energy = mean_over(pairs, level, [](const RoundRatios& ratios) { return ratios.common->energy; });
  summary.power = mean_over(pairs, level, [](const RoundRatios& ratios) { return ratios.common->power; });
  const std::optional<double> model_error = mean_model_error(pairs);
  widen(summary.energy, model_error);
  widen(summary.power, model_error);
  return summary;
}

}  // namespace

Estimate geometric_mean(std::span<const std::vector<double>> log_ratios, double level) {
  std::vector<double> means;
  for (const std::vector<double>& rounds : log_ratios) means.push_back(mean(rounds));
  const double centre = mean(means);
  Estimate estimate{.value = std::exp(centre), .interval = {}};
  if (const auto half_width = half_width_of_mean(log_ratios, level)) {
    estimate.interval = exponential({centre - *half_width, centre + *half_width, level});
  }
  return estimate;
}

std::vector<GeometricSummary> geometric_summaries(std::span<const ComparedPair> pairs, double level) {
  std::vector<GeometricSummary> summaries;
  for (const PairList& group : grouped_by_variant(pairs)) {
    if (group.size() >= 2) summaries.push_back(summary_of(group, level));
  }
  return summaries;
}

}  // namespace greenbench
