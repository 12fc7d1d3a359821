// Net joules: what an operation costs above the idle machine. Gross joules, what is paid, stay the headline.
//
//   std::optional<IdleWatts> idle = idle_watts(run.idle);          // 4 W before, 5 W after: 4.5 W, give or take 0.5 W
//   NetJoules net = net_joules({.joules = 20.0, .uncertainty_joules = 0.3, .seconds = 2.0}, *idle);   // 11 J
//   if (net.below_resolution()) say("below resolution");
//
// Uncertainties, of independent causes and so added in quadrature (root of the sum of squares) throughout:
//   u(idle) = sqrt((u(before)^2 + u(after)^2) / 4 + ((before - after) / 2)^2)     with one figure: its own
//   u(net)  = sqrt(u(joules)^2 + (u(idle) * seconds)^2)
// Half the difference stands for the drift in between: the idle power while the operation ran is taken to lie between
// the two figures. u(joules) is the counters' own; the spread between rounds is shown with the gross joules.
#pragma once

#include <optional>

#include "results/model/report.hpp"

namespace greenbench {

struct IdleWatts {
  double value = 0.0;
  double uncertainty = 0.0;
};

/// The mean of before and after, or the one there is; empty when there is neither.
[[nodiscard]] std::optional<IdleWatts> idle_watts(const IdleBaseline& idle);

/// How far apart the two figures are, as a fraction of the smaller one; infinite where that is not above 0. Empty
/// without both.
[[nodiscard]] std::optional<double> idle_drift(const IdleBaseline& idle);

/// Of one operation, measured.
struct GrossJoules {
  double joules = 0.0;
  double uncertainty_joules = 0.0;
  double seconds = 0.0;
};

[[nodiscard]] NetJoules net_joules(const GrossJoules& gross, const IdleWatts& idle);

}  // namespace greenbench
