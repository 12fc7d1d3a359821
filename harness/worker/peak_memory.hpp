// The most memory that a piece of work needs at once.
//
//   std::optional<PeakMemory> peak = peak_memory_of([&] { runner.run_once(variant); });
//   if (peak) show(peak->growth_bytes());
#pragma once

#include <functional>
#include <optional>

#include "results/model/schema.hpp"

namespace greenbench {

/// Gives free memory back to the system first, so that memory which earlier work left behind does not hide what this
/// one needs; then resets the high-water mark of this process (5 to /proc/self/clear_refs, see proc_pid_clear_refs(5))
/// and reads it after `work`. Children do not count. The kernel adds pages up in batches of 32 and more for each CPU:
/// on a machine of n CPUs the figures are good to about n x 128 KiB.
/// Empty where the kernel cannot reset the mark. What `work` throws is passed on.
[[nodiscard]] std::optional<PeakMemory> peak_memory_of(const std::function<void()>& work);

}  // namespace greenbench
