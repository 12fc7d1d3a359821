#include "analysis/rounds/model_corners.hpp"

#include <cmath>
#include <utility>

#include "analysis/rounds/round_ratios.hpp"

namespace greenbench {

namespace {

constexpr double bytes_per_gib = 1024.0 * 1024.0 * 1024.0;

std::vector<double> ends(const ModelParameter& range) {
  return range.low == range.high ? std::vector{range.low} : std::vector{range.low, range.high};
}

/// Watts of one term of the model: as the run used them, and at the corner.
struct TermWatts {
  double used = 0.0;
  double corner = 0.0;
};

/// How much a term's joules change. A term that the run used at 0 W has no joules to scale; it is computed anew from
/// `amount`, what its watts are multiplied with (seconds, CPU-seconds or seconds x GiB).
double joules_added(double joules, TermWatts watts, double amount) {
  if (watts.used != 0.0) return joules * (watts.corner / watts.used - 1.0);
  return amount * watts.corner;
}

}  // namespace

EstimateModel::EstimateModel(PowerModel model, std::size_t domain_count)
    : model_(std::move(model)), domain_count_(domain_count) {}

std::optional<EstimateModel> EstimateModel::of(const Plan& plan) {
  if (!plan.power_model) return std::nullopt;
  EstimateModel model{*plan.power_model, plan.domains.size()};
  for (std::size_t index = 0; index < plan.domains.size(); ++index) {
    const DomainRecord& domain = plan.domains[index];
    if (!domain.counted || domain.provenance != Provenance::estimated) continue;
    if (domain.name == "cpu_idle") {
      model.idle_domain_ = index;
    } else if (domain.name == "cpu_active") {
      model.active_domain_ = index;
    } else if (domain.name == "memory") {
      model.memory_domain_ = index;
    } else {
      return std::nullopt;
    }
  }
  return model;
}

std::vector<ModelCorner> EstimateModel::corners() const {
  std::vector<ModelCorner> corners;
  for (const double idle : ends(model_.idle_watts_per_cpu)) {
    for (const double full : ends(model_.full_watts_per_cpu)) {
      if (full < idle) continue;
      for (const double memory : ends(model_.memory_watts_per_gib)) corners.push_back({idle, full, memory});
    }
  }
  return corners;
}

std::optional<double> EstimateModel::joules(const Sample& sample, const ModelCorner& corner) const {
  const std::optional<double> total = recorded_joules(sample);
  if (!total || sample.domain_joules.size() != domain_count_) return std::nullopt;
  const double idle = model_.idle_watts_per_cpu.value;
  double joules = *total;
  if (idle_domain_) {
    const double cpu_seconds_available = sample.wall_seconds * static_cast<double>(model_.cpus);
    joules +=
        joules_added(sample.domain_joules[*idle_domain_], {idle, corner.idle_watts_per_cpu}, cpu_seconds_available);
  }
  if (active_domain_) {
    const TermWatts active{model_.full_watts_per_cpu.value - idle,
                           corner.full_watts_per_cpu - corner.idle_watts_per_cpu};
    joules += joules_added(sample.domain_joules[*active_domain_], active, sample.cpu_seconds);
  }
  if (memory_domain_) {
    const double gib = static_cast<double>(sample.resident_bytes) / bytes_per_gib;
    const TermWatts memory{model_.memory_watts_per_gib.value, corner.memory_watts_per_gib};
    joules += joules_added(sample.domain_joules[*memory_domain_], memory, sample.wall_seconds * gib);
  }
  return joules > 0.0 && std::isfinite(joules) ? std::optional{joules} : std::nullopt;
}

}  // namespace greenbench
