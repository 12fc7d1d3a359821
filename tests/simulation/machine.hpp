// A machine whose slowness changes while repetitions follow each other: the logarithm of the factor that every variant
// pays alike at that moment.
//
//   Machine machine{Weather::step_drift, 0.2, noise};
//   machine.begin_run(900);                   // repetitions
//   machine.begin_round();
//   double first = machine.next_slowness();   // 0 before the step, ln 1.2 after it
#pragma once

#include <cstdint>

#include "tests/analysis/noise.hpp"

namespace greenbench {

enum class Weather { steady, linear_drift, step_drift, autoregressive, bursts };

class Machine {
 public:
  /// `drift`: how much slower the machine is at the end of a run, as a fraction; used by the two drifts.
  Machine(Weather weather, double drift, Noise& noise);

  void begin_run(std::uint32_t repetitions);
  /// A new process: what is left of a disturbance is forgotten.
  void begin_round();
  [[nodiscard]] double next_slowness();

 private:
  double next_autoregressive();
  double next_burst();

  Weather weather_;
  double drift_;
  Noise& noise_;
  double repetitions_ = 1.0;
  double done_ = 0.0;
  double step_at_ = 0.0;
  double state_ = 0.0;
};

}  // namespace greenbench
