#include "harness/doctor/power_fit.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace greenbench {
namespace {

/// Two loads closer than this many busy CPUs are one.
constexpr double distinct_load = 0.05;

/// An observation of the whole machine. The curve is a straight line in these busy CPUs.
struct Point {
  double busy_cpus;  ///< CPUs x (busy CPUs / CPUs)^exponent
  double watts;
};

/// watts = idle_watts + busy CPUs x watts_per_busy_cpu
struct Line {
  double idle_watts;
  double watts_per_busy_cpu;

  [[nodiscard]] double watts_at(double busy_cpus) const { return idle_watts + busy_cpus * watts_per_busy_cpu; }
};

std::vector<Point> points_of(std::span<const LoadObservation> observations, const FittedMachine& machine) {
  std::vector<Point> points;
  for (const LoadObservation& seen : observations) {
    const double load = seen.cpu / seen.wall / machine.cpus;
    points.push_back({.busy_cpus = load_share(load, machine.load_exponent) * machine.cpus,
                      .watts = (seen.processor / seen.wall).value()});
  }
  return points;
}

void check(std::span<const Point> points) {
  if (points.size() < 3) throw std::invalid_argument{"a power model needs three observations or more"};
  const auto [least, most] = std::ranges::minmax(points, {}, &Point::busy_cpus);
  if (most.busy_cpus - least.busy_cpus < distinct_load) {
    throw std::invalid_argument{"a power model needs observations at different loads; all of these are at one"};
  }
}

/// Sums over the observations. Loads and power are taken about their means, so that nothing cancels where the loads
/// differ by little.
struct Sums {
  double count = 0.0;
  Point mean{0.0, 0.0};
  double busy_squared = 0.0;      ///< about the mean
  double busy_times_watts = 0.0;  ///< about the means
};

Sums sums_of(std::span<const Point> points) {
  Sums sums{.count = static_cast<double>(points.size())};
  for (const Point& point : points) {
    sums.mean.busy_cpus += point.busy_cpus / sums.count;
    sums.mean.watts += point.watts / sums.count;
  }
  for (const Point& point : points) {
    const double busy = point.busy_cpus - sums.mean.busy_cpus;
    sums.busy_squared += busy * busy;
    sums.busy_times_watts += busy * (point.watts - sums.mean.watts);
  }
  return sums;
}

Line line_through_origin(std::span<const Point> points) {
  double squared = 0.0;
  double product = 0.0;
  for (const Point& point : points) {
    squared += point.busy_cpus * point.busy_cpus;
    product += point.busy_cpus * point.watts;
  }
  return {.idle_watts = 0.0, .watts_per_busy_cpu = std::max(product / squared, 0.0)};
}

/// The line of least squares; on the boundary where the best one is not possible.
Line fit_line(std::span<const Point> points, const Sums& sums) {
  const double slope = sums.busy_times_watts / sums.busy_squared;
  const double idle = sums.mean.watts - slope * sums.mean.busy_cpus;
  if (idle < 0.0) return line_through_origin(points);
  if (slope < 0.0) return {.idle_watts = std::max(sums.mean.watts, 0.0), .watts_per_busy_cpu = 0.0};
  return {.idle_watts = idle, .watts_per_busy_cpu = slope};
}

/// The loads that were observed, each once, in ascending order.
std::vector<double> distinct_loads(std::span<const Point> points) {
  std::vector<double> sorted;
  for (const Point& point : points) sorted.push_back(point.busy_cpus);
  std::ranges::sort(sorted);
  std::vector<double> distinct;
  for (const double load : sorted) {
    if (distinct.empty() || load - distinct.back() >= distinct_load) distinct.push_back(load);
  }
  return distinct;
}

std::optional<HeldOutError> held_out_error(std::span<const Point> points) {
  const std::vector<double> loads = distinct_loads(points);
  if (loads.size() < 3) return std::nullopt;
  std::vector<double> errors;
  for (const double load : loads) {
    const auto is_of_load = [&](const Point& point) {
      return point.busy_cpus >= load && point.busy_cpus < load + distinct_load;
    };
    std::vector<Point> others;
    std::ranges::remove_copy_if(points, std::back_inserter(others), is_of_load);
    const Line line = fit_line(others, sums_of(others));
    for (const Point& point : points) {
      if (!is_of_load(point) || point.watts <= 0.0) continue;
      errors.push_back(std::abs(line.watts_at(point.busy_cpus) / point.watts - 1.0));
    }
  }
  if (errors.empty()) return std::nullopt;
  std::ranges::sort(errors);
  return HeldOutError{.median = errors[errors.size() / 2], .largest = errors.back()};
}

/// How far the observations lie from the line.
struct Residuals {
  double variance = 0.0;  ///< with two degrees of freedom less than observations
  double largest = 0.0;
};

Residuals residuals_of(std::span<const Point> points, const Line& line) {
  Residuals residuals;
  for (const Point& point : points) {
    const double distance = point.watts - line.watts_at(point.busy_cpus);
    residuals.variance += distance * distance / static_cast<double>(points.size() - 2);
    residuals.largest = std::max(residuals.largest, std::abs(distance));
  }
  return residuals;
}

/// Of the line's power at a load: sqrt(s^2 (1 / n + (x - mean of x)^2 / sum of (x_i - mean of x)^2)).
double standard_error_at(double busy_cpus, const Sums& sums, double variance) {
  const double distance = busy_cpus - sums.mean.busy_cpus;
  return std::sqrt(variance * (1.0 / sums.count + distance * distance / sums.busy_squared));
}

ModelParameter around(double value, double half_width) {
  return {value, std::max(value - half_width, 0.0), value + half_width};
}

/// Three points of full power that lie nowhere below idle power, as the model requires.
ModelParameter not_below(const ModelParameter& full, const ModelParameter& idle) {
  return {std::max(full.value, idle.value), std::max(full.low, idle.low), std::max(full.high, idle.high)};
}

ModelParameter fit_memory(std::span<const LoadObservation> observations, const FittedMachine& machine) {
  const bool measured =
      std::ranges::all_of(observations, [](const LoadObservation& seen) { return seen.memory.has_value(); });
  if (!measured || !machine.memory_gib || *machine.memory_gib <= 0.0) return usual_memory_watts_per_gib;
  Joules joules;
  Seconds wall;
  ModelParameter watts{0.0, HUGE_VAL, 0.0};
  for (const LoadObservation& seen : observations) {
    const double here = (*seen.memory / seen.wall).value() / *machine.memory_gib;
    joules += *seen.memory;
    wall += seen.wall;
    watts.low = std::min(watts.low, here);
    watts.high = std::max(watts.high, here);
  }
  // The mean of equal observations may round to just outside of them.
  watts.value = std::clamp((joules / wall).value() / *machine.memory_gib, watts.low, watts.high);
  return watts;
}

}  // namespace

PowerFit fit_power(std::span<const LoadObservation> observations, const FittedMachine& machine) {
  const std::vector<Point> points = points_of(observations, machine);
  check(points);
  const Sums sums = sums_of(points);
  const Line line = fit_line(points, sums);
  const Residuals residuals = residuals_of(points, line);
  const double t = quantile(boost::math::students_t{sums.count - 2.0}, 0.975);

  // Idle power is the line with no CPU busy, full power the line with all of them.
  const auto per_cpu = [&](double busy_cpus) {
    const double error = t * standard_error_at(busy_cpus, sums, residuals.variance);
    return around(line.watts_at(busy_cpus) / machine.cpus, std::max(error, residuals.largest) / machine.cpus);
  };
  PowerFit fit;
  fit.idle_watts_per_cpu = per_cpu(0.0);
  fit.full_watts_per_cpu = not_below(per_cpu(machine.cpus), fit.idle_watts_per_cpu);
  fit.memory_watts_per_gib = fit_memory(observations, machine);
  fit.held_out = held_out_error(points);
  return fit;
}

}  // namespace greenbench
