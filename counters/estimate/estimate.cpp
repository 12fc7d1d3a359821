#include "counters/estimate/estimate.hpp"

#include <array>
#include <utility>

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

std::array<Domain, 3> make_domains(const PowerModel& model) {
  const ModelParameter& idle = model.idle_watts_per_cpu;
  const ModelParameter& full = model.full_watts_per_cpu;
  const ModelParameter& memory = model.memory_watts_per_gib;
  return {make_domain(model, "cpu_idle", {idle.value, idle.low, idle.high}),
          make_domain(model, "cpu_active", {full.value - idle.value, full.low - idle.low, full.high - idle.high}),
          make_domain(model, "memory", {memory.value, memory.low, memory.high})};
}

std::uint64_t ticks(Joules energy) {
  return static_cast<std::uint64_t>(energy.value() * ticks_per_joule);
}

class EstimateSource final : public EnergySource {
 public:
  EstimateSource(const PowerModel& model, EstimateInputReader inputs)
      : domains_(make_domains(model)),
        idle_power_(model.idle_watts_per_cpu.value * model.cpus),
        active_power_(model.full_watts_per_cpu.value - model.idle_watts_per_cpu.value),
        memory_watts_per_byte_(model.memory_watts_per_gib.value / bytes_per_gib),
        inputs_(std::move(inputs)),
        opened_(inputs_()),
        last_(opened_) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return domains_; }

  [[nodiscard]] std::error_code read(std::span<std::uint64_t> out) noexcept override {
    const EstimateInputs now = inputs_();
    const double mean_bytes =
        0.5 * (static_cast<double>(last_.resident_bytes) + static_cast<double>(now.resident_bytes));
    memory_ += Watts{mean_bytes * memory_watts_per_byte_} * (now.at - last_.at);
    last_ = now;
    out[0] = ticks(idle_power_ * (now.at - opened_.at));
    out[1] = ticks(active_power_ * (now.cpu - opened_.cpu));
    out[2] = ticks(memory_);
    return {};
  }

  [[nodiscard]] std::string last_failure() const override { return {}; }

 private:
  std::string name_ = "estimate";
  std::array<Domain, 3> domains_;
  Watts idle_power_;    ///< of all CPUs
  Watts active_power_;  ///< of one busy CPU, beyond its idle power
  double memory_watts_per_byte_;
  EstimateInputReader inputs_;
  EstimateInputs opened_;
  EstimateInputs last_;
  Joules memory_;
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
