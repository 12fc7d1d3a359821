// Counters that mirror each other: on some AMD kernels each die or NUMA node of a package shows the whole package's
// energy.
//
//   CounterSamples samples = watch_counters(files);            // polls both counters for a few update periods
//   if (are_mirrored(samples)) count_only_the_first();
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "counters/system/posix_file.hpp"

namespace greenbench {

/// One row per instant, one column per counter. All were read between two updates of the first.
using CounterSamples = std::vector<std::vector<std::uint64_t>>;

/// True when the counters moved at least three times and always all by the same amount. Counters of their own never
/// agree to the microjoule three times in a row.
[[nodiscard]] bool are_mirrored(const CounterSamples& samples);

/// Reads the energy files until they moved five times or 250 ms have passed. Empty when one cannot be read.
[[nodiscard]] CounterSamples watch_counters(std::span<const FileDescriptor* const> energy_files);

}  // namespace greenbench
