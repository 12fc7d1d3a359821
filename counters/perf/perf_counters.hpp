// The perf source's descriptors, opened: a group of events for each package, and AMD's cores; and how finely they
// count.
//
//   auto opened = open_perf_counters(roots, access);
//   PerfCounters counters = std::get<PerfCounters>(std::move(opened));
//   counters.events->read(counters.groups[0].events[0], words);   // all events of package 0
//   std::uint64_t seen = value_after_1ms | value_after_2ms | value_after_3ms;
//   Joules step = hardware_step(seen, {.unit = scale, .assumed = usual_hardware_step});   // 2^-14 J
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <variant>
#include <vector>

#include "counters/perf/perf.hpp"
#include "counters/source/core_sum.hpp"

namespace greenbench {

/// The events of one package or die. The first descriptor leads: one read of it gives all.
struct PerfGroup {
  int cpu = 0;
  std::vector<FileDescriptor> events;
};

struct PerfCounters {
  std::shared_ptr<PerfEvents> events;
  std::filesystem::path folder;  ///< of the event source, for messages
  std::vector<PerfGroup> groups;
  std::deque<CoreSum> core_sums;  ///< a deque, because they do not move
  std::vector<Domain> domains;    ///< of the groups' events in order, then of the sums
};

/// Nothing was read yet, so each domain's resolution is the assumed one.
[[nodiscard]] std::variant<PerfCounters, Unavailable> open_perf_counters(const FileRoots& roots, PerfAccess access);

/// The step of most Intel processors, and no finer than that of any known one: all others count in smaller steps
/// (2^-16 J on AMD and many servers), but for those in fixed_energy_unit().
inline constexpr Joules usual_hardware_step{1.0 / 16384.0};

struct StepOf {
  Joules unit;     ///< of one count
  Joules assumed;  ///< while nothing was seen
};

/// How finely the hardware behind an event counts. The kernel shows all counters in one unit (2^-32 J) and does not
/// tell; but the hardware's own step is a power of two of that unit, and every value since opening is a multiple of it.
/// `bits_seen` is the bitwise or of all values seen, each counted from 0 when the event was opened. Its lowest bit is
/// never below the hardware's step, and above it only when all moves so far happened to be even multiples: after n
/// moves with a chance of 2^-n. A step that is stated too large widens the uncertainty, never narrows it.
[[nodiscard]] Joules hardware_step(std::uint64_t bits_seen, const StepOf& counter);

}  // namespace greenbench
