// What is read beside the energy to say why one variant is dearer than another: CPU time, switches, faults, idle states
// and hardware events, as one thing.
//
//   const ExplanatoryCounters counters{roots, processes};
//   ExplanatoryReading before = counters.read();  work();  ExplanatoryReading after = counters.read();
//   std::optional<IdleUse> idle = idle_between(before.idle, after.idle);
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "counters/activity/hardware_events.hpp"
#include "counters/activity/idle_states.hpp"
#include "counters/activity/process_usage.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

struct ExplanatoryReading {
  UsageReading usage;
  std::optional<IdleReading> idle;  ///< empty where the machine does not show its idle states
  HardwareReading events;           ///< each by itself empty where it cannot be counted
};

class ExplanatoryCounters {
 public:
  /// Opens what is there, for good. Hardware events count the threads and children that are started after this, so it
  /// is made before anything that starts some. Does not throw for what is missing.
  ExplanatoryCounters(const FileRoots& roots, std::shared_ptr<const ProcessUsage> processes);

  /// Belongs before EnergyMeter::start() and after stop(), outside the energy window. Does not allocate.
  [[nodiscard]] ExplanatoryReading read() const noexcept;

  /// Null where they are not available.
  [[nodiscard]] const IdleStates* idle_states() const { return idle_ ? &*idle_ : nullptr; }
  [[nodiscard]] const HardwareEvents& hardware_events() const { return events_; }
  /// What is missing, why and what to do about it.
  [[nodiscard]] const std::vector<Unavailable>& unavailable() const { return unavailable_; }

 private:
  std::shared_ptr<const ProcessUsage> processes_;
  HardwareEvents events_;
  std::optional<IdleStates> idle_;
  std::vector<Unavailable> unavailable_;
};

}  // namespace greenbench
