#include "analysis/summary/cost_fit.hpp"

#include <array>
#include <cmath>

namespace greenbench {
namespace {

constexpr std::size_t fewest_sizes = 4;

double grow(GrowthLaw law, std::uint64_t size) {
  const auto n = static_cast<double>(size);
  switch (law) {
    case GrowthLaw::linear:
      return n;
    case GrowthLaw::linearithmic:
      return n * std::log(n);
    case GrowthLaw::quadratic:
      return n * n;
  }
  return n;
}

double relative_residual(const CostFit& fit, std::span<const CostPoint> points) {
  double sum = 0.0;
  for (const CostPoint& point : points) {
    const double fitted = fit.constant + fit.factor * grow(fit.law, point.size);
    const double relative = fitted / point.cost - 1.0;
    sum += relative * relative;
  }
  return std::sqrt(sum / static_cast<double>(points.size()));
}

/// In units of each cost the model is u a + v b = 1 with u = 1 / cost and v = law(n) / cost: two normal equations.
std::optional<CostFit> fit_law(GrowthLaw law, std::span<const CostPoint> points) {
  double uu = 0.0;
  double uv = 0.0;
  double vv = 0.0;
  double u_sum = 0.0;
  double v_sum = 0.0;
  for (const CostPoint& point : points) {
    const double u = 1.0 / point.cost;
    const double v = grow(law, point.size) / point.cost;
    uu += u * u;
    uv += u * v;
    vv += v * v;
    u_sum += u;
    v_sum += v;
  }
  const double determinant = uu * vv - uv * uv;
  CostFit fit{.law = law};
  if (determinant > 0.0) {
    fit.constant = (vv * u_sum - uv * v_sum) / determinant;
    fit.factor = (uu * v_sum - uv * u_sum) / determinant;
  }
  if (fit.constant <= 0.0 || determinant <= 0.0) {
    fit.constant = 0.0;
    fit.factor = vv > 0.0 ? v_sum / vv : 0.0;
  }
  if (fit.factor <= 0.0) return std::nullopt;
  fit.relative_residual = relative_residual(fit, points);
  return fit;
}

}  // namespace

std::optional<CostFit> fit_cost(std::span<const CostPoint> points) {
  if (points.size() < fewest_sizes) return std::nullopt;
  std::optional<CostFit> best;
  for (const GrowthLaw law : {GrowthLaw::linear, GrowthLaw::linearithmic, GrowthLaw::quadratic}) {
    const std::optional<CostFit> fit = fit_law(law, points);
    if (fit && (!best || fit->relative_residual < best->relative_residual)) best = fit;
  }
  return best;
}

}  // namespace greenbench
