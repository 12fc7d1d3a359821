// Memory bandwidth of numeric/apply_tax cpp:eigen_inplace beside a triad as in STREAM, in one process.
//
//   ArrayBandwidth found = measure_array_bandwidth(40);
//   found.triad_bytes_per_second;   // 13.1e9, with the bytes that a store fetches first
//   found.ratio;                    // 0.97: the variant's bandwidth / the triad's
#pragma once

#include <cstdint>

namespace greenbench {

struct ArrayBandwidth {
  std::uint64_t last_level_cache_bytes = 0;  ///< 0 when the kernel does not tell
  std::uint64_t array_bytes = 0;             ///< of one array: the triad has three, the variant two
  double triad_bytes_per_second = 0.0;       ///< median
  double variant_bytes_per_second = 0.0;     ///< median
  double ratio = 0.0;                        ///< median of the ratios of pairs
  double ratio_without_fetches = 0.0;        ///< the same by STREAM's count
};

/// A pair is one pass of the triad and one of the variant, in random order. Both write with ordinary stores, which
/// fetch the line that they are going to overwrite, so that the triad moves 32 bytes per element and the variant 24.
/// STREAM counts 24 and 16: what the program asks for.
[[nodiscard]] ArrayBandwidth measure_array_bandwidth(int pairs);

}  // namespace greenbench
