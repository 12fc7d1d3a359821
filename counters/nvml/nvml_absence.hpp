// Why no GPU can be measured here, told apart, each with its own remedy.
//
//   if (!handle) return why_no_library(dlerror());
//   if (status != NvmlStatus::success) return why_not_initialised({status, nvml.describe(status)});
//   if (count == 0) return why_no_gpu();
#pragma once

#include <string>

#include "counters/nvml/nvml_library.hpp"
#include "counters/source/source.hpp"

namespace greenbench {

/// What the library said, as a number and in its own words.
struct NvmlRefusal {
  NvmlStatus status = NvmlStatus::success;
  std::string words;
};

/// The library could not be loaded; `why` is the dynamic linker's message, which names the file.
[[nodiscard]] Unavailable why_no_library(const std::string& why);
/// The library is there, but too old.
[[nodiscard]] Unavailable why_no_function(const std::string& library, const std::string& function);
/// The library is there, but found no driver that it can work with.
[[nodiscard]] Unavailable why_not_initialised(const NvmlRefusal& refusal);
/// Library and driver are there, and count no GPU.
[[nodiscard]] Unavailable why_no_gpu();
/// `gpu` is there, and its energy cannot be read.
[[nodiscard]] Unavailable why_gpu_unreadable(const std::string& gpu, const NvmlRefusal& refusal);

}  // namespace greenbench
