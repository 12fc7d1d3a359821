#include "counters/hwmon.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "counters/core_sum.hpp"
#include "counters/hwmon_absence.hpp"
#include "counters/hwmon_sensors.hpp"
#include "counters/power_sampler.hpp"
#include "counters/processor_tdp.hpp"
#include "counters/read_failure.hpp"

namespace greenbench {

namespace {

/// Of a power sensor whose driver does not tell how often it updates. An assumption.
constexpr Seconds usual_sampling_period{0.1};
constexpr Seconds shortest_sampling_period{1e-3};

struct OpenSensor {
  HwmonSensor sensor;
  FileDescriptor file;
};

/// The opened sensors, in the order of the domains: counters, the sum of the cores, power sensors.
struct HwmonCounters {
  std::vector<OpenSensor> counters;
  std::unique_ptr<CoreSum> cores;
  std::vector<OpenSensor> sampled;
  std::unique_ptr<PowerSampler> sampler;  ///< reads the files of `sampled`, so it ends before they do
  std::vector<Domain> domains;
};

class HwmonSource final : public EnergySource {
 public:
  explicit HwmonSource(HwmonCounters opened) : opened_(std::move(opened)) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return opened_.domains; }

  /// Safe from several threads at once: pread shares no file offset, the sums are atomic.
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    std::size_t i = 0;
    const auto keep = [&](const NumberRead& number) {
      if (number.error) failure_.note(i, number.error);
      ticks[i++] = number.value;
      return number.error;
    };
    for (const OpenSensor& counter : opened_.counters) {
      if (const std::error_code error = keep(read_number(counter.file))) return error;
    }
    if (opened_.cores) {
      if (const std::error_code error = keep(opened_.cores->read())) return error;
    }
    for (std::size_t sensor = 0; sensor < opened_.sampled.size(); ++sensor) {
      if (const std::error_code error = keep(opened_.sampler->microjoules(sensor))) return error;
    }
    failure_.clear();
    return {};
  }

  [[nodiscard]] std::string last_failure() const override {
    const std::optional<FailedItem> item = failure_.get();
    if (!item) return {};
    return fmt::format("cannot read {}: {}", opened_.domains[item->item].where, item->error.message());
  }

 private:
  std::string name_ = "hwmon";
  HwmonCounters opened_;
  ReadFailure failure_;
};

/// "package-1" of "Esocket1"; for the rest the driver and its label: "amdgpu-PPT".
std::string domain_name(const HwmonSensor& sensor) {
  const std::string_view socket = "Esocket";
  if (sensor.kind == HwmonSensor::Kind::socket_energy) return "package-" + sensor.label.substr(socket.size());
  return sensor.device + "-" + sensor.label;
}

/// Both kinds of file are in millionths (Documentation/hwmon/sysfs-interface); the kernel accumulates in 64 bits.
Domain make_domain(const HwmonSensor& sensor, bool counted, Watts maximum_power) {
  Domain domain;
  domain.name = domain_name(sensor);
  domain.where = sensor.file.string();
  domain.unit = Joules{1e-6};
  domain.resolution = domain.unit;
  domain.maximum_power = maximum_power;
  domain.counted = counted;
  return domain;
}

bool has(const std::vector<HwmonSensor>& sensors, HwmonSensor::Kind kind) {
  return std::ranges::any_of(sensors, [&](const HwmonSensor& sensor) { return sensor.kind == kind; });
}

/// What counts toward the total on this machine, if anything does.
std::optional<HwmonSensor::Kind> counted_kind(const std::vector<HwmonSensor>& sensors) {
  if (has(sensors, HwmonSensor::Kind::socket_energy)) return HwmonSensor::Kind::socket_energy;
  if (has(sensors, HwmonSensor::Kind::machine_power)) return HwmonSensor::Kind::machine_power;
  return std::nullopt;
}

/// Opens a sensor and reads it once: opening may work where reading does not.
std::variant<OpenSensor, std::error_code> open_sensor(const HwmonSensor& sensor) {
  OpenedFile opened = open_file(sensor.file);
  const std::error_code error = opened.error ? opened.error : read_number(opened.descriptor).error;
  if (error) return error;
  return OpenSensor{sensor, std::move(opened.descriptor)};
}

void add_counters(HwmonCounters& opened, std::vector<OpenSensor> counters, HwmonSensor::Kind counts, Watts maximum) {
  for (OpenSensor& counter : counters) {
    opened.domains.push_back(make_domain(counter.sensor, counter.sensor.kind == counts, maximum));
    opened.counters.push_back(std::move(counter));
  }
}

void add_cores(HwmonCounters& opened, std::vector<OpenSensor> cores, Watts maximum) {
  if (cores.empty()) return;
  Domain domain = make_domain(cores.front().sensor, false, maximum);
  domain.name = "cores";
  domain.where = fmt::format("{} (sum of {} cores)", cores.front().sensor.file.parent_path().string(), cores.size());
  domain.update_period = cores_are_read_every;
  opened.domains.push_back(std::move(domain));
  std::vector<FileDescriptor> files;
  for (OpenSensor& core : cores) files.push_back(std::move(core.file));
  opened.cores = std::make_unique<CoreSum>(std::move(files), read_number, CoreSum::Options{});
}

Seconds sampling_period(const std::vector<OpenSensor>& sensors) {
  Seconds shortest = sensors.front().sensor.period.value_or(usual_sampling_period);
  for (const OpenSensor& open : sensors) {
    shortest = std::min(shortest, open.sensor.period.value_or(usual_sampling_period));
  }
  return std::max(shortest, shortest_sampling_period);
}

/// One thread samples all power sensors, at the pace of the fastest.
void add_sampled(HwmonCounters& opened, std::vector<OpenSensor> sensors, HwmonSensor::Kind counts) {
  if (sensors.empty()) return;
  const Seconds period = sampling_period(sensors);
  opened.sampled = std::move(sensors);
  std::vector<PowerSampler::ReadMicrowatts> readers;
  for (const OpenSensor& open : opened.sampled) {
    readers.emplace_back([&file = open.file] { return read_number(file); });
    Domain domain = make_domain(open.sensor, open.sensor.kind == counts, Domain{}.maximum_power);
    domain.where += fmt::format(" (power, sampled every {:.3g} ms)", period.value() * 1e3);
    domain.update_period = period;
    opened.domains.push_back(std::move(domain));
  }
  opened.sampler = std::make_unique<PowerSampler>(std::move(readers), PowerSampler::Options{.period = period});
  opened.sampler->run_thread();
}

}  // namespace

std::variant<std::unique_ptr<EnergySource>, Unavailable> open_hwmon(const FileRoots& roots) {
  const std::vector<HwmonSensor> sensors = find_hwmon_sensors(roots.sysfs);
  const std::optional<HwmonSensor::Kind> counts = counted_kind(sensors);
  if (!counts) return why_no_hwmon(roots, sensors);

  std::vector<OpenSensor> counters;
  std::vector<OpenSensor> cores;
  std::vector<OpenSensor> power;
  for (const HwmonSensor& sensor : sensors) {
    auto opened = open_sensor(sensor);
    if (auto* error = std::get_if<std::error_code>(&opened)) {
      // A total without one of its parts would be too small; what is only shown may be missing.
      if (sensor.kind == *counts) return why_hwmon_unreadable(sensor.file, *error);
      continue;
    }
    const bool is_core = sensor.kind == HwmonSensor::Kind::core_energy;
    std::vector<OpenSensor>& kind = is_core ? cores : is_power(sensor) ? power : counters;
    kind.push_back(std::move(std::get<OpenSensor>(opened)));
  }
  const Watts maximum = processor_tdp(read_cpu_identity(roots.procfs)).value_or(Domain{}.maximum_power);
  HwmonCounters opened;
  add_counters(opened, std::move(counters), *counts, maximum);
  add_cores(opened, std::move(cores), maximum);
  add_sampled(opened, std::move(power), *counts);
  return std::make_unique<HwmonSource>(std::move(opened));
}

}  // namespace greenbench
