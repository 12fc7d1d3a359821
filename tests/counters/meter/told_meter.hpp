// A meter on a counter that follows a test's clock exactly, or fails with any errno on command. Unlike SimulatedSource
// it may be read by a guard's thread while the test moves the clock.
//
//   ToldMeter told;
//   told.meter->start();
//   told.clock->advance(Seconds{0.01});           // 600 J
//   told.wait_for_a_reading();                    // of the guard
#pragma once

#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "counters/meter/meter.hpp"
#include "tests/counters/simulated_machine.hpp"

namespace greenbench::testing {

inline constexpr double told_watts = 60'000.0;

/// A counter of 1000 J.
class ToldSource final : public EnergySource {
 public:
  explicit ToldSource(std::shared_ptr<SimulatedClock> clock) : clock_(std::move(clock)), start_(clock_->now()) {
    domain_.where = "/told";
    domain_.unit = domain_.resolution = Joules{1.0};
    domain_.wrap_modulus = 1000;
    domain_.maximum_power = Watts{250'000.0};  // a guard has to read every millisecond
    domain_.counted = true;
  }
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return {&domain_, 1}; }
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    ticks[0] = static_cast<std::uint64_t>(std::llround(told_watts * (clock_->now() - start_).value())) % 1000;
    ++reads;
    return std::error_code{error, std::generic_category()};
  }
  [[nodiscard]] std::string last_failure() const override { return "/told: " + std::generic_category().message(error); }

  std::atomic<int> reads{0};
  std::atomic<int> error{0};  ///< an errno

 private:
  std::string name_ = "told";
  std::shared_ptr<SimulatedClock> clock_;
  Seconds start_;
  Domain domain_;
};

struct ToldMeter {
  ToldMeter() {
    auto owned = std::make_unique<ToldSource>(clock);
    source = owned.get();
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::move(owned));
    EnergyMeter::Options options;
    options.update_periods.resize(1);
    options.clock = clock;
    meter.emplace(std::move(sources), std::move(options));
  }

  /// Until somebody else has begun and ended a reading. False when nobody does for ten seconds.
  [[nodiscard]] bool wait_for_a_reading() const {
    const int enough = source->reads + 2;  // the first of them may be under way
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (source->reads < enough) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::yield();
    }
    return true;
  }

  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  ToldSource* source = nullptr;
  std::optional<EnergyMeter> meter;
};

}  // namespace greenbench::testing
