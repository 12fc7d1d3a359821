// What the reasons why a source is absent have in common.
//
//   if (means_no_permission(error)) return {"msr", "no permission to read " + file, remedy};
//   return {"msr", reason, fmt::format("load the driver, or {}", use_estimate)};
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "counters/system/posix_file.hpp"

namespace greenbench {

struct ReadingGroup;

inline constexpr std::string_view use_estimate = "use the estimate with --source estimate";

/// What to do in a virtual machine whose hypervisor hides the counters.
inline constexpr std::string_view measure_on_the_host =
    "measure on the host or on a machine of your own, or use the estimate with --source estimate";

/// The kernel's interfaces that show a package's energy here, whether they may be read or not: "powercap", "perf".
/// Those of smaller rights come first.
[[nodiscard]] std::vector<std::string_view> rapl_interfaces(const std::filesystem::path& sysfs);

/// Whether the kernel has loaded a module. One that is built in need not show.
[[nodiscard]] bool is_module_loaded(const std::filesystem::path& sysfs, std::string_view module);

/// What is left to do where a group may read a file already.
[[nodiscard]] std::string take_up_group(const ReadingGroup& group);

}  // namespace greenbench
