#include "counters/system/cpu_affinity.hpp"

#include <sched.h>

#include <cstdint>

namespace greenbench {

namespace {

constexpr int bits_per_word = 64;

std::vector<int> cpus_of(const std::vector<std::uint64_t>& mask) {
  std::vector<int> cpus;
  const int bits = static_cast<int>(mask.size()) * bits_per_word;
  for (int cpu = 0; cpu < bits; ++cpu) {
    const std::uint64_t word = mask[static_cast<std::size_t>(cpu / bits_per_word)];
    if ((word >> (cpu % bits_per_word) & 1U) != 0) cpus.push_back(cpu);
  }
  return cpus;
}

}  // namespace

std::vector<int> allowed_cpus() {
  // The kernel refuses a mask that is too small for its own; how large that is, it does not say.
  for (std::size_t bits = 1024; bits <= std::size_t{1} << 20; bits *= 2) {
    std::vector<std::uint64_t> mask(bits / bits_per_word);
    const std::size_t bytes = mask.size() * sizeof(std::uint64_t);
    if (sched_getaffinity(0, bytes, reinterpret_cast<cpu_set_t*>(mask.data())) != 0) continue;
    std::vector<int> cpus = cpus_of(mask);
    if (!cpus.empty()) return cpus;
  }
  return {0};
}

}  // namespace greenbench
