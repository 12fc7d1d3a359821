// Every random choice of a run follows from one seed, on every machine and compiler alike.
//
//   std::uint64_t worker = derived_seed(plan.seed, {hotspot_index, worker_index});
//   RandomStream random{worker};
//   shuffle(random, order);            // an unbiased Fisher-Yates shuffle
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>

namespace greenbench {

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
class RandomStream {
 public:
  explicit RandomStream(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  /// Uniform in [0, bound). Draws again where a plain remainder would favour small numbers.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t unfair = (0 - bound) % bound;
    std::uint64_t draw = next();
    while (draw < unfair) draw = next();
    return draw % bound;
  }

 private:
  std::uint64_t state_;
};

/// A seed of its own for each place in the run, independent of the order in which places are visited.
[[nodiscard]] inline std::uint64_t derived_seed(std::uint64_t seed, std::initializer_list<std::uint64_t> place) {
  for (const std::uint64_t coordinate : place) {
    seed = RandomStream{seed ^ RandomStream{coordinate + 1}.next()}.next();
  }
  return seed;
}

/// Every order is equally likely.
inline void shuffle(RandomStream& random, std::span<std::uint32_t> items) {
  for (std::size_t left = items.size(); left > 1; --left) {
    std::swap(items[left - 1], items[random.below(left)]);
  }
}

}  // namespace greenbench
