#include "tests/simulation/machine.hpp"

#include <cmath>

namespace greenbench {

Machine::Machine(Weather weather, double drift, Noise& noise)
    : weather_(weather), drift_(std::log1p(drift)), noise_(noise) {}

void Machine::begin_run(std::uint32_t repetitions) {
  repetitions_ = repetitions;
  done_ = 0.0;
  step_at_ = repetitions_ * noise_.uniform();
}

void Machine::begin_round() {
  state_ = 0.0;
}

double Machine::next_slowness() {
  const double now = done_++;
  switch (weather_) {
    case Weather::steady:
      return 0.0;
    case Weather::linear_drift:
      return drift_ * now / repetitions_;
    case Weather::step_drift:
      return now < step_at_ ? 0.0 : drift_;
    case Weather::autoregressive:
      return next_autoregressive();
    case Weather::bursts:
      return next_burst();
  }
  return 0.0;
}

/// Each repetition inherits nine tenths of the slowness of the one before; deviation 0.05 / sqrt(1 - 0.81) = 11%.
double Machine::next_autoregressive() {
  state_ = 0.9 * state_ + 0.05 * noise_.normal();
  return state_;
}

/// One repetition in twenty starts a burst of 30% on average, which lasts three repetitions more on average.
double Machine::next_burst() {
  if (noise_.happens(0.05)) {
    state_ = 0.3 * noise_.exponential();
  } else if (state_ > 0.0 && noise_.happens(0.25)) {
    state_ = 0.0;
  }
  return state_;
}

}  // namespace greenbench
