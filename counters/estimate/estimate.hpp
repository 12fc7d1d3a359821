// The source "estimate": joules from a model of CPU time and memory, for machines without counters.
//
//   auto source = open_estimate(model, usage_inputs(processes));
//   source->domains();   // cpu_idle, cpu_active, perhaps memory
//   source->read(ticks); // nanojoules since the source was opened
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "counters/activity/process_usage.hpp"
#include "counters/estimate/power_model.hpp"
#include "counters/source/source.hpp"
#include "counters/system/clock.hpp"

namespace greenbench {

/// What the model sees of the world at one moment.
struct EstimateInputs {
  Seconds at;
  Seconds cpu;  ///< CPU time used so far
  std::uint64_t resident_bytes = 0;
};

/// Must not allocate, lock, print or throw.
using EstimateInputReader = std::function<EstimateInputs()>;

/// This machine's clock and the CPU time and memory of `processes`.
[[nodiscard]] EstimateInputReader usage_inputs(std::shared_ptr<ProcessUsage> processes);

/// The terms of model_joules() as domains, all counted, so that the joules for any other parameters within the model's
/// ranges follow from them: cpu_idle, cpu_active and, where the model has watts for it, memory. Each is added up from
/// read to read: the load is the mean one between two reads, and so is the resident size.
/// Not to be read by two threads at once; the meter has no reason to, because nothing here wraps.
[[nodiscard]] std::unique_ptr<EnergySource> open_estimate(const PowerModel& model, EstimateInputReader inputs);

}  // namespace greenbench
