#include "harness/doctor/processor_noise.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "counters/system/posix_file.hpp"
#include "harness/machine/kernel_files.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;

constexpr double hot_celsius = 85.0;

fs::path cpu_folder(const FileRoots& roots) {
  return roots.sysfs / "devices/system/cpu";
}

/// The entries of a folder whose names are `prefix` and a number; none when it cannot be listed.
std::vector<fs::path> numbered(const fs::path& folder, std::string_view prefix) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder, error}) {
    const std::string name = entry.path().filename().string();
    const bool is_numbered = name.size() > prefix.size() && name.starts_with(prefix) &&
                             name.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
    if (is_numbered) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

/// IA32_MISC_PACKAGE_CTLS (0xBC), bit 0: ENERGY_FILTERING_ENABLE. Empty when the register cannot be read; a processor
/// without it refuses.
std::optional<bool> filtering_switch(const fs::path& devfs) {
  constexpr off_t misc_package_controls = 0xBC;
  const OpenedFile file = open_file(devfs / "cpu/0/msr");
  std::uint64_t value = 0;
  if (file.error || pread(file.descriptor.get(), &value, sizeof value, misc_package_controls) != sizeof value) {
    return std::nullopt;
  }
  return (value & 1U) != 0;
}

}  // namespace

std::optional<RiskFinding> find_slow_governor(const FileRoots& roots) {
  std::map<std::string, int> others;
  int known = 0;
  for (const fs::path& cpu : numbered(cpu_folder(roots), "cpu")) {
    const std::string governor = first_line(cpu / "cpufreq/scaling_governor");
    if (governor.empty()) continue;
    ++known;
    if (governor != "performance") ++others[governor];
  }
  if (others.empty()) return std::nullopt;
  std::string which;
  for (const auto& [governor, count] : others) {
    which += fmt::format("{}{} of {} CPUs: {}", which.empty() ? "" : "; ", count, known, governor);
  }
  return RiskFinding{
      .finding = fmt::format("The clock follows the load with a delay ({}).", which),
      .advice = "Keep the clock up while you measure:\n  sudo cpupower frequency-set --governor performance"};
}

std::optional<RiskFinding> find_turbo(const FileRoots& roots) {
  const std::optional<TurboSwitch> turbo = turbo_switch(roots.sysfs);
  if (!turbo || !turbo->on) return std::nullopt;
  return RiskFinding{
      .finding = "Turbo is on: clock and power depend on temperature and on how many cores are busy.",
      .advice = fmt::format("For comparisons at one clock speed switch it off:\n  echo {} | sudo tee {}\n"
                            "With it on you measure what users of this machine get, with more noise.",
                            turbo->off_value, turbo->file.string())};
}

std::optional<RiskFinding> find_hardware_threads(const FileRoots& roots) {
  const fs::path smt = cpu_folder(roots) / "smt";
  if (first_line(smt / "active") != "1") return std::nullopt;
  return RiskFinding{
      .finding = "Two hardware threads share each core (SMT): other work on the core's second thread slows this one.",
      .advice = fmt::format("Keep the machine idle while you measure, or switch SMT off:\n  echo off | sudo tee {}",
                            (smt / "control").string())};
}

std::optional<RiskFinding> find_isolated_cpus(const FileRoots& roots) {
  const std::string isolated = first_line(cpu_folder(roots) / "isolated");
  if (isolated.empty() || isolated == "(null)") return std::nullopt;
  return RiskFinding{
      .finding = fmt::format("CPUs {} are isolated: no work runs there unless it is pinned to them, but their idle "
                             "power is in the package's joules.",
                             isolated),
      .advice = "Nothing to do. Pinned to one of them the program is disturbed less, but all its threads share it."};
}

std::optional<RiskFinding> find_heat(const FileRoots& roots) {
  std::optional<double> hottest;
  std::string where;
  for (const fs::path& zone : numbered(roots.sysfs / "class/thermal", "thermal_zone")) {
    const auto millidegrees = read_number_file(zone / "temp");
    if (!millidegrees) continue;
    const double celsius = static_cast<double>(*millidegrees) / 1000.0;
    if (hottest && celsius <= *hottest) continue;
    hottest = celsius;
    where = first_line(zone / "type");
  }
  if (!hottest || *hottest < hot_celsius) return std::nullopt;
  return RiskFinding{.finding = fmt::format("The machine is hot: {:.0f} °C{}. Leakage rises with temperature, and the "
                                            "processor may slow down.",
                                            *hottest, where.empty() ? "" : " at " + where),
                     .advice = "Let it cool down before you measure, and look after its cooling."};
}

std::optional<RiskFinding> find_throttling(const FileRoots& roots) {
  std::uint64_t most = 0;
  for (const fs::path& cpu : numbered(cpu_folder(roots), "cpu")) {
    for (const char* file : {"core_throttle_count", "package_throttle_count"}) {
      most = std::max(most, read_number_file(cpu / "thermal_throttle" / file).value_or(0));
    }
  }
  if (most == 0) return std::nullopt;
  return RiskFinding{
      .finding = fmt::format("The processor has slowed itself down because of heat: up to {} times on one CPU since "
                             "the machine started.",
                             most),
      .advice =
          "Look after the cooling, and run doctor again after a measurement: if the number has risen, "
          "measure again."};
}

std::optional<RiskFinding> find_energy_filtering(const FileRoots& roots) {
  const std::string effect =
      "the processor adds noise to its energy counters against side channels, up to 50% in short "
      "regions";
  if (filtering_switch(roots.devfs) == true) {
    return RiskFinding{.finding = fmt::format("Energy filtering is on: {}.", effect),
                       .advice =
                           "Measure long regions and many of them. The firmware switched it on; its setup may "
                           "offer a switch (energy filtering, or SGX)."};
  }
  std::error_code error;
  const bool has_sgx = has_cpu_flag(roots.procfs, "sgx") || fs::exists(roots.devfs / "sgx_enclave", error);
  if (!has_sgx) return std::nullopt;
  return RiskFinding{
      .finding = fmt::format("Energy filtering may be on, because SGX is: then {}.", effect),
      .advice =
          "Measure long regions and many of them, or switch SGX off in the firmware's setup if nothing needs it."};
}

}  // namespace greenbench
