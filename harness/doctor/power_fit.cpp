#include "harness/doctor/power_fit.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stdexcept>

namespace greenbench {
namespace {

/// Two loads closer than this many busy CPUs are one.
constexpr double distinct_load = 0.05;

struct Equations {
  Eigen::MatrixX2d loads;  ///< one row per observation: CPUs, busy CPUs
  Eigen::VectorXd watts;
};

Equations equations_of(std::span<const LoadObservation> observations, int cpus) {
  const auto rows = static_cast<Eigen::Index>(observations.size());
  Equations equations{Eigen::MatrixX2d(rows, 2), Eigen::VectorXd(rows)};
  for (Eigen::Index i = 0; i < rows; ++i) {
    const LoadObservation& seen = observations[static_cast<std::size_t>(i)];
    equations.loads.row(i) << cpus, seen.cpu / seen.wall;
    equations.watts(i) = (seen.processor / seen.wall).value();
  }
  return equations;
}

void check(const Equations& equations) {
  if (equations.watts.size() < 3) throw std::invalid_argument{"a power model needs three observations or more"};
  const auto busy = equations.loads.col(1);
  if (busy.maxCoeff() - busy.minCoeff() < distinct_load) {
    throw std::invalid_argument{"a power model needs observations at different loads; all of these are at one"};
  }
}

/// Idle power per CPU and what a busy one draws beyond it; on the boundary where the best line is not possible.
Eigen::Vector2d solve(const Equations& equations) {
  Eigen::Vector2d best = equations.loads.colPivHouseholderQr().solve(equations.watts);
  if (best.minCoeff() >= 0.0) return best;
  const Eigen::Index zero = best(0) < 0.0 ? 0 : 1;
  const auto other = equations.loads.col(1 - zero);
  Eigen::Vector2d bounded;
  bounded(zero) = 0.0;
  bounded(1 - zero) = std::max(other.dot(equations.watts) / other.squaredNorm(), 0.0);
  return bounded;
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
  const Equations equations = equations_of(observations, machine.cpus);
  check(equations);
  const Eigen::Vector2d solution = solve(equations);
  const Eigen::VectorXd residuals = equations.watts - equations.loads * solution;
  const auto freedom = static_cast<double>(residuals.size() - 2);
  const double variance = residuals.squaredNorm() / freedom;
  const Eigen::Matrix2d covariance = variance * (equations.loads.transpose() * equations.loads).inverse();
  const double t = quantile(boost::math::students_t{freedom}, 0.975);
  const double spread = residuals.cwiseAbs().maxCoeff() / machine.cpus;

  const double idle_error = t * std::sqrt(covariance(0, 0));
  // Full power is the sum of both coefficients.
  const double full_error = t * std::sqrt(std::max(covariance.sum(), 0.0));
  PowerFit fit;
  fit.idle_watts_per_cpu = around(solution(0), std::max(idle_error, spread));
  fit.full_watts_per_cpu = not_below(around(solution.sum(), std::max(full_error, spread)), fit.idle_watts_per_cpu);
  fit.memory_watts_per_gib = fit_memory(observations, machine);
  return fit;
}

}  // namespace greenbench
