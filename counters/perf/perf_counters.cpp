#include "counters/perf/perf_counters.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "counters/perf/perf_absence.hpp"
#include "counters/perf/perf_pmu.hpp"
#include "counters/source/rapl_domain.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/cpu_topology.hpp"
#include "counters/tables/processor_tdp.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

/// Opens everything, and collects why not.
class PerfOpener {
 public:
  PerfOpener(const FileRoots& roots, PerfAccess access)
      : roots_(roots), access_(std::move(access)), cpu_(read_cpu_identity(roots.procfs)), tdp_(processor_tdp(cpu_)) {
    counters_.events = access_.events;
  }

  std::optional<Unavailable> open_groups(const PerfPmu& pmu);
  void open_core_sums(const PerfPmu& pmu);
  PerfCounters take() { return std::move(counters_); }

 private:
  /// One per processor named in cpumask; or the first whose package sysfs does not tell.
  std::variant<std::vector<CpuPlace>, Unavailable> places_of(const PerfPmu& pmu) const;
  std::optional<Unavailable> open_group(const PerfPmu& pmu, const CpuPlace& place, const std::string& name);
  Domain domain_of(const PerfEnergyEvent& event, const std::string& place, std::string where) const;

  const FileRoots& roots_;
  PerfAccess access_;
  CpuIdentity cpu_;
  std::optional<Watts> tdp_;
  PerfCounters counters_;
};

std::variant<std::vector<CpuPlace>, Unavailable> PerfOpener::places_of(const PerfPmu& pmu) const {
  std::vector<CpuPlace> places;
  for (const int cpu : pmu.cpus) {
    const std::optional<CpuPlace> place = cpu_place(roots_.sysfs, cpu);
    if (!place) return why_no_package(roots_.sysfs, cpu);
    places.push_back(*place);
  }
  return places;
}

Domain PerfOpener::domain_of(const PerfEnergyEvent& event, const std::string& place, std::string where) const {
  Domain domain = rapl_domain({.kind = event.kind, .place = place}, tdp_);
  domain.where = std::move(where);
  domain.unit = event.scale;
  domain.resolution = std::max(event.scale, fixed_energy_unit(event.kind, cpu_).value_or(usual_hardware_step));
  // The kernel takes the 32-bit counter's difference as a signed number (rapl_event_update), so half a wrap between two
  // updates is the most it follows. It updates by itself often enough for 200 W only. The finest step of all known
  // processors is 2^-16 J.
  constexpr Joules half_wrap{2147483648.0 / 65536.0};
  domain.read_within = Seconds{half_wrap.value() / domain.maximum_power.value()};
  return domain;
}

std::optional<Unavailable> PerfOpener::open_groups(const PerfPmu& pmu) {
  counters_.folder = pmu.folder;
  auto found = places_of(pmu);
  if (auto* why = std::get_if<Unavailable>(&found)) return std::move(*why);
  std::vector<CpuPlace> places = std::get<std::vector<CpuPlace>>(std::move(found));
  // AMD's counter is the whole package's. Older kernels name one processor of each die all the same.
  const bool has_dies = cpu_.vendor != "AuthenticAMD" && cpu_.vendor != "HygonGenuine";
  places = has_dies ? first_of_each_die(places) : first_of_each_package(places);
  for (const CpuPlace& place : places) {
    if (auto why = open_group(pmu, place, place_name(place, places))) return why;
  }
  return std::nullopt;
}

std::optional<Unavailable> PerfOpener::open_group(const PerfPmu& pmu, const CpuPlace& place, const std::string& name) {
  PerfGroup group;
  group.cpu = place.cpu;
  const bool is_first_group = counters_.groups.empty();
  for (const PerfEnergyEvent& event : pmu.events) {
    if (event.kind == RaplKind::psys && !is_first_group) continue;  // one machine, one psys
    const int leader = group.events.empty() ? -1 : group.events.front().get();
    OpenedFile opened =
        access_.events->open({.type = pmu.type, .config = event.config, .cpu = place.cpu, .group_leader = leader});
    if (opened.error) {
      if (!is_counted(event.kind)) continue;
      return why_not_opened(roots_, {fmt::format("power/{}", event.name), place.cpu, opened.error});
    }
    group.events.push_back(std::move(opened.descriptor));
    const std::string file = (pmu.folder / "events" / event.name).string();
    counters_.domains.push_back(domain_of(event, name, fmt::format("{} on processor {}", file, place.cpu)));
  }
  counters_.groups.push_back(std::move(group));
  return std::nullopt;
}

/// Only shown, so whatever goes wrong leaves them out.
void PerfOpener::open_core_sums(const PerfPmu& pmu) {
  auto found = places_of(pmu);
  const auto* cores = std::get_if<std::vector<CpuPlace>>(&found);
  if (cores == nullptr || pmu.events.empty()) return;
  const PerfEnergyEvent& event = pmu.events.front();
  for (const CpuPlace& package : first_of_each_package(*cores)) {
    std::vector<FileDescriptor> files;
    for (const CpuPlace& core : *cores) {
      if (core.package != package.package) continue;
      OpenedFile opened = access_.events->open({.type = pmu.type, .config = event.config, .cpu = core.cpu});
      if (opened.error) return;
      files.push_back(std::move(opened.descriptor));
    }
    const std::string where =
        fmt::format("{}, sum of {} cores", (pmu.folder / "events" / event.name).string(), files.size());
    Domain domain = domain_of(event, fmt::format("{}", package.package), where);
    domain.update_period = access_.cores_every;
    const auto read_core = [events = access_.events](const FileDescriptor& core) -> NumberRead {
      std::array<std::uint64_t, 2> words{};
      const std::error_code error = events->read(core, words);
      return {words[1], error};
    };
    CoreSum& sum = counters_.core_sums.emplace_back(std::move(files), read_core,
                                                    CoreSum::Options{.read_every = access_.cores_every});
    if (sum.read().error) {
      counters_.core_sums.pop_back();
      return;
    }
    counters_.domains.push_back(std::move(domain));
  }
}

}  // namespace

std::variant<PerfCounters, Unavailable> open_perf_counters(const FileRoots& roots, PerfAccess access) {
  const fs::path sources = roots.sysfs / "bus/event_source/devices";
  std::error_code error;
  if (!fs::is_directory(sources / "power", error)) return why_no_perf_pmu(roots);
  auto found = read_perf_pmu(sources / "power", package_events());
  if (auto* why = std::get_if<Unavailable>(&found)) return std::move(*why);
  const PerfPmu& pmu = std::get<PerfPmu>(found);
  // In a virtual machine the driver may be there without any event.
  if (pmu.events.empty() || pmu.events.front().kind != RaplKind::package) return why_no_perf_pmu(roots);

  PerfOpener opener{roots, std::move(access)};
  if (auto why = opener.open_groups(pmu)) return *std::move(why);
  const auto cores = read_perf_pmu(sources / "power_core", core_events());
  if (const auto* core_pmu = std::get_if<PerfPmu>(&cores)) opener.open_core_sums(*core_pmu);
  return opener.take();
}

Joules hardware_step(std::uint64_t bits_seen, const StepOf& counter) {
  if (bits_seen == 0) return std::max(counter.assumed, counter.unit);
  return counter.unit * std::ldexp(1.0, std::countr_zero(bits_seen));
}

}  // namespace greenbench
