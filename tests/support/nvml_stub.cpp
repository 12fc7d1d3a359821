#include "tests/support/nvml_stub.hpp"

#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <sstream>

// The functions have the names and parameters of the public API; a device is a pointer to its NvmlStubGpu.
// NOLINTBEGIN(readability-identifier-naming)

namespace {

using greenbench::testing::NvmlStub;
using greenbench::testing::NvmlStubGpu;

constexpr int success = 0;
constexpr int uninitialised = 1;
constexpr int invalid_argument = 2;
constexpr int insufficient_size = 7;

std::uint64_t millijoules_at_real_time(double watts) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t updates = now.tv_sec * 50 + now.tv_nsec / 20'000'000;
  return static_cast<std::uint64_t>(static_cast<double>(updates) * 20.0 * watts);
}

NvmlStub stub_of_environment() {
  NvmlStub stub;
  const char* list = std::getenv("NVML_STUB_WATTS");
  std::istringstream stream{list == nullptr ? "" : list};
  for (std::string text; std::getline(stream, text, ',');) {
    const double watts = std::stod(text);
    NvmlStubGpu& gpu = stub.gpus.emplace_back();
    gpu.uuid = "GPU-0000000" + std::to_string(stub.gpus.size());
    gpu.milliwatts = static_cast<unsigned int>(watts * 1e3);
    gpu.millijoules_now = [watts] { return millijoules_at_real_time(watts); };
  }
  return stub;
}

int copy_text(const std::string& from, char* text, unsigned int size) {
  if (from.size() + 1 > size) return insufficient_size;
  std::memcpy(text, from.c_str(), from.size() + 1);
  return success;
}

}  // namespace

extern "C" {

NvmlStub* nvml_stub() {
  static NvmlStub stub = stub_of_environment();
  return &stub;
}

int nvmlInit_v2() {
  if (nvml_stub()->init_status == success) ++nvml_stub()->initialised;
  return nvml_stub()->init_status;
}

int nvmlShutdown() {
  if (nvml_stub()->initialised == 0) return uninitialised;
  --nvml_stub()->initialised;
  return success;
}

const char* nvmlErrorString(int status) {
  switch (status) {
    case success:
      return "Success";
    case 3:
      return "Not Supported";
    case 4:
      return "Insufficient Permissions";
    case 9:
      return "Driver Not Loaded";
    case 15:
      return "GPU is lost";
    case 18:
      return "Driver/library version mismatch";
    default:
      return "Unknown Error";
  }
}

int nvmlDeviceGetCount_v2(unsigned int* count) {
  if (nvml_stub()->initialised == 0) return uninitialised;
  *count = static_cast<unsigned int>(nvml_stub()->gpus.size());
  return nvml_stub()->count_status;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned int index, NvmlStubGpu** device) {
  if (nvml_stub()->initialised == 0) return uninitialised;
  if (index >= nvml_stub()->gpus.size()) return invalid_argument;
  *device = &nvml_stub()->gpus[index];
  return (*device)->open_status;
}

int nvmlDeviceGetName(const NvmlStubGpu* device, char* text, unsigned int size) {
  return copy_text(device->name, text, size);
}

int nvmlDeviceGetUUID(const NvmlStubGpu* device, char* text, unsigned int size) {
  return copy_text(device->uuid, text, size);
}

int nvmlDeviceGetPowerUsage(const NvmlStubGpu* device, unsigned int* milliwatts) {
  if (nvml_stub()->initialised == 0) return uninitialised;
  *milliwatts = device->milliwatts;
  return device->power_status;
}

}  // extern "C"

// NOLINTEND(readability-identifier-naming)
