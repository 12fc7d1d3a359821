// Units and provenance: the only part of counters/ that the other folders may know.
//
//   Joules energy{54.0};
//   Watts power = energy / Seconds{2.0};   // 27 W
//   double raw = power.value();
#pragma once

#include <compare>

namespace greenbench {

/// A quantity of one physical unit. Distinct units do not mix: adding joules to
/// seconds does not compile.
template <class Unit>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(double value) : value_(value) {}

  /// The number in the unit named by the type.
  [[nodiscard]] constexpr double value() const { return value_; }

  constexpr Quantity& operator+=(Quantity other) {
    value_ += other.value_;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity{a.value_ + b.value_}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity{a.value_ - b.value_}; }
  friend constexpr Quantity operator*(Quantity a, double factor) { return Quantity{a.value_ * factor}; }
  friend constexpr Quantity operator*(double factor, Quantity a) { return a * factor; }
  friend constexpr Quantity operator/(Quantity a, double divisor) { return Quantity{a.value_ / divisor}; }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }
  friend constexpr auto operator<=>(Quantity, Quantity) = default;

 private:
  double value_ = 0.0;
};

using Joules = Quantity<struct JouleUnit>;
using Seconds = Quantity<struct SecondUnit>;
using Watts = Quantity<struct WattUnit>;

[[nodiscard]] constexpr Watts operator/(Joules energy, Seconds time) {
  return Watts{energy.value() / time.value()};
}
[[nodiscard]] constexpr Joules operator*(Watts power, Seconds time) {
  return Joules{power.value() * time.value()};
}
[[nodiscard]] constexpr Joules operator*(Seconds time, Watts power) {
  return power * time;
}

/// What electricity is billed in, and what the carbon intensity of a grid is stated for.
using KilowattHours = Quantity<struct KilowattHourUnit>;
/// Of CO2-equivalent.
using Grams = Quantity<struct GramUnit>;
using GramsPerKilowattHour = Quantity<struct GramPerKilowattHourUnit>;

inline constexpr double joules_per_kilowatt_hour = 3.6e6;

[[nodiscard]] constexpr KilowattHours kilowatt_hours(Joules energy) {
  return KilowattHours{energy.value() / joules_per_kilowatt_hour};
}
[[nodiscard]] constexpr Grams operator*(KilowattHours energy, GramsPerKilowattHour intensity) {
  return Grams{energy.value() * intensity.value()};
}

/// Where a number of joules comes from. The two are never mixed in one ratio.
enum class Provenance { measured, estimated };

}  // namespace greenbench
