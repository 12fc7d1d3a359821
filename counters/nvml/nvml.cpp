#include "counters/nvml/nvml.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "counters/nvml/nvml_absence.hpp"
#include "counters/nvml/nvml_library.hpp"
#include "counters/source/read_failure.hpp"

namespace greenbench {

namespace {

/// How a failed read is passed on: as an error code, which fits an atomic word, and later in words.
struct StatusRow {
  NvmlStatus status;
  std::errc error;
  std::string_view words;
};

constexpr std::array status_rows = {
    StatusRow{NvmlStatus::gpu_is_lost, std::errc::no_such_device,
              "the GPU is lost: it fell off the bus or was taken away"},
    StatusRow{NvmlStatus::reset_required, std::errc::state_not_recoverable,
              "the GPU must be reset before it can be used again"},
    StatusRow{NvmlStatus::no_permission, std::errc::permission_denied, "no permission any more"},
    StatusRow{NvmlStatus::not_supported, std::errc::not_supported, "the GPU does not support it any more"},
    StatusRow{NvmlStatus::timeout, std::errc::timed_out, "the driver did not answer in time"},
};

std::error_code error_of(NvmlStatus status) noexcept {
  const auto* row = std::ranges::find(status_rows, status, &StatusRow::status);
  return std::make_error_code(row == status_rows.end() ? std::errc::io_error : row->error);
}

std::string words_of(const std::error_code& error) {
  const auto* row = std::ranges::find_if(status_rows, [&](const StatusRow& known) { return error == known.error; });
  return row == status_rows.end() ? "the driver reports an error: " + error.message() : std::string{row->words};
}

/// A GPU with an energy counter, or one of which the power is sampled.
struct NvmlGpu {
  NvmlDevice* device = nullptr;
  std::optional<std::size_t> sensor = std::nullopt;  ///< of the sampler
};

struct NvmlGpus {
  std::shared_ptr<NvmlLibrary> library;
  std::vector<NvmlGpu> gpus;
  std::vector<Domain> domains;
  std::vector<PowerSampler::ReadPower> power;  ///< of the GPUs that are sampled, in order
};

constexpr double millijoules_per_joule = 1e3;
constexpr double watts_per_milliwatt = 1e-3;

class NvmlSource final : public EnergySource {
 public:
  NvmlSource(NvmlGpus gpus, const NvmlAccess& access) : gpus_(std::move(gpus)) {
    if (gpus_.power.empty()) return;
    sampler_.emplace(std::move(gpus_.power), PowerSampler::Options{.period = gpu_power_period, .clock = access.clock});
    sampler_->take_sample();
    access.start_sampling(*sampler_);
  }

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return gpus_.domains; }

  /// Safe from several threads at once, as the library is.
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    for (std::size_t i = 0; i < gpus_.gpus.size(); ++i) {
      const NvmlGpu& gpu = gpus_.gpus[i];
      if (const std::error_code error =
              gpu.sensor ? read_sampled(*gpu.sensor, ticks[i]) : read_counter(gpu, ticks[i])) {
        failure_.note(i, error);
        return error;
      }
    }
    failure_.clear();
    return {};
  }

  [[nodiscard]] std::string last_failure() const override {
    const std::optional<FailedItem> item = failure_.get();
    if (!item) return {};
    const Domain& domain = gpus_.domains[item->item];
    return fmt::format("cannot read {} ({}): {}", domain.name, domain.where, words_of(item->error));
  }

 private:
  [[nodiscard]] std::error_code read_counter(const NvmlGpu& gpu, std::uint64_t& ticks) const noexcept {
    const NvmlNumber energy = gpus_.library->total_energy_millijoules(gpu.device);
    ticks = energy.value;
    return energy.status == NvmlStatus::success ? std::error_code{} : error_of(energy.status);
  }

  [[nodiscard]] std::error_code read_sampled(std::size_t sensor, std::uint64_t& ticks) const noexcept {
    const EnergyRead sampled = sampler_->energy(sensor);
    if (!sampled.error) ticks = static_cast<std::uint64_t>(sampled.energy.value() * millijoules_per_joule);
    return sampled.error;
  }

  std::string name_ = "nvml";
  NvmlGpus gpus_;
  ReadFailure failure_;
  std::optional<PowerSampler> sampler_;
};

/// nvmlDeviceGetTotalEnergyConsumption counts millijoules (NVML API Reference, "Device Queries").
Domain domain_of(std::string name, std::string where) {
  Domain domain;
  domain.name = std::move(name);
  domain.where = std::move(where);
  domain.unit = Joules{1e-3};
  domain.resolution = domain.unit;
  domain.maximum_power = gpu_maximum_power;
  domain.counted = true;
  return domain;
}

/// "NVIDIA A100-SXM4-40GB, GPU-8f1c...": the UUID stays the same whatever order the driver finds the GPUs in.
std::string describe_device(const NvmlLibrary& library, NvmlDevice* device) {
  std::string text = library.name(device).value_or("GPU without a name");
  if (const std::optional<std::string> uuid = library.uuid(device)) text += ", " + *uuid;
  return text;
}

/// One power sensor: nvmlDeviceGetPowerUsage gives milliwatts.
PowerSampler::ReadPower power_reader(std::shared_ptr<NvmlLibrary> library, NvmlDevice* device) {
  return [library = std::move(library), device]() -> PowerRead {
    const NvmlNumber power = library->power_milliwatts(device);
    if (power.status != NvmlStatus::success) return {Watts{}, error_of(power.status)};
    return {Watts{static_cast<double>(power.value) * watts_per_milliwatt}, {}};
  };
}

/// Adds a GPU that has no energy counter, if it shows its power.
bool add_sampled_gpu(NvmlGpus& gpus, NvmlDevice* device, const std::string& name, const std::string& where) {
  if (gpus.library->power_milliwatts(device).status != NvmlStatus::success) return false;
  Domain domain = domain_of(name, where +
                                      " (power, sampled 50 times a second; from Ampere on a reading is the mean of "
                                      "the last second)");
  domain.update_period = gpu_power_period;
  gpus.gpus.push_back({.device = device, .sensor = gpus.power.size()});
  gpus.power.push_back(power_reader(gpus.library, device));
  gpus.domains.push_back(std::move(domain));
  return true;
}

/// Adds one GPU, or says why its energy cannot be read.
std::optional<Unavailable> add_gpu(NvmlGpus& gpus, NvmlDevice* device, const std::string& name) {
  const std::string where = describe_device(*gpus.library, device);
  const NvmlStatus status = gpus.library->total_energy_millijoules(device).status;
  if (status == NvmlStatus::not_supported && add_sampled_gpu(gpus, device, name, where)) return std::nullopt;
  if (status != NvmlStatus::success) {
    return why_gpu_unreadable(fmt::format("{} ({})", name, where), {status, gpus.library->describe(status)});
  }
  gpus.gpus.push_back({.device = device});
  gpus.domains.push_back(domain_of(name, where));
  return std::nullopt;
}

/// The driver counts GPUs that a container or cgroup keeps from this process too. They are left out: the process
/// cannot make them work. Any other GPU that cannot be opened is a reason not to measure.
std::optional<Unavailable> add_gpus(NvmlGpus& gpus) {
  const NvmlNumber count = gpus.library->device_count();
  if (count.status != NvmlStatus::success) {
    return why_not_initialised({count.status, gpus.library->describe(count.status)});
  }
  std::optional<Unavailable> forbidden;
  for (unsigned int index = 0; index < count.value; ++index) {
    const std::string name = fmt::format("gpu-{}", index);
    const NvmlFoundDevice found = gpus.library->device(index);
    if (found.status == NvmlStatus::success) {
      if (auto why = add_gpu(gpus, found.device, name)) return why;
      continue;
    }
    Unavailable why = why_gpu_unreadable(name, {found.status, gpus.library->describe(found.status)});
    if (found.status != NvmlStatus::no_permission) return why;
    if (!forbidden) forbidden = std::move(why);
  }
  if (!gpus.gpus.empty()) return std::nullopt;
  return forbidden ? std::move(forbidden) : why_no_gpu();
}

}  // namespace

std::variant<std::unique_ptr<EnergySource>, Unavailable> open_nvml(const std::string& library,
                                                                   const NvmlAccess& access) {
  auto opened = NvmlLibrary::open(library);
  if (auto* why = std::get_if<Unavailable>(&opened)) return std::move(*why);
  NvmlGpus gpus;
  gpus.library = std::get<std::shared_ptr<NvmlLibrary>>(std::move(opened));
  if (auto why = add_gpus(gpus)) return std::move(*why);
  return std::make_unique<NvmlSource>(std::move(gpus), access);
}

}  // namespace greenbench
