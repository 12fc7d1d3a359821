#include "analysis/estimate/model_error.hpp"

#include <algorithm>
#include <cmath>

namespace greenbench {

namespace {

ErrorOfKind error_of(std::span<const PublishedPair> pairs, PairKind kind, double level) {
  std::vector<double> errors;
  for (const PublishedPair& pair : pairs) {
    if (pair.kind == kind) errors.push_back(pair.error());
  }
  const auto count = static_cast<std::uint32_t>(errors.size());
  return {.factor = std::exp(error_quantile(std::move(errors), level)), .pairs = count};
}

/// A model of no power at all, or of more than a number can hold, says that everything costs the same.
double log_ratio(double first, double second) {
  const double ratio = std::log(first / second);
  return std::isfinite(ratio) ? ratio : 0.0;
}

double busy_cpus(const PublishedRun& run) {
  return run.cpu_seconds / run.wall_seconds;
}

}  // namespace

PairKind pair_kind(double busy_cpus, double other_busy_cpus) {
  return std::max(busy_cpus, other_busy_cpus) <= most_busy_cpus_of_one_core ? PairKind::one_core : PairKind::parallel;
}

double estimated_joules(const PowerModel& model, const PublishedRun& run) {
  PowerModel there = model;
  there.cpus = published_cpus;
  const ModelJoules joules =
      model_joules(there, {.wall_seconds = run.wall_seconds, .cpu_seconds = run.cpu_seconds, .gib_seconds = 0.0});
  return joules.idle + joules.active;
}

std::vector<PublishedPair> published_pairs(std::span<const PublishedRun> runs, const PowerModel& model) {
  std::vector<PublishedPair> pairs;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (std::size_t j = i + 1; j < runs.size(); ++j) {
      if (runs[i].program != runs[j].program) continue;
      pairs.push_back({.first = &runs[i],
                       .second = &runs[j],
                       .kind = pair_kind(busy_cpus(runs[i]), busy_cpus(runs[j])),
                       .measured = std::log(runs[i].joules / runs[j].joules),
                       .estimated = log_ratio(estimated_joules(model, runs[i]), estimated_joules(model, runs[j]))});
    }
  }
  return pairs;
}

double error_quantile(std::vector<double> errors, double level) {
  const double rank = std::ceil(level * static_cast<double>(errors.size() + 1));
  const auto index = static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(errors.size()))) - 1;
  std::ranges::nth_element(errors, errors.begin() + static_cast<std::ptrdiff_t>(index));
  return errors[index];
}

ModelErrors model_errors(const PowerModel& model, double level) {
  const std::vector<PublishedRun> runs = published_runs();
  const std::vector<PublishedPair> pairs = published_pairs(runs, model);
  return {.level = level,
          .one_core = error_of(pairs, PairKind::one_core, level),
          .parallel = error_of(pairs, PairKind::parallel, level)};
}

}  // namespace greenbench
