#include "harness/controller/needless_control.hpp"

#include <algorithm>
#include <span>

namespace greenbench {

bool is_control_needless(const Run& run) {
  if (run.hotspots.size() < 2 || run.plan.hotspots.back().id != "control/aa") return false;
  if (!run.hotspots.back().rounds.empty()) return false;
  const auto others = std::span{run.hotspots}.first(run.hotspots.size() - 1);
  return std::ranges::all_of(others, [](const HotspotRun& other) { return other.failure && other.rounds.empty(); });
}

void leave_out_needless_control(Run& run) {
  if (!is_control_needless(run)) return;
  run.plan.hotspots.pop_back();
  run.hotspots.pop_back();
}

}  // namespace greenbench
