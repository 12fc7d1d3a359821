// A clock that only moves when it is read from, and an energy source whose counters are functions of it: every test
// of the meter is exact, whatever the machine that runs it does meanwhile.
//
//   auto clock = std::make_shared<SimulatedClock>();
//   SimulatedSource source{clock, {{.name = "package-0", .watts = 50.0}}};
//   clock->advance(Seconds{0.01});
#pragma once

#include <atomic>
#include <cmath>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "counters/source/source.hpp"
#include "counters/system/clock.hpp"

namespace greenbench::testing {

/// Reading it costs nothing; reading a counter does.
class SimulatedClock final : public Clock {
 public:
  [[nodiscard]] Seconds now() noexcept override { return Seconds{time_.load()}; }
  void advance(Seconds by) { time_.store(time_.load() + by.value()); }

 private:
  std::atomic<double> time_{100.0};
};

struct SimulatedCounter {
  std::string name = "package-0";
  double watts = 50.0;
  double unit = 61.03515625e-6;  ///< joules per tick
  double period = 1e-3;          ///< seconds between updates
  double phase = 0.0;            ///< seconds by which its updates are shifted
  std::optional<std::uint64_t> modulus = std::nullopt;
  std::optional<Seconds> read_within = std::nullopt;
  double maximum_watts = 150.0;
  bool counted = true;
  double first_joules = 0.0;                          ///< what it shows at time 0
  std::function<double(double)> joules_at = nullptr;  ///< instead of `watts`: true energy at a time
};

class SimulatedSource final : public EnergySource {
 public:
  SimulatedSource(std::shared_ptr<SimulatedClock> clock, std::vector<SimulatedCounter> counters)
      : clock_(std::move(clock)), counters_(std::move(counters)) {
    for (const SimulatedCounter& counter : counters_) {
      Domain domain;
      domain.name = counter.name;
      domain.where = "/simulated/" + counter.name;
      domain.unit = Joules{counter.unit};
      domain.resolution = domain.unit;
      domain.wrap_modulus = counter.modulus;
      domain.read_within = counter.read_within;
      domain.maximum_power = Watts{counter.maximum_watts};
      domain.counted = counter.counted;
      domains_.push_back(std::move(domain));
    }
  }

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return domains_; }

  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    ++reads;
    if (fails) return std::make_error_code(std::errc::no_message_available);
    for (std::size_t i = 0; i < counters_.size(); ++i) {
      // The counter is sampled in the middle of what reading it takes.
      clock_->advance(read_cost * 0.5);
      ticks[i] = shown(counters_[i]);
      clock_->advance(read_cost * 0.5);
    }
    return {};
  }
  [[nodiscard]] std::string last_failure() const override { return fails ? "cannot read /simulated/package-0" : ""; }

  [[nodiscard]] double true_joules(std::size_t counter, double time) const {
    const SimulatedCounter& about = counters_[counter];
    return about.first_joules + (about.joules_at ? about.joules_at(time) : about.watts * time);
  }

  Seconds read_cost{2e-6};
  bool fails = false;
  std::uint64_t lost_ticks = 0;  ///< subtracted from what is shown: a reset
  std::atomic<int> reads{0};

 private:
  [[nodiscard]] std::uint64_t shown(const SimulatedCounter& counter) const {
    const double now = clock_->now().value();
    const double edge = std::floor((now - counter.phase) / counter.period) * counter.period + counter.phase;
    const std::size_t index = static_cast<std::size_t>(&counter - counters_.data());
    const auto ticks = static_cast<std::uint64_t>(true_joules(index, edge) / counter.unit) - lost_ticks;
    return counter.modulus ? ticks % *counter.modulus : ticks;
  }

  std::string name_ = "simulated";
  std::shared_ptr<SimulatedClock> clock_;
  std::vector<SimulatedCounter> counters_;
  std::vector<Domain> domains_;
};

}  // namespace greenbench::testing
