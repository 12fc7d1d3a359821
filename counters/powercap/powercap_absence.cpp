#include "counters/powercap/powercap_absence.hpp"

#include <string_view>

#include <fmt/format.h>

#include "counters/source/absence.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/rights.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view source_name = "powercap";

// The group needs no more than read access to the counter; root is needed once, for the rule.
constexpr std::string_view permission_remedy =
    "give a group of your choice read access, and nothing else:\n"
    "  sudo groupadd --force energy && sudo usermod --append --groups energy \"$USER\"\n"
    "  echo 'SUBSYSTEM==\"powercap\", ACTION==\"add|change\", TEST==\"energy_uj\", "
    "RUN+=\"/bin/chgrp energy /sys%p/energy_uj\", RUN+=\"/bin/chmod 0440 /sys%p/energy_uj\"' "
    "| sudo tee /etc/udev/rules.d/70-energy-counters.rules\n"
    "  sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=powercap --action=change\n"
    "then log in again. Members of the group can observe other users' work through its power (CVE-2020-8694)";

bool is_empty_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) && fs::is_empty(path, error) && !error;
}

Unavailable unavailable(std::string reason, std::string remedy) {
  return {std::string{source_name}, std::move(reason), std::move(remedy)};
}

Unavailable why_masked(const fs::path& sysfs) {
  return unavailable(fmt::format("a container hides the zones of {}", (sysfs / "class/powercap").string()),
                     fmt::format("start the container with the host's counters in view and point the program at them:\n"
                                 "  docker run --volume /sys:/host/sys:ro ... greenbench --path.sysfs /host/sys\n"
                                 "or {}",
                                 use_estimate));
}

}  // namespace

/// A container runtime hides the zones by an empty file system over devices/virtual/powercap. The links in
/// class/powercap then lead nowhere.
bool is_powercap_masked(const fs::path& sysfs) {
  if (is_empty_folder(sysfs / "devices/virtual/powercap")) return true;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator{sysfs / "class/powercap", error}) {
    std::error_code dangling;
    if (entry.is_symlink(dangling) && !fs::exists(entry.path(), dangling)) return true;
  }
  return false;
}

Unavailable why_no_powercap_zones(const FileRoots& roots) {
  if (is_powercap_masked(roots.sysfs)) return why_masked(roots.sysfs);
  const std::string nothing_there = fmt::format("no energy counter in {}", (roots.sysfs / "class/powercap").string());
  if (read_cpu_identity(roots.procfs).hypervisor) {
    return unavailable(nothing_there + ": this is a virtual machine, and its hypervisor offers none",
                       std::string{measure_on_the_host});
  }
  // The control type is there as soon as the driver is, its zones only where a counter shows more than zero.
  std::error_code error;
  if (fs::exists(roots.sysfs / "class/powercap/intel-rapl", error) || is_module_loaded(roots.sysfs, "intel_rapl_msr")) {
    return unavailable(
        nothing_there + ": the kernel's RAPL driver is loaded, but finds no counter of a package that moves",
        fmt::format("measure on a machine whose processor counts its packages, or {}", use_estimate));
  }
  return unavailable(nothing_there + ": the kernel's RAPL driver is not loaded, or the processor has no counters",
                     "load the driver:\n"
                     "  sudo modprobe intel_rapl_msr\n"
                     "It serves AMD processors too (Linux 5.11 and later). If there is no such module, the kernel was "
                     "built without CONFIG_INTEL_RAPL and CONFIG_POWERCAP");
}

Unavailable why_unreadable(const fs::path& energy_file, const std::error_code& error) {
  if (means_no_permission(error)) {
    if (const auto group = group_that_may_read(energy_file)) {
      return unavailable(
          fmt::format("no permission to read {}, which the group {} has", energy_file.string(), group->name),
          take_up_group(*group));
    }
    return unavailable(fmt::format("no permission to read {}", energy_file.string()), std::string{permission_remedy});
  }
  return unavailable(
      fmt::format("cannot read {}: {}", energy_file.string(), error.message()),
      fmt::format("look for the driver's message with\n  journalctl --dmesg --grep rapl\nor {}", use_estimate));
}

Unavailable why_no_range(const fs::path& zone) {
  return unavailable(
      fmt::format("{} has no readable max_energy_range_uj, so where its counter wraps is not known", zone.string()),
      fmt::format("see what the file says with\n  cat {}\nor {}", (zone / "max_energy_range_uj").string(),
                  use_estimate));
}

}  // namespace greenbench
