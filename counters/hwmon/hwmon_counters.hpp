// The hwmon source's files, opened: energy counters, sums of cores, and sampled power.
//
//   auto opened = open_hwmon_counters(roots, access);
//   HwmonCounters counters = std::get<HwmonCounters>(std::move(opened));
//   read_number(counters.energies[0]);   // the first domain's microjoules
#pragma once

#include <deque>
#include <memory>
#include <variant>
#include <vector>

#include "counters/hwmon/hwmon.hpp"

namespace greenbench {

struct SampledSensor {
  PowerSampler* sampler = nullptr;
  std::size_t sensor = 0;  ///< of that sampler
};

/// Ticks of every domain are microjoules.
struct HwmonCounters {
  std::vector<FileDescriptor> energies;
  std::deque<CoreSum> core_sums;  ///< a deque, because they do not move
  std::vector<SampledSensor> sampled;
  std::vector<std::unique_ptr<PowerSampler>> samplers;
  std::vector<Domain> domains;     ///< of the energies in order, then of the sums, then of what is sampled
  std::vector<std::string> files;  ///< one for each domain, for messages
};

[[nodiscard]] std::variant<HwmonCounters, Unavailable> open_hwmon_counters(const FileRoots& roots, HwmonAccess access);

}  // namespace greenbench
