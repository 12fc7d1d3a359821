// Dies that mirror one counter: on some AMD kernels each die of a package shows the whole package's energy.
//
//   DieSamples samples = watch_dies(files);            // polls both dies for a few update periods
//   if (are_mirrored(samples)) count_only_the_first();
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "counters/system/posix_file.hpp"

namespace greenbench {

/// One row per instant, one column per die. All dies were read between two updates of the first.
using DieSamples = std::vector<std::vector<std::uint64_t>>;

/// True when the dies moved at least three times and always all by the same amount. Dies of their own never agree to
/// the microjoule three times in a row.
[[nodiscard]] bool are_mirrored(const DieSamples& samples);

/// Reads the energy files of one package's dies until they moved five times or 250 ms have passed. Empty when one
/// cannot be read.
[[nodiscard]] DieSamples watch_dies(std::span<const FileDescriptor* const> energy_files);

}  // namespace greenbench
