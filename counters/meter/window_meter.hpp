// The meter of programs that measure themselves: any number of windows at once, nested and overlapping, in any thread.
// Opening and closing one take a read of the counters each: microseconds. EnergyMeter, which serves one region at a
// time, waits for the counters' update edges and is surer of short regions.
//
//   WindowMeter meter{std::move(sources), {}};
//   EnergyWindow window = meter.open(WindowEnds::at_once);
//   WindowResult result = meter.close(window);     // may be closed again later: nothing is kept of it
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "counters/meter/edges.hpp"
#include "counters/meter/followed_counters.hpp"
#include "counters/meter/meter.hpp"

namespace greenbench {

enum class WindowEnds {
  at_once,   ///< wherever the counters' updates are
  at_edges,  ///< waits for an update of each counter at either end, as EnergyMeter does: three update periods at most
};

/// What was seen of a counter at one end of a window that waits for edges.
struct SeenEdge {
  std::optional<Edge> edge;
  Seconds still;  ///< how long the counter was seen not to move
};

/// The opening of a window. It belongs to whoever opened it.
struct EnergyWindow {
  FollowedReading opening;
  WindowEnds ends = WindowEnds::at_once;
  std::vector<SeenEdge> edges = {};  ///< one per domain, or none
};

struct WindowResult {
  Seconds wall;  ///< known also where the joules are not
  std::variant<EnergyUse, MeterFault> energy;
};

class WindowMeter {
 public:
  /// Measures the update periods where `options` has none, which takes up to a quarter of a second, and starts the
  /// thread that follows wrapping counters.
  WindowMeter(std::vector<std::unique_ptr<EnergySource>> sources, EnergyMeter::Options options);
  ~WindowMeter() = default;
  WindowMeter(const WindowMeter&) = delete;
  WindowMeter& operator=(const WindowMeter&) = delete;

  /// All domains of all sources, sources in order.
  [[nodiscard]] const std::vector<Domain>& domains() const { return sources_.domains(); }

  // Both may be called by several threads at once.
  [[nodiscard]] EnergyWindow open(WindowEnds ends);
  [[nodiscard]] WindowResult close(const EnergyWindow& window);

  /// A guard reading out of turn, for tests.
  void take_guard_reading() { counters_.take_guard_reading(); }

 private:
  [[nodiscard]] std::variant<EnergyUse, MeterFault> energy(const EnergyWindow& window, const FollowedReading& closing,
                                                           const std::vector<SeenEdge>& closing_edges) const;
  [[nodiscard]] std::vector<SeenEdge> seen(const EdgeSearch& search) const;

  SourceGroup sources_;
  FollowedCounters counters_;
};

/// why_no_joules(), and the rule of windows that wait for no edges: measured joules that are no larger than their
/// uncertainty are below the counters' resolution. Of an estimate the uncertainty is that of its model.
[[nodiscard]] std::optional<std::string> why_no_joules(const WindowResult& result, Provenance provenance);

}  // namespace greenbench
