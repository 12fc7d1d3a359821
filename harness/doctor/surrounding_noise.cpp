#include "harness/doctor/surrounding_noise.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <vector>

#include "counters/powercap/powercap_absence.hpp"
#include "counters/system/kernel_text.hpp"
#include "counters/system/posix_file.hpp"
#include "harness/machine/kernel_files.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;

/// Of the kernel's load average. What ran half of the time is half a CPU's power in every joule that is measured.
constexpr double high_load = 0.5;

struct Process {
  long number;
  std::string name;
};

/// powercap's files end in energy_uj, the machine specific registers are /dev/cpu/N/msr.
bool is_energy_counter(const std::string& file) {
  return file.ends_with("/energy_uj") || (file.find("/cpu/") != std::string::npos && file.ends_with("/msr"));
}

/// Other users' processes do not show their open files: those stay unknown.
bool reads_energy(const fs::path& process) {
  std::error_code error;
  for (auto entry = fs::directory_iterator{process / "fd", error}; !error && entry != fs::directory_iterator{};
       entry.increment(error)) {
    std::error_code unreadable;
    const fs::path target = fs::read_symlink(entry->path(), unreadable);
    if (!unreadable && is_energy_counter(target.string())) return true;
  }
  return false;
}

std::vector<Process> energy_readers(const fs::path& procfs) {
  std::vector<Process> readers;
  std::error_code error;
  for (auto entry = fs::directory_iterator{procfs, error}; !error && entry != fs::directory_iterator{};
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const std::optional<long> number = whole_number<long>(name);
    if (!number || *number == getpid()) continue;
    if (reads_energy(entry->path())) readers.push_back({*number, first_line(entry->path() / "comm")});
  }
  std::ranges::sort(readers, {}, &Process::number);
  return readers;
}

/// The share of all CPU time since the machine started that the hypervisor gave to others: the eighth number of the
/// line "cpu", of the first eight (guest time is part of user time). See proc_stat(5).
std::optional<double> stolen_share(const fs::path& procfs) {
  std::istringstream line{first_line(procfs / "stat")};
  std::string word;
  line >> word;
  double total = 0.0;
  double number = 0.0;
  int count = 0;
  while (count < 8 && line >> number) {
    total += number;
    ++count;
  }
  if (word != "cpu" || count < 8 || total <= 0.0) return std::nullopt;
  return number / total;
}

}  // namespace

std::optional<RiskFinding> find_fixed_addresses(const FileRoots& roots) {
  const std::string setting = first_line(roots.procfs / "sys/kernel/randomize_va_space");
  if (setting != "0" && setting != "1") return std::nullopt;
  return RiskFinding{
      .finding = fmt::format("Address space randomisation is {}. Each round should get a new memory layout: one fixed "
                             "layout makes some variants faster by luck.",
                             setting == "0" ? "off" : "partial: the heap stays where it is"),
      .advice = "Switch it on:\n  sudo sysctl kernel.randomize_va_space=2"};
}

std::optional<RiskFinding> find_load(const FileRoots& roots) {
  std::istringstream line{first_line(roots.procfs / "loadavg")};
  double load = 0.0;
  if (!(line >> load) || load < high_load) return std::nullopt;
  return RiskFinding{
      .finding = fmt::format("Other work: over the last minute {:.2f} tasks on average were running, or waiting for a "
                             "CPU or a disk. Energy counters count what ran, too.",
                             load),
      .advice = "Stop what else runs while you measure; this shows what it is:\n  ps -eo pcpu,pid,args --sort=-pcpu"};
}

std::optional<RiskFinding> find_other_readers(const FileRoots& roots) {
  const std::vector<Process> readers = energy_readers(roots.procfs);
  if (readers.empty()) return std::nullopt;
  std::vector<std::string> names;
  std::vector<long> numbers;
  for (const Process& reader : readers) {
    names.push_back(fmt::format("{} ({})", reader.name.empty() ? "process" : reader.name, reader.number));
    numbers.push_back(reader.number);
  }
  return RiskFinding{
      .finding = fmt::format("Other programs hold energy counters open: {}. Every read of theirs wakes the processor.",
                             fmt::join(names, ", ")),
      .advice =
          fmt::format("Stop them while you measure; this shows what they are:\n  ps -fp {}", fmt::join(numbers, ","))};
}

std::optional<RiskFinding> find_virtual_machine(const FileRoots& roots) {
  const std::string machine = virtual_machine(roots.sysfs, roots.procfs);
  if (machine.empty()) return std::nullopt;
  const std::optional<double> stolen = stolen_share(roots.procfs);
  const std::string share =
      stolen ? fmt::format("; they took {:.2g}% of the CPU time since it started", *stolen * 100.0) : "";
  return RiskFinding{.finding = fmt::format("This is a {}. Other machines share its processor{}.", machine, share),
                     .advice = "Measure on a machine of its own if you can. Here there is nothing to do."};
}

std::optional<RiskFinding> find_container_mask(const FileRoots& roots) {
  if (!is_powercap_masked(roots.sysfs)) return std::nullopt;
  return RiskFinding{.finding = "A container hides the energy counters of powercap.",
                     .advice = "See the source powercap above for how to bring them into view."};
}

std::optional<RiskFinding> find_battery_power(const FileRoots& roots) {
  bool has_battery = false;
  bool unplugged = false;
  std::error_code error;
  for (const auto& supply : fs::directory_iterator{roots.sysfs / "class/power_supply", error}) {
    // A mouse's battery has the scope Device.
    if (first_line(supply.path() / "scope") == "Device") continue;
    if (first_line(supply.path() / "type") == "Battery") {
      has_battery = true;
    } else if (const auto online = read_number_file(supply.path() / "online")) {
      if (*online != 0) return std::nullopt;
      unplugged = true;
    }
  }
  if (!has_battery || !unplugged) return std::nullopt;
  return RiskFinding{.finding = "The machine runs on its battery, which makes it save power as it sees fit.",
                     .advice = "Plug it in while you measure."};
}

}  // namespace greenbench
