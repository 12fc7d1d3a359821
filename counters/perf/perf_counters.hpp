// The perf source's descriptors, opened: a group of events for each package, and AMD's cores.
//
//   auto opened = open_perf_counters(roots, access);
//   PerfCounters counters = std::get<PerfCounters>(std::move(opened));
//   counters.events->read(counters.groups[0].events[0], words);   // all events of package 0
#pragma once

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

}  // namespace greenbench
