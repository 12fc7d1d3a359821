#include "counters/perf/perf_absence.hpp"

#include <fmt/format.h>

#include "counters/source/absence.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/own_program.hpp"
#include "counters/system/posix_file.hpp"

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

/// What kernel.perf_event_paranoid says ("2", "-1"); empty when that cannot be read.
std::string paranoia(const FileRoots& roots) {
  return read_text_file(roots.procfs / "sys/kernel/perf_event_paranoid").text;
}

Unavailable why_no_permission(const FileRoots& roots, const std::string& what) {
  const std::string paranoid = paranoia(roots);
  if (paranoid == "0" || paranoid.starts_with('-')) {
    // The kernel itself would allow it: something in front of it does not.
    return unavailable(
        fmt::format("no permission to open {}, though kernel.perf_event_paranoid is {}: a container's system call "
                    "filter or a security module refuses",
                    what, paranoid),
        fmt::format("start the container with the right to use performance events:\n"
                    "  docker run --cap-add PERFMON ...\n"
                    "or look for the security module's message with\n  journalctl --dmesg --grep perf\nor {}",
                    use_estimate));
  }
  const std::string known = paranoid.empty() ? "" : fmt::format(" (kernel.perf_event_paranoid is {})", paranoid);
  return unavailable(
      fmt::format("no permission to open {}{}", what, known),
      fmt::format("either allow every user to count events of the whole machine, until the next start:\n"
                  "  sudo sysctl kernel.perf_event_paranoid=0\n"
                  "or give this right to one program (Linux 5.8 and later), and again after each build of it:\n"
                  "  sudo setcap cap_perfmon=ep {}\n"
                  "Whoever has the right can observe other users' work through its power (CVE-2020-8694)",
                  own_program()));
}

}  // namespace

Unavailable why_no_perf_pmu(const FileRoots& roots) {
  const std::string nothing_there =
      fmt::format("no event of a package in {}", (roots.sysfs / "bus/event_source/devices/power/events").string());
  if (read_cpu_identity(roots.procfs).hypervisor) {
    return unavailable(nothing_there + ": this is a virtual machine, and its hypervisor offers none",
                       std::string{measure_on_the_host});
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
