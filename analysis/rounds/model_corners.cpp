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
/// `amount`, what its watts are multiplied with: seconds x CPUs, that by the load's share, or seconds x GiB.
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
  const double available = sample.wall_seconds * static_cast<double>(model_.cpus);
  double joules = *total;
  if (idle_domain_) {
    joules += joules_added(sample.domain_joules[*idle_domain_], {idle, corner.idle_watts_per_cpu}, available);
  }
  if (active_domain_) {
    const TermWatts active{model_.full_watts_per_cpu.value - idle,
                           corner.full_watts_per_cpu - corner.idle_watts_per_cpu};
    const double share = load_share(sample.cpu_seconds / available, model_.load_exponent);
    joules += joules_added(sample.domain_joules[*active_domain_], active, available * share);
  }
  if (memory_domain_) {
    const double gib = static_cast<double>(sample.resident_bytes) / bytes_per_gib;
    const TermWatts memory{model_.memory_watts_per_gib.value, corner.memory_watts_per_gib};
    joules += joules_added(sample.domain_joules[*memory_domain_], memory, sample.wall_seconds * gib);
  }
  return joules > 0.0 && std::isfinite(joules) ? std::optional{joules} : std::nullopt;
}

std::vector<JoulesOf> possible_joules(const EstimateModel& model, VariantPair pair, double model_error) {
  std::vector<JoulesOf> possible;
  for (const ModelCorner& corner : model.corners()) {
    const std::vector<double> factors =
        model_error == 1.0 ? std::vector{1.0} : std::vector{1.0 / model_error, model_error};
    for (const double factor : factors) {
      possible.emplace_back([&model, corner, variant = pair.variant, factor](const Sample& sample) {
        const std::optional<double> joules = model.joules(sample, corner);
        return joules && sample.variant == variant ? std::optional{*joules * factor} : joules;
      });
    }
  }
  return possible;
}

}  // namespace greenbench
