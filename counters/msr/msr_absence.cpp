#include "counters/msr/msr_absence.hpp"

#include <fmt/format.h>

#include "counters/source/absence.hpp"
#include "counters/system/own_program.hpp"

namespace greenbench {

namespace {

Unavailable unavailable(std::string reason, std::string remedy) {
  return {"msr", std::move(reason), std::move(remedy)};
}

Unavailable why_virtual(const std::string& what) {
  return unavailable(what + ": this is a virtual machine, and its hypervisor offers no energy registers",
                     std::string{measure_on_the_host});
}

Unavailable why_no_permission(const std::string& what) {
  // Two locks: the file's mode, and a capability that the driver asks for at opening.
  return unavailable(
      "no permission to read " + what,
      fmt::format("prefer --source perf or --source powercap, which need smaller rights. Else give a group of your "
                  "choice read access to the registers, and the program the right to use it (again after each build):\n"
                  "  sudo groupadd --force msr && sudo usermod --append --groups msr \"$USER\"\n"
                  "  echo 'SUBSYSTEM==\"msr\", GROUP=\"msr\", MODE=\"0440\"' "
                  "| sudo tee /etc/udev/rules.d/70-msr.rules\n"
                  "  sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=msr\n"
                  "  sudo setcap cap_sys_rawio=ep {}\n"
                  "then log in again. Whoever has both can read every register, not only energy",
                  own_program()));
}

}  // namespace

Unavailable why_unknown_processor(const CpuIdentity& cpu) {
  const std::string name = cpu.model_name.empty() ? "this processor" : fmt::format("\"{}\"", cpu.model_name);
  return unavailable(
      fmt::format(
          "the energy registers of {} are not known; known are those of Intel processors (but not of Silvermont "
          "and Airmont Atoms) and of AMD and Hygon from family 17h on",
          name),
      fmt::format("try --source powercap, where the kernel knows the registers, or {}", use_estimate));
}

Unavailable why_no_processors(const FileRoots& roots) {
  return unavailable(fmt::format("{} names no processor with its package",
                                 (roots.sysfs / "devices/system/cpu/cpu*/topology/physical_package_id").string()),
                     fmt::format("point --path.sysfs at the sysfs of the machine, or {}", use_estimate));
}

Unavailable why_no_register(const FileRoots& roots, const MsrRefusal& refusal) {
  const std::error_code& error = refusal.error;
  if (means_no_permission(error)) {
    return why_no_permission(refusal.what);
  }
  const bool is_missing =
      error == std::errc::no_such_file_or_directory || error == std::errc::no_such_device_or_address;
  const std::string what = fmt::format("{}: {}", refusal.what,
                                       !error       ? "shows nothing but zero"
                                       : is_missing ? "not there"
                                                    : error.message());
  if (read_cpu_identity(roots.procfs).hypervisor) return why_virtual(what);
  if (is_missing) {
    return unavailable(what + "; the kernel's driver is not loaded",
                       "load the driver:\n"
                       "  sudo modprobe msr\n"
                       "If there is no such module, the kernel was built without CONFIG_X86_MSR. In a container the "
                       "files must be handed in, or --path.devfs point at the host's");
  }
  if (error == std::errc::io_error || !error) {
    return unavailable(what + "; this processor has no energy counters there",
                       fmt::format("take another source, for instance --source powercap, or {}", use_estimate));
  }
  return unavailable(
      what, fmt::format("look for the kernel's message with\n  journalctl --dmesg --grep msr\nor {}", use_estimate));
}

}  // namespace greenbench
