#include "tests/bench/read_cost.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <vector>

#include <benchmark/benchmark.h>

#include "counters/meter/source_group.hpp"
#include "counters/powercap/powercap.hpp"
#include "counters/system/posix_file.hpp"
#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

using testing::EmulatedMachine;
using testing::ZoneId;

constexpr int reads_per_timing = 500;

std::vector<ZoneId> add_two_sockets(EmulatedMachine& machine) {
  std::vector<ZoneId> zones;
  for (const char* name : {"package-0", "package-1"}) {
    zones.push_back(machine.add_zone({.name = name}));
    zones.push_back(machine.add_zone({.name = "dram", .parent = zones.back()}));
  }
  // As many digits as a counter has in the middle of its range.
  for (const ZoneId zone : zones) machine.set_energy(zone, 131'071'664'425);
  return zones;
}

SourceGroup open_group(const EmulatedMachine& machine) {
  auto opened = open_powercap(machine.roots());
  auto* source = std::get_if<std::unique_ptr<EnergySource>>(&opened);
  if (source == nullptr) throw std::runtime_error{"the emulated machine's counters cannot be opened"};
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::move(*source));
  return SourceGroup{std::move(sources), std::make_shared<RawMonotonicClock>()};
}

/// Seconds of one call, from many in a row.
template <class Call>
double time_of(Call&& call) {
  RawMonotonicClock clock;
  const Seconds start = clock.now();
  for (int i = 0; i < reads_per_timing; ++i) call();
  return (clock.now() - start).value() / reads_per_timing;
}

void bare_calls(const std::vector<FileDescriptor>& files) {
  timespec time{};
  std::array<char, 32> buffer{};
  clock_gettime(CLOCK_MONOTONIC_RAW, &time);
  for (const FileDescriptor& file : files) benchmark::DoNotOptimize(pread(file.get(), buffer.data(), buffer.size(), 0));
  clock_gettime(CLOCK_MONOTONIC_RAW, &time);
  benchmark::DoNotOptimize(buffer);
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

}  // namespace

ReadCost measure_read_cost(int pairs) {
  EmulatedMachine machine;
  const std::vector<ZoneId> zones = add_two_sockets(machine);
  SourceGroup group = open_group(machine);
  Reading reading{group.domains().size()};
  std::vector<FileDescriptor> files;
  for (const ZoneId zone : zones) files.push_back(open_file(machine.zone_path(zone) / "energy_uj").descriptor);

  std::vector<double> ratios;
  std::vector<double> bare_seconds;
  for (int i = 0; i < pairs; ++i) {
    const double bare = time_of([&] { bare_calls(files); });
    const double whole = time_of([&] { benchmark::DoNotOptimize(group.read(reading)); });
    ratios.push_back(whole / bare);
    bare_seconds.push_back(bare);
  }
  return {.ratio = median(ratios), .bare = Seconds{median(bare_seconds)}, .counters = files.size()};
}

}  // namespace greenbench
