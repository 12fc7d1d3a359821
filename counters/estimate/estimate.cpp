#include "counters/estimate/estimate.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

namespace greenbench {

namespace {

constexpr double bytes_per_gib = 1024.0 * 1024.0 * 1024.0;
constexpr double ticks_per_joule = 1e9;

/// What the model's power is at the value, the low and the high ends of its parameters.
struct Rate {
  double value;
  double low;
  double high;
};

Domain make_domain(const PowerModel& model, std::string name, const Rate& rate) {
  Domain domain;
  domain.name = std::move(name);
  domain.where = fmt::format("model: {} ({})", model.name, model.reason);
  domain.unit = Joules{1.0 / ticks_per_joule};
  domain.resolution = domain.unit;
  domain.provenance = Provenance::estimated;
  domain.counted = true;
  // A rate of nothing gives no joules to scale.
  if (rate.value > 0.0) {
    domain.low_factor = rate.low / rate.value;
    domain.high_factor = rate.high / rate.value;
  }
  return domain;
}

/// A model whose watts have the machine's memory in them has no domain of memory.
std::vector<Domain> make_domains(const PowerModel& model) {
  const ModelParameter& idle = model.idle_watts_per_cpu;
  const ModelParameter& full = model.full_watts_per_cpu;
  const ModelParameter& memory = model.memory_watts_per_gib;
  std::vector<Domain> domains{
      make_domain(model, "cpu_idle", {idle.value, idle.low, idle.high}),
      make_domain(model, "cpu_active", {full.value - idle.value, full.low - idle.low, full.high - idle.high})};
  if (memory.high > 0.0) domains.push_back(make_domain(model, "memory", {memory.value, memory.low, memory.high}));
  return domains;
}

std::uint64_t ticks(double joules) {
  return static_cast<std::uint64_t>(joules * ticks_per_joule);
}

class EstimateSource final : public EnergySource {
 public:
  EstimateSource(PowerModel model, EstimateInputReader inputs)
      : domains_(make_domains(model)), model_(std::move(model)), inputs_(std::move(inputs)), last_(inputs_()) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return domains_; }

  [[nodiscard]] std::error_code read(std::span<std::uint64_t> out) noexcept override {
    const EstimateInputs now = inputs_();
    const double mean_bytes =
        0.5 * (static_cast<double>(last_.resident_bytes) + static_cast<double>(now.resident_bytes));
    const double wall = (now.at - last_.at).value();
    const ModelJoules more = model_joules(model_, {.wall_seconds = wall,
                                                   .cpu_seconds = (now.cpu - last_.cpu).value(),
                                                   .gib_seconds = wall * mean_bytes / bytes_per_gib});
    last_ = now;
    so_far_.idle += more.idle;
    so_far_.active += more.active;
    so_far_.memory += more.memory;
    out[0] = ticks(so_far_.idle);
    out[1] = ticks(so_far_.active);
    if (domains_.size() > 2) out[2] = ticks(so_far_.memory);
    return {};
  }

  [[nodiscard]] std::string last_failure() const override { return {}; }

 private:
  std::string name_ = "estimate";
  std::vector<Domain> domains_;
  PowerModel model_;
  EstimateInputReader inputs_;
  EstimateInputs last_;
  ModelJoules so_far_;  ///< since the source was opened
};

}  // namespace

EstimateInputReader usage_inputs(std::shared_ptr<ProcessUsage> processes) {
  return [processes = std::move(processes), clock = RawMonotonicClock{}]() mutable {
    return EstimateInputs{
        .at = clock.now(), .cpu = processes->cpu_time(), .resident_bytes = processes->resident_bytes()};
  };
}

std::unique_ptr<EnergySource> open_estimate(const PowerModel& model, EstimateInputReader inputs) {
  return std::make_unique<EstimateSource>(model, std::move(inputs));
}

}  // namespace greenbench
