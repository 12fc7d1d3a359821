// A shared library that looks like NVIDIA's management library, and what a test sets in it.
//
//   NvmlStubLibrary library;                               // in tests/counters/nvml/nvml_stub_library.hpp: loads it
//   library.stub().gpus.emplace_back().millijoules = 5000;
//   auto opened = open_nvml(library.path());
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>

namespace greenbench::testing {

/// One GPU. A status is NVML's number: 0 is success, 3 not supported, 15 lost.
struct NvmlStubGpu {
  std::string name = "Emulated GPU";
  std::string uuid = "GPU-00000000";
  int open_status = 0;  ///< of nvmlDeviceGetHandleByIndex_v2
  std::atomic<int> energy_status{0};
  std::atomic<int> power_status{0};
  std::atomic<std::uint64_t> millijoules{0};
  std::atomic<unsigned int> milliwatts{0};
  std::function<std::uint64_t()> millijoules_now = nullptr;  ///< instead of `millijoules`
};

struct NvmlStub {
  int init_status = 0;
  int count_status = 0;
  int initialised = 0;  ///< calls of nvmlInit_v2 that succeeded, less those of nvmlShutdown
  std::deque<NvmlStubGpu> gpus;
};

}  // namespace greenbench::testing

extern "C" {
/// What the library shows. At first it has a GPU for each number in the environment variable NVML_STUB_WATTS
/// ("250,80"), which draws that power by the real clock and moves its counter every 20 ms.
greenbench::testing::NvmlStub* nvml_stub();
}
