#include "counters/system/cpu_identity.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "counters/system/kernel_text.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// "23" or "0xd0c"; 0 when it is neither.
int number_in(std::string_view text) {
  return (text.starts_with("0x") ? whole_number<int>(text.substr(2), 16) : whole_number<int>(text)).value_or(0);
}

/// Collects what the lines of all processors say.
class CpuinfoReader {
 public:
  void take(std::string_view key, std::string_view value) {
    if (key == "processor") ++cpu_.logical_cpus;
    if (key == "physical id") package_ = number_in(value);
    // Linux writes "physical id" before "core id", for each processor.
    if (key == "core id") cores_.insert({package_, number_in(value)});
    if (key == "vendor_id" || key == "CPU implementer") cpu_.vendor = value;
    if (key == "cpu family") cpu_.family = number_in(value);
    if (key == "model" || key == "CPU part") cpu_.model = number_in(value);
    if (key == "stepping") cpu_.stepping = number_in(value);
    if (key == "model name") cpu_.model_name = value;
    if (key == "flags") cpu_.hypervisor = has_word(value, "hypervisor");
  }

  [[nodiscard]] CpuIdentity finish() {
    std::set<int> packages;
    for (const auto& [package, core] : cores_) packages.insert(package);
    cpu_.physical_cores = cores_.empty() ? cpu_.logical_cpus : static_cast<int>(cores_.size());
    cpu_.packages = std::max(static_cast<int>(packages.size()), cpu_.logical_cpus > 0 ? 1 : 0);
    return std::move(cpu_);
  }

 private:
  CpuIdentity cpu_;
  int package_ = 0;
  std::set<std::pair<int, int>> cores_;
};

struct Row {
  std::string_view vendor;
  int family;
  int model;
  int first_stepping;
  int last_stepping;
  std::string_view name_contains;
  std::string_view microarchitecture;
};

constexpr int any = 255;

// Intel: family 6, models from the Linux kernel's arch/x86/include/asm/intel-family.h, whose comments also give the
// steppings where one model number serves several generations: 0x55 is Skylake server up to 4, Cascade Lake up to 7
// (11 is Cooper Lake, which is in no table); 0x8e and 0x9e are Kaby Lake below 10, Coffee Lake and its relatives from
// there. AMD: family 0x17 model 0x01 is Naples, 0x31 is Rome; desktop parts share these models, hence the name. Arm:
// part 0xd0c of implementer 0x41 is Neoverse N1 (arch/arm64/include/asm/cputype.h), the core of Graviton2.
constexpr std::array rows = {
    Row{"GenuineIntel", 6, 0x2a, 0, any, "", "sandy bridge"},
    Row{"GenuineIntel", 6, 0x2d, 0, any, "", "sandy bridge"},
    Row{"GenuineIntel", 6, 0x3a, 0, any, "", "ivy bridge"},
    Row{"GenuineIntel", 6, 0x3e, 0, any, "", "ivy bridge"},
    Row{"GenuineIntel", 6, 0x3c, 0, any, "", "haswell"},
    Row{"GenuineIntel", 6, 0x3f, 0, any, "", "haswell"},
    Row{"GenuineIntel", 6, 0x45, 0, any, "", "haswell"},
    Row{"GenuineIntel", 6, 0x46, 0, any, "", "haswell"},
    Row{"GenuineIntel", 6, 0x3d, 0, any, "", "broadwell"},
    Row{"GenuineIntel", 6, 0x47, 0, any, "", "broadwell"},
    Row{"GenuineIntel", 6, 0x4f, 0, any, "", "broadwell"},
    Row{"GenuineIntel", 6, 0x56, 0, any, "", "broadwell"},
    Row{"GenuineIntel", 6, 0x4e, 0, any, "", "skylake"},
    Row{"GenuineIntel", 6, 0x5e, 0, any, "", "skylake"},
    Row{"GenuineIntel", 6, 0x55, 0, 4, "", "skylake"},
    Row{"GenuineIntel", 6, 0x55, 5, 7, "", "cascade lake"},
    Row{"GenuineIntel", 6, 0x8e, 10, any, "", "coffee lake"},
    Row{"GenuineIntel", 6, 0x9e, 10, any, "", "coffee lake"},
    Row{"AuthenticAMD", 0x17, 0x01, 0, any, "EPYC", "amd epyc 1st gen"},
    Row{"AuthenticAMD", 0x17, 0x31, 0, any, "EPYC", "amd epyc 2nd gen"},
    Row{"0x41", 0, 0xd0c, 0, any, "", "aws graviton2"},
};

}  // namespace

CpuIdentity parse_cpuinfo(std::string_view text) {
  CpuinfoReader reader;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) reader.take(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
  return reader.finish();
}

CpuIdentity read_cpu_identity(const std::filesystem::path& procfs) {
  return parse_cpuinfo(read_text_file(procfs / "cpuinfo").text);
}

std::optional<std::string_view> microarchitecture(const CpuIdentity& cpu) {
  const auto* row = std::ranges::find_if(rows, [&](const Row& known) {
    return known.vendor == cpu.vendor && known.family == cpu.family && known.model == cpu.model &&
           known.first_stepping <= cpu.stepping && cpu.stepping <= known.last_stepping &&
           cpu.model_name.find(known.name_contains) != std::string::npos;
  });
  if (row == rows.end()) return std::nullopt;
  return row->microarchitecture;
}

}  // namespace greenbench
