// Seeded noise of known shape, the same on every platform: no distribution of the standard library is used, because
// their results are left to the implementation.
//
//   Noise noise{7};
//   double value = noise.normal();   // mean 0, deviation 1
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace greenbench {

class Noise {
 public:
  explicit Noise(std::uint64_t seed) : generator_(seed) {}

  /// Evenly in (0, 1).
  [[nodiscard]] double uniform() { return (static_cast<double>(generator_() >> 11U) + 0.5) * 0x1p-53; }

  /// Box-Muller.
  [[nodiscard]] double normal() {
    const double radius = std::sqrt(-2.0 * std::log(uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
  }

  /// Student's t with three degrees of freedom: heavy tails, no fourth moment.
  [[nodiscard]] double student_t3() {
    double squares = 0.0;
    for (int degree = 0; degree < 3; ++degree) squares += std::pow(normal(), 2);
    return normal() / std::sqrt(squares / 3.0);
  }

  /// Mean 1, skewness 2.
  [[nodiscard]] double exponential() { return -std::log(uniform()); }

  /// Normal, but one value in twenty is ten times as far out.
  [[nodiscard]] double with_outliers() { return uniform() < 0.05 ? 10.0 * normal() : normal(); }

 private:
  std::mt19937_64 generator_;
};

}  // namespace greenbench
