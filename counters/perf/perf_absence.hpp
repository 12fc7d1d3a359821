// Why perf's energy events cannot be used here, told apart, each with its own remedy.
//
//   if (!fs::exists(power_folder)) return why_no_perf_pmu(roots);
//   return why_not_opened(roots, {.event = "power/energy-pkg", .cpu = 0, .error = error});
#pragma once

#include <filesystem>
#include <string>
#include <system_error>

#include "counters/source/source.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// There is no event source "power", or it has no event of a package: a virtual machine, or a kernel module that is not
/// loaded.
[[nodiscard]] Unavailable why_no_perf_pmu(const FileRoots& roots);

/// A file of the event source says nothing, or something else than it should.
[[nodiscard]] Unavailable why_not_understood(const std::filesystem::path& file, const std::string& expected);

/// The list of processors names one whose package sysfs does not tell.
[[nodiscard]] Unavailable why_no_package(const std::filesystem::path& sysfs, int cpu);

/// The events are open, but their first read failed: `failure` says which and why.
[[nodiscard]] Unavailable why_perf_unreadable(const std::string& failure);

/// An event that the kernel did not open.
struct PerfRefusal {
  std::string event;  ///< "power/energy-pkg"
  int cpu = 0;
  std::error_code error;
};
[[nodiscard]] Unavailable why_not_opened(const FileRoots& roots, const PerfRefusal& refusal);

}  // namespace greenbench
