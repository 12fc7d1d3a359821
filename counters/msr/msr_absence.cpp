#include "counters/msr/msr_absence.hpp"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "counters/source/absence.hpp"
#include "counters/system/own_program.hpp"
#include "counters/system/rights.hpp"

namespace greenbench {

namespace {

Unavailable unavailable(std::string reason, std::string remedy) {
  return {"msr", std::move(reason), std::move(remedy)};
}

Unavailable why_virtual(const std::string& what) {
  return unavailable(what + ": this is a virtual machine, and its hypervisor offers no energy registers",
                     std::string{measure_on_the_host});
}

/// "--source powercap or --source perf"; empty where neither shows a package.
std::string other_interfaces(const FileRoots& roots) {
  std::vector<std::string> names;
  for (const std::string_view name : rapl_interfaces(roots.sysfs)) names.push_back(fmt::format("--source {}", name));
  return fmt::format("{}", fmt::join(names, " or "));
}

/// The first lock, the file's mode.
std::string how_to_read_the_file(const std::filesystem::path& file) {
  if (const auto group = group_that_may_read(file)) return take_up_group(*group);
  return "give a group of your choice read access to the registers:\n"
         "  sudo groupadd --force msr && sudo usermod --append --groups msr \"$USER\"\n"
         "  echo 'SUBSYSTEM==\"msr\", GROUP=\"msr\", MODE=\"0440\"' | sudo tee /etc/udev/rules.d/70-msr.rules\n"
         "  sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=msr\n"
         "then log in again";
}

/// The second lock, a capability.
std::string how_to_have_the_right() {
  const std::optional<std::string> program = own_program();
  if (!program) return take_the_program_instead("cap_sys_rawio");
  return fmt::format(
      "give the program the right to use the registers, again after each build:\n"
      "  sudo setcap cap_sys_rawio=ep {}\n"
      "What it starts does not get the right",
      *program);
}

/// Two locks: the file's mode (EACCES), and a capability that the driver asks for at opening (EPERM).
Unavailable why_no_permission(const FileRoots& roots, const MsrRefusal& refusal) {
  const bool has_right = has_capability(roots.procfs, Capability::sys_rawio);
  const bool is_mode = refusal.error == std::errc::permission_denied;
  if (has_right && !is_mode) {
    return unavailable(fmt::format("no permission to read {}, though this program has the capability cap_sys_rawio: a "
                                   "container or a security module refuses",
                                   refusal.what),
                       fmt::format("look for its message with\n  journalctl --dmesg --grep msr\nor {}", use_estimate));
  }
  const std::string others = other_interfaces(roots);
  const std::string advice = others.empty() ? "" : fmt::format("prefer {}, which needs smaller rights. Else ", others);
  std::vector<std::string> steps;
  if (is_mode) steps.push_back(how_to_read_the_file(refusal.what));
  if (!has_right) steps.push_back(how_to_have_the_right());
  return unavailable("no permission to read " + refusal.what,
                     fmt::format("{}{}\nWhoever may do this can read every register, not only energy", advice,
                                 fmt::join(steps, "\n")));
}

/// It can be read, but counts nothing.
Unavailable why_not_counting(const FileRoots& roots, const std::string& what) {
  const std::string others = other_interfaces(roots);
  return unavailable(what + "; this processor has no energy counters there",
                     others.empty() ? fmt::format("measure on another machine, or {}", use_estimate)
                                    : fmt::format("take another source, {}, or {}", others, use_estimate));
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
  if (means_no_permission(error)) return why_no_permission(roots, refusal);
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
  if (error == std::errc::io_error || !error) return why_not_counting(roots, what);
  return unavailable(
      what, fmt::format("look for the kernel's message with\n  journalctl --dmesg --grep msr\nor {}", use_estimate));
}

}  // namespace greenbench
