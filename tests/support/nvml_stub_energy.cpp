// A file of its own, so that one variant of the library can do without it, as the libraries of older drivers do.
#include "tests/support/nvml_stub.hpp"

extern "C" {

// NOLINTNEXTLINE(readability-identifier-naming): the public API's name.
int nvmlDeviceGetTotalEnergyConsumption(const greenbench::testing::NvmlStubGpu* device,
                                        unsigned long long* millijoules) {
  if (nvml_stub()->initialised == 0) return 1;
  *millijoules = device->millijoules_now ? device->millijoules_now() : device->millijoules.load();
  return device->energy_status;
}

}  // extern "C"
