// Seeded noise of known shape, the same on every platform: no distribution of the standard library is used, because
// their results are left to the implementation. Quick, because simulations draw hundreds of millions of values.
//
//   Noise noise{7};
//   double value = noise.normal();   // mean 0, deviation 1
#pragma once

#include <cmath>
#include <cstdint>

namespace greenbench {

class Noise {
 public:
  explicit Noise(std::uint64_t seed) : state_(seed) {}

  /// SplitMix64 (Steele, Lea, Flood, 2014).
  [[nodiscard]] std::uint64_t bits() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }

  /// Evenly in (0, 1).
  [[nodiscard]] double uniform() { return (static_cast<double>(bits() >> 11U) + 0.5) * 0x1p-53; }

  [[nodiscard]] bool happens(double probability) { return uniform() < probability; }

  /// Marsaglia's polar method. It makes two values at a time; the second one waits.
  [[nodiscard]] double normal() {
    if (has_waiting_) {
      has_waiting_ = false;
      return waiting_;
    }
    const Point point = point_in_disc();
    const double factor = std::sqrt(-2.0 * std::log(point.square) / point.square);
    waiting_ = factor * point.y;
    has_waiting_ = true;
    return factor * point.x;
  }

  /// Student's t with three degrees of freedom: heavy tails, no fourth moment, variance 3. Bailey's polar method
  /// (Mathematics of Computation 62, 1994).
  [[nodiscard]] double student_t3() {
    const Point point = point_in_disc();
    const double power = 1.0 / std::cbrt(point.square * point.square);  // square ^ (-2 / 3)
    return point.x * std::sqrt(3.0 * (power - 1.0) / point.square);
  }

  /// Mean 1, deviation 1, skewness 2.
  [[nodiscard]] double exponential() { return -std::log(uniform()); }

  /// Normal, but one value in twenty is ten times as far out: variance 5.95.
  [[nodiscard]] double with_outliers() { return happens(0.05) ? 10.0 * normal() : normal(); }

 private:
  struct Point {
    double x;
    double y;
    double square;  ///< of its distance from the centre
  };

  Point point_in_disc() {
    for (;;) {
      const double x = 2.0 * uniform() - 1.0;
      const double y = 2.0 * uniform() - 1.0;
      const double square = x * x + y * y;
      if (square < 1.0 && square > 0.0) return {x, y, square};
    }
  }

  std::uint64_t state_;
  double waiting_ = 0.0;
  bool has_waiting_ = false;
};

}  // namespace greenbench
