#include "harness/machine/environment.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <sstream>

#include "counters/activity/explanatory_counters.hpp"
#include "counters/system/cpu_topology.hpp"
#include "counters/system/posix_file.hpp"
#include "harness/machine/build_info.hpp"
#include "harness/machine/kernel_files.hpp"

namespace greenbench {
namespace {

constexpr const char* executable_key = "python_executable";
constexpr const char* flags_key = "python_flags";
/// Before the name of a package: "python_numpy".
constexpr std::string_view package_prefix = "python_";

class Description {
 public:
  explicit Description(const FileRoots& roots)
      : roots_(roots), cpuinfo_(read_text_file(roots.procfs / "cpuinfo").text) {}

  void add(const std::string& key, const std::string& value) {
    if (!value.empty()) fields_.push_back({key, value});
  }

  void add_processor() {
    for (const auto& [key, name] : {std::pair{"cpu_model", "model name"}, {"microcode", "microcode"}}) {
      const auto values = values_of(cpuinfo_, name);
      if (!values.empty()) add(key, values.front());
    }
    const auto processors = values_of(cpuinfo_, "processor");
    if (!processors.empty()) add("cpus", std::to_string(processors.size()));
    add("cpus_usable", std::to_string(allowed_cpus().size()));
    add("cores", physical_cores());
    const auto frequency = values_of(cpuinfo_, "cpu MHz");
    if (!frequency.empty()) add("frequency_mhz", frequency.front());
  }

  void add_processor_settings() {
    const auto cpu = roots_.sysfs / "devices/system/cpu";
    add("smt", first_line(cpu / "smt/control"));
    add("governor", first_line(cpu / "cpu0/cpufreq/scaling_governor"));
    add("frequency_driver", first_line(cpu / "cpu0/cpufreq/scaling_driver"));
    add("turbo", turbo());
    add("temperature_celsius", temperature());
    add("mitigations", mitigations(cpu / "vulnerabilities"));
    add("address_space_randomisation", first_line(roots_.procfs / "sys/kernel/randomize_va_space"));
  }

  /// Which of the counters that explain a cost every repetition has.
  void add_explanatory_counters() {
    const ExplanatoryCounters counters{roots_, std::make_shared<ProcessUsage>(roots_)};
    if (const IdleStates* idle = counters.idle_states()) add("idle_states", fmt::format("of {} CPUs", idle->cpus()));
    const HardwareEvents& events = counters.hardware_events();
    const std::string counted = fmt::format("{}", fmt::join(events.counted(), ", "));
    if (!counted.empty()) add("hardware_events", counted + (events.includes_kernel() ? "" : "; user space alone"));
  }

  void add_system() {
    utsname names{};
    if (uname(&names) == 0) add("kernel", fmt::format("{} {} {}", names.sysname, names.release, names.machine));
    add("operating_system", operating_system());
    add("hypervisor", virtual_machine(roots_.sysfs, roots_.procfs));
    add("container", container());
    const std::string meminfo = read_text_file(roots_.procfs / "meminfo").text;
    for (const auto& [key, name] : {std::pair{"memory", "MemTotal"}, {"memory_available", "MemAvailable"}}) {
      const auto kilobytes = values_of(meminfo, name);
      if (!kilobytes.empty())
        add(key, fmt::format("{:.1f} GiB", std::strtod(kilobytes.front().c_str(), nullptr) / 1048576.0));
    }
    add("load_before", first_line(roots_.procfs / "loadavg"));
  }

  void add_software(const PythonFacts& python) {
    add("compiler", compiler_text());
    add("build", build_text());
    add("greenbench", GREENBENCH_VERSION);
    add("google_benchmark", GREENBENCH_BENCHMARK_VERSION);
    add("fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100));
    add("eigen", GREENBENCH_EIGEN_VERSION);
    add("boost", GREENBENCH_BOOST_VERSION);
    add("sqlite", sqlite3_libversion());
    add("python", python.version);
    add(executable_key, python.executable);
    add(flags_key, "isolated from PYTHON* variables, no bytecode written, hash seed set per round");
    for (const auto& [package, version] : python.packages) add(std::string{package_prefix} + package, version);
  }

  [[nodiscard]] std::vector<EnvironmentField> fields() && { return std::move(fields_); }

 private:
  /// Distinct pairs of package and core; empty when the kernel does not tell.
  [[nodiscard]] std::string physical_cores() const {
    const auto packages = values_of(cpuinfo_, "physical id");
    const auto cores = values_of(cpuinfo_, "core id");
    if (packages.empty() || packages.size() != cores.size()) return {};
    std::set<std::pair<std::string, std::string>> distinct;
    for (std::size_t i = 0; i < cores.size(); ++i) distinct.emplace(packages[i], cores[i]);
    return std::to_string(distinct.size());
  }

  [[nodiscard]] std::string turbo() const {
    const std::optional<TurboSwitch> found = turbo_switch(roots_.sysfs);
    if (!found) return {};
    return found->on ? "on" : "off";
  }

  [[nodiscard]] std::string temperature() const {
    const auto millidegrees = read_number_file(roots_.sysfs / "class/thermal/thermal_zone0/temp");
    return millidegrees ? fmt::format("{:.1f}", static_cast<double>(*millidegrees) / 1000.0) : std::string{};
  }

  /// The vulnerabilities the kernel works around here; each one costs something.
  static std::string mitigations(const std::filesystem::path& folder) {
    std::error_code error;
    std::set<std::string> active;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
      if (first_line(entry.path()).rfind("Mitigation", 0) == 0) active.insert(entry.path().filename().string());
    }
    return fmt::format("{}", fmt::join(active, " "));
  }

  static std::string operating_system() {
    std::istringstream lines{read_text_file("/etc/os-release").text};
    for (std::string line; std::getline(lines, line);) {
      constexpr std::string_view key = "PRETTY_NAME=\"";
      if (line.rfind(key, 0) == 0) return line.substr(key.size(), line.rfind('"') - key.size());
    }
    return {};
  }

  static std::string container() {
    if (std::filesystem::exists("/.dockerenv")) return "docker";
    if (std::filesystem::exists("/run/.containerenv")) return "podman";
    return {};
  }

  FileRoots roots_;
  std::string cpuinfo_;
  std::vector<EnvironmentField> fields_;
};

const EnvironmentField* find_field(const std::vector<EnvironmentField>& fields, const std::string& key) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.key == key; });
  return found == fields.end() ? nullptr : &*found;
}

std::string value_or(const std::vector<EnvironmentField>& fields, const std::string& key,
                     const std::string& otherwise) {
  const EnvironmentField* field = find_field(fields, key);
  return field == nullptr ? otherwise : field->value;
}

}  // namespace

std::vector<EnvironmentField> describe_environment(const FileRoots& roots, const PythonFacts& python) {
  Description description{roots};
  description.add_processor();
  description.add_processor_settings();
  description.add_explanatory_counters();
  description.add_system();
  description.add_software(python);
  return std::move(description).fields();
}

void add_load_after(std::vector<EnvironmentField>& environment, const std::string& procfs) {
  std::erase_if(environment, [](const EnvironmentField& field) { return field.key == "load_after"; });
  const std::string load = first_line(std::filesystem::path{procfs} / "loadavg");
  if (!load.empty()) environment.push_back({"load_after", load});
}

PythonFacts python_of(const std::vector<EnvironmentField>& environment) {
  PythonFacts facts{value_or(environment, "python", {}), value_or(environment, executable_key, {}), {}};
  for (const auto& [key, value] : environment) {
    if (!key.starts_with(package_prefix) || key == executable_key || key == flags_key) continue;
    facts.packages.emplace(key.substr(package_prefix.size()), value);
  }
  return facts;
}

}  // namespace greenbench
