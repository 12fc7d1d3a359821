#include "counters/activity/explanatory_counters.hpp"

#include <utility>
#include <variant>

#include "counters/system/clock.hpp"
#include "counters/system/cpu_topology.hpp"
#include "counters/system/rights.hpp"

namespace greenbench {

ExplanatoryCounters::ExplanatoryCounters(const FileRoots& roots, std::shared_ptr<const ProcessUsage> processes)
    : processes_(std::move(processes)), events_(kernel_hardware_event_opener(), perf_event_paranoid(roots.procfs)) {
  RawMonotonicClock clock;
  std::variant<IdleStates, Unavailable> opened = open_idle_states(roots.sysfs, allowed_cpus(), clock);
  if (auto* states = std::get_if<IdleStates>(&opened)) {
    idle_.emplace(std::move(*states));
  } else {
    unavailable_.push_back(std::get<Unavailable>(std::move(opened)));
  }
  unavailable_.insert(unavailable_.end(), events_.unavailable().begin(), events_.unavailable().end());
}

ExplanatoryReading ExplanatoryCounters::read() const noexcept {
  ExplanatoryReading reading;
  reading.usage = processes_->read();
  if (idle_) reading.idle = idle_->read();
  reading.events = events_.read();
  return reading;
}

}  // namespace greenbench
