#include "analysis/summary/net_joules.hpp"

#include <algorithm>
#include <cmath>

namespace greenbench {

std::optional<IdleWatts> idle_watts(const IdleBaseline& idle) {
  if (!idle.before && !idle.after) return std::nullopt;
  if (!idle.after) return IdleWatts{idle.before->watts, idle.before->uncertainty_watts};
  if (!idle.before) return IdleWatts{idle.after->watts, idle.after->uncertainty_watts};
  const double own = 0.5 * std::hypot(idle.before->uncertainty_watts, idle.after->uncertainty_watts);
  const double half_difference = 0.5 * (idle.before->watts - idle.after->watts);
  return IdleWatts{0.5 * (idle.before->watts + idle.after->watts), std::hypot(own, half_difference)};
}

std::optional<double> idle_drift(const IdleBaseline& idle) {
  if (!idle.before || !idle.after) return std::nullopt;
  const auto [smaller, larger] = std::minmax(idle.before->watts, idle.after->watts);
  if (larger == smaller) return 0.0;
  return smaller > 0.0 ? larger / smaller - 1.0 : HUGE_VAL;
}

NetJoules net_joules(const GrossJoules& gross, const IdleWatts& idle) {
  return {gross.joules - idle.value * gross.seconds,
          std::hypot(gross.uncertainty_joules, idle.uncertainty * gross.seconds)};
}

}  // namespace greenbench
