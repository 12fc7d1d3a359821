// NVIDIA's management library, loaded at run time and never linked: its functions, ready to be called.
//
//   auto opened = NvmlLibrary::open("libnvidia-ml.so.1");      // Unavailable when there is none
//   NvmlLibrary& nvml = *std::get<std::shared_ptr<NvmlLibrary>>(opened);
//   if (NvmlNumber energy = nvml.total_energy_millijoules(gpu); energy.status == NvmlStatus::success)
//   use(energy.value);
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "counters/source/source.hpp"

namespace greenbench {

/// nvmlReturn_t. Only the values that are told apart here have names; the numbers are those of the public API
/// (NVML API Reference, "Device Enums").
enum class NvmlStatus : int {
  success = 0,
  not_supported = 3,
  no_permission = 4,
  insufficient_power = 8,
  driver_not_loaded = 9,
  timeout = 10,
  gpu_is_lost = 15,
  reset_required = 16,
  operating_system = 17,
  library_driver_mismatch = 18,
};

/// What nvmlDevice_t points to; the library keeps its content to itself.
struct NvmlDevice;

struct NvmlNumber {
  std::uint64_t value = 0;  ///< undefined unless `status` is success
  NvmlStatus status = NvmlStatus::success;
};

struct NvmlFoundDevice {
  NvmlDevice* device = nullptr;  ///< undefined unless `status` is success
  NvmlStatus status = NvmlStatus::success;
};

/// The library's functions as C declares them.
struct NvmlApi {
  NvmlStatus (*init)() = nullptr;
  NvmlStatus (*shutdown)() = nullptr;
  const char* (*error_string)(NvmlStatus status) = nullptr;
  NvmlStatus (*device_count)(unsigned int* count) = nullptr;
  NvmlStatus (*device_by_index)(unsigned int index, NvmlDevice** device) = nullptr;
  NvmlStatus (*device_name)(NvmlDevice* device, char* text, unsigned int size) = nullptr;
  NvmlStatus (*device_uuid)(NvmlDevice* device, char* text, unsigned int size) = nullptr;
  NvmlStatus (*total_energy)(NvmlDevice* device, unsigned long long* millijoules) = nullptr;
  NvmlStatus (*power_usage)(NvmlDevice* device, unsigned int* milliwatts) = nullptr;
};

/// Loaded and initialised; shut down and unloaded at the end. Its functions may be called from several threads at once,
/// as the library's own may.
class NvmlLibrary {
 public:
  /// `file`: a path, or a name that the dynamic linker looks for.
  [[nodiscard]] static std::variant<std::shared_ptr<NvmlLibrary>, Unavailable> open(const std::string& file);
  ~NvmlLibrary();
  NvmlLibrary(const NvmlLibrary&) = delete;
  NvmlLibrary& operator=(const NvmlLibrary&) = delete;

  /// All GPUs of the machine, also those that this process may not use.
  [[nodiscard]] NvmlNumber device_count() const noexcept;
  [[nodiscard]] NvmlFoundDevice device(unsigned int index) const noexcept;
  [[nodiscard]] std::optional<std::string> name(NvmlDevice* device) const;
  [[nodiscard]] std::optional<std::string> uuid(NvmlDevice* device) const;

  /// Energy of the whole board since the driver was loaded.
  [[nodiscard]] NvmlNumber total_energy_millijoules(NvmlDevice* device) const noexcept;
  [[nodiscard]] NvmlNumber power_milliwatts(NvmlDevice* device) const noexcept;

  /// The library's own words for a status, with its number.
  [[nodiscard]] std::string describe(NvmlStatus status) const;

 private:
  struct Unload {
    void operator()(void* handle) const noexcept;
  };
  using Handle = std::unique_ptr<void, Unload>;
  NvmlLibrary(Handle handle, const NvmlApi& api) : handle_(std::move(handle)), api_(api) {}

  Handle handle_;
  NvmlApi api_;
};

}  // namespace greenbench
