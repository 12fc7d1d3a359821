// The keys that caching/memoize asks for: the r-th most frequent one comes with a weight of 1/r (Zipf's law).
//
//   std::vector<std::uint64_t> keys = zipf_keys(1'000);
//   // 1000012, 1000024, ...: the same as zipf_keys(1_000) in memoize.py, because all of it is integer arithmetic
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace greenbench {

[[nodiscard]] inline std::vector<std::uint64_t> zipf_keys(std::uint64_t count) {
  constexpr std::uint64_t distinct_keys = 1'000;
  constexpr std::uint64_t first_key = 1'000'000;
  // The last one is the total: a number below it falls into each rank's share with its probability.
  std::vector<std::uint64_t> shares;
  for (std::uint64_t rank = 1; rank <= distinct_keys; ++rank)
    shares.push_back((shares.empty() ? 0 : shares.back()) + (std::uint64_t{1} << 20U) / rank);
  std::uint64_t state = 1;
  std::vector<std::uint64_t> keys;
  keys.reserve(count);
  for (std::uint64_t index = 0; index < count; ++index) {
    // Knuth's linear congruential generator, of which only the upper half is random enough.
    state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    const std::uint64_t drawn = ((state >> 32U) * shares.back()) >> 32U;
    const auto rank = std::upper_bound(shares.begin(), shares.end(), drawn) - shares.begin();
    keys.push_back(first_key + static_cast<std::uint64_t>(rank));
  }
  return keys;
}

}  // namespace greenbench
