// What the reasons why a source is absent have in common.
//
//   if (means_no_permission(error)) return {"msr", "no permission to read " + file, remedy};
//   return {"msr", reason, fmt::format("load the driver, or {}", use_estimate)};
#pragma once

#include <string_view>

#include "counters/system/posix_file.hpp"

namespace greenbench {

inline constexpr std::string_view use_estimate = "use the estimate with --source estimate";

/// What to do in a virtual machine whose hypervisor hides the counters.
inline constexpr std::string_view measure_on_the_host =
    "measure on the host or on a machine of your own, or use the estimate with --source estimate";

}  // namespace greenbench
