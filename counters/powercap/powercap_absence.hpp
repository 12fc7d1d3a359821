// Why powercap cannot be used here, told apart, each with its own remedy.
//
//   if (zones.empty()) return why_no_powercap_zones(roots);
//   return why_unreadable(zone_file, error);
#pragma once

#include <filesystem>
#include <system_error>

#include "counters/source/source.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// There is no zone: a masked container, a virtual machine, or a kernel module that is not loaded.
[[nodiscard]] Unavailable why_no_powercap_zones(const FileRoots& roots);

/// A zone is there, but its energy cannot be read.
[[nodiscard]] Unavailable why_unreadable(const std::filesystem::path& energy_file, const std::error_code& error);

/// A zone is there, but where its counter wraps is not known, so that no difference of it can be trusted.
[[nodiscard]] Unavailable why_no_range(const std::filesystem::path& zone);

/// Whether a container runtime hides the zones.
[[nodiscard]] bool is_powercap_masked(const std::filesystem::path& sysfs);

}  // namespace greenbench
