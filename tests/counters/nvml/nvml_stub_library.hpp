// Loads the NVML stub into this process, so that a test can set what the program finds there.
//
//   NvmlStubLibrary library;
//   library.add_gpu("A100").millijoules = 5000;
//   auto opened = open_nvml(library.path());
#pragma once

#include <dlfcn.h>

#include <stdexcept>
#include <string>

#include "tests/support/nvml_stub.hpp"

namespace greenbench::testing {

/// Starts with no GPU, and leaves none behind: the library is one for the whole process.
class NvmlStubLibrary {
 public:
  NvmlStubLibrary() : handle_(dlopen(path().c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) throw std::runtime_error{dlerror()};
    auto* find = reinterpret_cast<NvmlStub* (*)()>(dlsym(handle_, "nvml_stub"));
    if (find == nullptr) throw std::runtime_error{dlerror()};
    stub_ = find();
    reset();
  }
  ~NvmlStubLibrary() {
    reset();
    dlclose(handle_);
  }
  NvmlStubLibrary(const NvmlStubLibrary&) = delete;
  NvmlStubLibrary& operator=(const NvmlStubLibrary&) = delete;

  [[nodiscard]] static std::string path() { return GREENBENCH_NVML_STUB; }
  [[nodiscard]] NvmlStub& stub() { return *stub_; }
  [[nodiscard]] NvmlStubGpu& gpu(std::size_t index) { return stub_->gpus.at(index); }

  /// Its UUID is GPU-0, GPU-1, ...
  NvmlStubGpu& add_gpu(const std::string& name) {
    NvmlStubGpu& gpu = stub_->gpus.emplace_back();
    gpu.name = name;
    gpu.uuid = "GPU-" + std::to_string(stub_->gpus.size() - 1);
    return gpu;
  }

 private:
  void reset() {
    stub_->init_status = 0;
    stub_->count_status = 0;
    stub_->gpus.clear();
  }

  void* handle_;
  NvmlStub* stub_ = nullptr;
};

}  // namespace greenbench::testing
