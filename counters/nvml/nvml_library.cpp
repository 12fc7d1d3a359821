#include "counters/nvml/nvml_library.hpp"

#include <dlfcn.h>

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "counters/nvml/nvml_absence.hpp"

namespace greenbench {

namespace {

/// Looks functions up by name and keeps the first name that is missing.
class SymbolFinder {
 public:
  explicit SymbolFinder(void* handle) : handle_(handle) {}

  template <class Function>
  void find(Function*& function, const char* name) {
    function = reinterpret_cast<Function*>(dlsym(handle_, name));
    if (function == nullptr && missing_.empty()) missing_ = name;
  }
  [[nodiscard]] const std::string& missing() const { return missing_; }

 private:
  void* handle_;
  std::string missing_;
};

/// Fills `api`; the name of a function that the library lacks, else empty.
std::string find_functions(void* handle, NvmlApi& api) {
  SymbolFinder finder{handle};
  finder.find(api.init, "nvmlInit_v2");
  finder.find(api.shutdown, "nvmlShutdown");
  finder.find(api.error_string, "nvmlErrorString");
  finder.find(api.device_count, "nvmlDeviceGetCount_v2");
  finder.find(api.device_by_index, "nvmlDeviceGetHandleByIndex_v2");
  finder.find(api.device_name, "nvmlDeviceGetName");
  finder.find(api.device_uuid, "nvmlDeviceGetUUID");
  finder.find(api.total_energy, "nvmlDeviceGetTotalEnergyConsumption");
  finder.find(api.power_usage, "nvmlDeviceGetPowerUsage");
  return finder.missing();
}

/// The API's largest name and UUID take 96 bytes, the zero at the end included.
using TextBuffer = std::array<char, 96>;

template <class Function>
std::optional<std::string> text_of(Function* function, NvmlDevice* device) {
  TextBuffer buffer{};
  if (function(device, buffer.data(), static_cast<unsigned int>(buffer.size())) != NvmlStatus::success) {
    return std::nullopt;
  }
  const std::string_view all{buffer.data(), buffer.size()};
  return std::string{all.substr(0, all.find('\0'))};
}

std::string status_text(const NvmlApi& api, NvmlStatus status) {
  const char* words = api.error_string(status);
  return fmt::format("{} (NVML status {})", words == nullptr ? "unknown error" : words, static_cast<int>(status));
}

}  // namespace

void NvmlLibrary::Unload::operator()(void* handle) const noexcept {
  dlclose(handle);
}

std::variant<std::shared_ptr<NvmlLibrary>, Unavailable> NvmlLibrary::open(const std::string& file) {
  Handle handle{dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)};
  if (!handle) {
    const char* why = dlerror();  // NOLINT(concurrency-mt-unsafe): a thread sees its own errors with glibc
    return why_no_library(why == nullptr ? file : why);
  }
  NvmlApi api;
  if (const std::string missing = find_functions(handle.get(), api); !missing.empty()) {
    return why_no_function(file, missing);
  }
  const NvmlStatus status = api.init();
  if (status != NvmlStatus::success) return why_not_initialised({status, status_text(api, status)});
  return std::shared_ptr<NvmlLibrary>{new NvmlLibrary{std::move(handle), api}};
}

NvmlLibrary::~NvmlLibrary() {
  api_.shutdown();
}

NvmlNumber NvmlLibrary::device_count() const noexcept {
  unsigned int count = 0;
  const NvmlStatus status = api_.device_count(&count);
  return {count, status};
}

NvmlFoundDevice NvmlLibrary::device(unsigned int index) const noexcept {
  NvmlFoundDevice found;
  found.status = api_.device_by_index(index, &found.device);
  return found;
}

std::optional<std::string> NvmlLibrary::name(NvmlDevice* device) const {
  return text_of(api_.device_name, device);
}

std::optional<std::string> NvmlLibrary::uuid(NvmlDevice* device) const {
  return text_of(api_.device_uuid, device);
}

NvmlNumber NvmlLibrary::total_energy_millijoules(NvmlDevice* device) const noexcept {
  unsigned long long millijoules = 0;
  const NvmlStatus status = api_.total_energy(device, &millijoules);
  return {millijoules, status};
}

NvmlNumber NvmlLibrary::power_milliwatts(NvmlDevice* device) const noexcept {
  unsigned int milliwatts = 0;
  const NvmlStatus status = api_.power_usage(device, &milliwatts);
  return {milliwatts, status};
}

std::string NvmlLibrary::describe(NvmlStatus status) const {
  return status_text(api_, status);
}

}  // namespace greenbench
