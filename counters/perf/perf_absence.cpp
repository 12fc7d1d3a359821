#include "counters/perf/perf_absence.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "counters/source/absence.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/own_program.hpp"
#include "counters/system/posix_file.hpp"
#include "counters/system/rights.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

Unavailable unavailable(std::string reason, std::string remedy) {
  return {"perf", std::move(reason), std::move(remedy)};
}

/// What the kernel answers for an event, or a processor, that it does not have.
bool means_unknown(const std::error_code& error) {
  return error == std::errc::no_such_file_or_directory || error == std::errc::invalid_argument ||
         error == std::errc::no_such_device || error == std::errc::no_such_device_or_address ||
         error == std::errc::operation_not_supported;
}

/// The kernel itself would allow it.
Unavailable why_refused_all_the_same(const std::string& what, const std::string& though) {
  return unavailable(
      fmt::format("no permission to open {}, though {}: a container's system call filter or a security module refuses",
                  what, though),
      fmt::format("start the container with the right to use performance events:\n"
                  "  docker run --cap-add PERFMON ...\n"
                  "or look for the security module's message with\n  journalctl --dmesg --grep perf\nor {}",
                  use_estimate));
}

/// The right for one program alone.
std::string how_to_give_it_to_the_program(bool needs_lower_level) {
  const std::optional<std::string> program = own_program();
  if (!program) return take_the_program_instead("cap_perfmon");
  return fmt::format(
      "give this right to one program (Linux 5.8 and later) that only a group may run, again after each build:\n"
      "  sudo groupadd --force perf_users && sudo usermod --append --groups perf_users \"$USER\"\n"
      "  sudo chgrp perf_users {0} && sudo chmod 0750 {0} && sudo setcap cap_perfmon=ep {0}\n"
      "{1}then log in again. What that program starts does not get the right",
      *program,
      needs_lower_level
          ? "  sudo sysctl kernel.perf_event_paranoid=2\n(above 2 the kernels of Debian and Ubuntu do not "
            "heed the right; the setting lasts until the next start), "
          : "");
}

/// The ways to the right, those that open least first.
std::string how_to_be_allowed(const FileRoots& roots, std::optional<int> level) {
  const std::vector<std::string_view> interfaces = rapl_interfaces(roots.sysfs);
  const bool has_powercap = std::ranges::find(interfaces, "powercap") != interfaces.end();
  const bool needs_lower_level = !level || *level > highest_level_with_perfmon;
  return fmt::format(
      "{0}allow every user to count events of the whole machine, until the next start:\n"
      "  sudo sysctl kernel.perf_event_paranoid=0\n"
      "or {1}. Whoever has it can observe other users' work through its power (CVE-2020-8694)",
      has_powercap ? "use --source powercap, whose files alone a group can be given (see there), or " : "either ",
      how_to_give_it_to_the_program(needs_lower_level));
}

Unavailable why_no_permission(const FileRoots& roots, const std::string& what) {
  const std::optional<int> level = perf_event_paranoid(roots.procfs);
  if (level && *level <= 0) {
    return why_refused_all_the_same(what, fmt::format("kernel.perf_event_paranoid is {}", *level));
  }
  const std::string known = level ? fmt::format("kernel.perf_event_paranoid is {}", *level) : "";
  if (has_capability(roots.procfs, Capability::perfmon)) {
    if (level && *level <= highest_level_with_perfmon) {
      return why_refused_all_the_same(what, "this program has the capability cap_perfmon");
    }
    return unavailable(
        fmt::format(
            "no permission to open {}: this program has the capability cap_perfmon, but the kernel does not heed "
            "it while {}",
            what, known.empty() ? "kernel.perf_event_paranoid is above 2" : known),
        "lower the setting, until the next start:\n  sudo sysctl kernel.perf_event_paranoid=2");
  }
  return unavailable(fmt::format("no permission to open {}{}", what, known.empty() ? "" : " (" + known + ")"),
                     how_to_be_allowed(roots, level));
}

/// The driver is there, but no event of a package.
Unavailable why_only_others(const std::string& nothing_there, const fs::path& events) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& event : fs::directory_iterator{events, error}) {
    if (event.path().extension().empty()) names.push_back(event.path().filename().string());
  }
  std::ranges::sort(names);
  const std::string only = names.empty() ? "" : fmt::format(", only {}", fmt::join(names, ", "));
  return unavailable(fmt::format("{}{}: the kernel's driver is loaded, but finds no counter of a package that moves",
                                 nothing_there, only),
                     fmt::format("measure on a machine whose processor counts its packages, or {}", use_estimate));
}

}  // namespace

Unavailable why_no_perf_pmu(const FileRoots& roots) {
  const fs::path events = roots.sysfs / "bus/event_source/devices/power/events";
  const std::string nothing_there = fmt::format("no event of a package in {}", events.string());
  if (read_cpu_identity(roots.procfs).hypervisor) {
    return unavailable(nothing_there + ": this is a virtual machine, and its hypervisor offers none",
                       std::string{measure_on_the_host});
  }
  std::error_code error;
  if (fs::exists(events.parent_path(), error) || is_module_loaded(roots.sysfs, "rapl")) {
    return why_only_others(nothing_there, events);
  }
  return unavailable(nothing_there + ": the kernel's driver is not loaded, or the processor has no counters",
                     "load the driver:\n"
                     "  sudo modprobe rapl\n"
                     "(before Linux 5.8: sudo modprobe intel_rapl_perf, for Intel processors only). If there is no "
                     "such module, the kernel was built without CONFIG_PERF_EVENTS_INTEL_RAPL");
}

Unavailable why_not_understood(const fs::path& file, const std::string& expected) {
  const FileRead read = read_text_file(file);
  const std::string seen =
      read.error ? fmt::format("cannot be read: {}", read.error.message()) : fmt::format("says \"{}\"", read.text);
  return unavailable(fmt::format("{} {}; expected is {}", file.string(), seen, expected),
                     fmt::format("take another source, for instance --source powercap, or {}", use_estimate));
}

Unavailable why_no_package(const fs::path& sysfs, int cpu) {
  const fs::path file = sysfs / fmt::format("devices/system/cpu/cpu{}/topology/physical_package_id", cpu);
  return why_not_understood(file, "the number of a package");
}

Unavailable why_perf_unreadable(const std::string& failure) {
  return unavailable(
      failure,
      fmt::format("look for the kernel's message with\n  journalctl --dmesg --grep 'rapl|perf'\nor {}", use_estimate));
}

Unavailable why_not_opened(const FileRoots& roots, const PerfRefusal& refusal) {
  const std::string what = fmt::format("the event {} on processor {}", refusal.event, refusal.cpu);
  if (means_no_permission(refusal.error)) return why_no_permission(roots, what);
  if (means_unknown(refusal.error)) {
    return unavailable(
        fmt::format("the running kernel does not know {} ({}): {} is not this kernel's own", what,
                    refusal.error.message(), roots.sysfs.string()),
        fmt::format("run without --path.sysfs, or with the one of the kernel that runs the program; or {}",
                    use_estimate));
  }
  return unavailable(
      fmt::format("cannot open {}: {}", what, refusal.error.message()),
      fmt::format("look for the kernel's message with\n  journalctl --dmesg --grep 'rapl|perf'\nor {}", use_estimate));
}

}  // namespace greenbench
