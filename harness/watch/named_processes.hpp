// The processes that --pid names: whether they are there, and can be watched beside each other.
//
//   std::vector<pid_t> processes = named_processes(options.watch, "/proc");
//   // throws UsageError: "--pid 12: there is no such process"
//   // throws CannotMeasure: "--pid 12: it is another user's, and /proc hides it ..."
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <vector>

#include "harness/command_line/options.hpp"

namespace greenbench {

/// In the order in which they were named. Throws UsageError for one that is not there, has ended, is a thread, is named
/// twice, or descends from another whose descendants count; CannotMeasure for one that exists and is not shown.
[[nodiscard]] std::vector<pid_t> named_processes(const WatchOptions& options, const std::filesystem::path& procfs);

}  // namespace greenbench
