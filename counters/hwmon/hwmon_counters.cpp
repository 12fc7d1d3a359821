#include "counters/hwmon/hwmon_counters.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "counters/hwmon/hwmon_absence.hpp"
#include "counters/hwmon/hwmon_sensors.hpp"
#include "counters/source/mirrored_counters.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/kept_files.hpp"
#include "counters/tables/processor_tdp.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;
using Kind = HwmonSensor::Kind;

// Documentation/ABI/testing/sysfs-class-hwmon: energy in microjoules, power in microwatts.
constexpr Joules microjoule{1e-6};
constexpr Watts microwatt{1e-6};

// Documentation/hwmon/amd_energy.rst: the registers count in 2^-16 J unless the processor says otherwise.
constexpr Joules amd_energy_step{1.0 / 65536.0};

// A server with accelerators can draw this much from its sockets; an assumption. Only the uncertainty of a region that
// is shorter than the period uses it.
constexpr Watts largest_machine_power{3000.0};

constexpr Seconds shortest_period{1e-3};

/// A file that was opened and read once: opening may work where reading does not.
OpenedFile open_readable(const fs::path& path) {
  OpenedFile opened = open_counter(path);
  if (opened.error) return opened;
  const std::error_code error = read_number(opened.descriptor).error;
  if (error) return {FileDescriptor{}, error};
  return opened;
}

/// Owns the file, as a function has to that is copied.
PowerSampler::ReadPower power_reader(FileDescriptor file) {
  return [file = std::make_shared<FileDescriptor>(std::move(file))]() -> PowerRead {
    const NumberRead number = read_number(*file);
    return {microwatt * static_cast<double>(number.value), number.error};
  };
}

CounterSamples columns_of(const CounterSamples& samples, std::size_t first, std::size_t second) {
  CounterSamples pair;
  for (const std::vector<std::uint64_t>& row : samples) pair.push_back({row[first], row[second]});
  return pair;
}

/// Opens everything, and collects why not.
class HwmonOpener {
 public:
  HwmonOpener(const FileRoots& roots, HwmonAccess access)
      : access_(std::move(access)),
        processor_maximum_(processor_tdp(read_cpu_identity(roots.procfs)).value_or(Watts{500.0})) {}

  std::optional<Unavailable> open_energies(const std::vector<HwmonSensor>& sensors);
  void open_cores(const std::vector<HwmonSensor>& sensors);
  std::optional<Unavailable> open_power(const std::vector<HwmonSensor>& sensors);
  HwmonCounters take() { return std::move(counters_); }

 private:
  struct ToSample {
    std::vector<PowerSampler::ReadPower> readers;
    std::vector<HwmonSensor> sensors;
  };
  void drop_mirrored_sockets();
  void open_core_sum(const std::vector<HwmonSensor>& cores);
  void start_sampler(Seconds period, ToSample group);
  Domain& add_domain(const HwmonSensor& sensor, std::string file);

  HwmonAccess access_;
  Watts processor_maximum_;
  std::map<std::string, int> names_;
  HwmonCounters counters_;
};

Domain& HwmonOpener::add_domain(const HwmonSensor& sensor, std::string file) {
  Domain domain;
  domain.name = hwmon_domain_name(sensor);
  if (const int count = ++names_[domain.name]; count > 1) domain.name += fmt::format("-{}", count);
  domain.where = file;
  domain.unit = microjoule;
  domain.resolution = sensor.device_name == "amd_energy" ? amd_energy_step : microjoule;
  domain.maximum_power = is_power_meter(sensor) ? largest_machine_power : processor_maximum_;
  domain.counted = sensor.counted;
  domain.whole_machine = is_power_meter(sensor);
  counters_.files.push_back(std::move(file));
  return counters_.domains.emplace_back(std::move(domain));
}

/// The driver makes an Esocket of each NUMA node; where a socket is split into several, all of them show its counter.
void HwmonOpener::drop_mirrored_sockets() {
  std::vector<std::size_t> counted;
  std::vector<const FileDescriptor*> files;
  for (std::size_t i = 0; i < counters_.energies.size(); ++i) {
    if (!counters_.domains[i].counted) continue;
    counted.push_back(i);
    files.push_back(&counters_.energies[i]);
  }
  if (counted.size() < 2) return;
  const CounterSamples samples = watch_counters(files);
  for (std::size_t later = 1; later < counted.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      Domain& domain = counters_.domains[counted[later]];
      const Domain& first = counters_.domains[counted[earlier]];
      if (!first.counted || !are_mirrored(columns_of(samples, earlier, later))) continue;
      domain.counted = false;
      domain.where += fmt::format(" (not counted: mirrors {})", first.name);
      break;
    }
  }
}

std::optional<Unavailable> HwmonOpener::open_energies(const std::vector<HwmonSensor>& sensors) {
  for (const HwmonSensor& sensor : sensors) {
    if (sensor.kind != Kind::socket_energy && sensor.kind != Kind::other_energy) continue;
    OpenedFile opened = open_readable(sensor.file);
    if (opened.error && sensor.counted) return why_unreadable_sensor(sensor.file, opened.error);
    if (opened.error) continue;
    add_domain(sensor, sensor.file.string());
    counters_.energies.push_back(std::move(opened.descriptor));
  }
  drop_mirrored_sockets();
  return std::nullopt;
}

void HwmonOpener::open_cores(const std::vector<HwmonSensor>& sensors) {
  std::map<fs::path, std::vector<HwmonSensor>> cores;
  for (const HwmonSensor& sensor : sensors) {
    if (sensor.kind == Kind::core_energy) cores[sensor.device].push_back(sensor);
  }
  for (const auto& [device, of_device] : cores) open_core_sum(of_device);
}

/// Only shown, so whatever goes wrong leaves the sum out: without one of its cores it would be wrong.
void HwmonOpener::open_core_sum(const std::vector<HwmonSensor>& cores) {
  std::vector<FileDescriptor> files;
  for (const HwmonSensor& core : cores) {
    OpenedFile opened = open_readable(core.file);
    if (opened.error) return;
    files.push_back(std::move(opened.descriptor));
  }
  // The kernel extends each core's counter to 64 bits: none of them wraps.
  CoreSum& sum = counters_.core_sums.emplace_back(std::move(files), read_number,
                                                  CoreSum::Options{.read_every = access_.cores_every});
  if (sum.read().error) {
    counters_.core_sums.pop_back();
    return;
  }
  const std::string where = fmt::format("{}, sum of {} cores", cores.front().file.string(), cores.size());
  add_domain(cores.front(), where).update_period = access_.cores_every;
}

std::optional<Unavailable> HwmonOpener::open_power(const std::vector<HwmonSensor>& sensors) {
  std::map<Seconds, ToSample> by_period;
  for (const HwmonSensor& sensor : sensors) {
    if (sensor.kind != Kind::power) continue;
    OpenedFile opened = open_readable(sensor.file);
    if (opened.error && sensor.counted) return why_unreadable_sensor(sensor.file, opened.error);
    if (opened.error) continue;
    ToSample& group = by_period[std::max(sensor.period.value_or(assumed_power_period), shortest_period)];
    group.readers.push_back(power_reader(std::move(opened.descriptor)));
    group.sensors.push_back(sensor);
  }
  for (auto& [period, group] : by_period) start_sampler(period, std::move(group));
  return std::nullopt;
}

void HwmonOpener::start_sampler(Seconds period, ToSample group) {
  PowerSampler& sampler = *counters_.samplers.emplace_back(std::make_unique<PowerSampler>(
      std::move(group.readers), PowerSampler::Options{.period = period, .clock = access_.clock}));
  for (std::size_t i = 0; i < group.sensors.size(); ++i) {
    const HwmonSensor& sensor = group.sensors[i];
    Domain& domain = add_domain(sensor, sensor.file.string());
    domain.where += fmt::format(" (power, sampled every {:g} ms{})", period.value() * 1e3,
                                sensor.period ? "" : ", an assumed period");
    domain.update_period = period;
    counters_.sampled.push_back({&sampler, i});
  }
  sampler.take_sample();
  access_.start_sampling(sampler);
}

}  // namespace

std::variant<HwmonCounters, Unavailable> open_hwmon_counters(const FileRoots& roots, HwmonAccess access) {
  std::vector<HwmonSensor> sensors = find_hwmon_sensors(roots.sysfs);
  mark_counted_sensors(sensors);
  if (std::ranges::none_of(sensors, &HwmonSensor::counted)) return why_nothing_counts(roots, sensors);
  HwmonOpener opener{roots, std::move(access)};
  if (auto why = opener.open_energies(sensors)) return *std::move(why);
  opener.open_cores(sensors);
  if (auto why = opener.open_power(sensors)) return *std::move(why);
  return opener.take();
}

}  // namespace greenbench
