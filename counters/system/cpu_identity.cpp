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

struct Range {
  int first = 0;
  int last = 255;
  [[nodiscard]] constexpr bool has(int number) const { return first <= number && number <= last; }
};

struct Row {
  std::string_view vendor;
  int family;
  Range models;
  Range steppings;
  std::string_view name_contains;
  std::string_view microarchitecture;
};

// Intel: family 6, models from the Linux kernel's arch/x86/include/asm/intel-family.h, whose comments also give the
// steppings where one model number serves several generations: 0x55 is Skylake server up to 4, Cascade Lake up to 7
// (11 is Cooper Lake, which is in no table); 0x8e and 0x9e are Kaby Lake below 10, Coffee Lake and its relatives from
// there. AMD: family 0x17 is Naples (model 0x01) and Rome (0x31); family 0x19 is Milan (0x00 to 0x0f), Genoa (0x10 to
// 0x1f) and Bergamo with Siena (0xa0 to 0xaf); family 0x1a is Turin (0x00 to 0x1f). Desktop parts share some of these
// models, hence the name. Arm: part 0xd0c of implementer 0x41 is Neoverse N1 (arch/arm64/include/asm/cputype.h), the
// core of Graviton2 and Ampere Altra; the later Neoverse cores are in no table.
constexpr std::array rows = {
    Row{"GenuineIntel", 6, {0x2a, 0x2a}, {}, "", "Sandy Bridge"},
    Row{"GenuineIntel", 6, {0x2d, 0x2d}, {}, "", "Sandy Bridge"},
    Row{"GenuineIntel", 6, {0x3a, 0x3a}, {}, "", "Ivy Bridge"},
    Row{"GenuineIntel", 6, {0x3e, 0x3e}, {}, "", "Ivy Bridge"},
    Row{"GenuineIntel", 6, {0x3c, 0x3c}, {}, "", "Haswell"},
    Row{"GenuineIntel", 6, {0x3f, 0x3f}, {}, "", "Haswell"},
    Row{"GenuineIntel", 6, {0x45, 0x46}, {}, "", "Haswell"},
    Row{"GenuineIntel", 6, {0x3d, 0x3d}, {}, "", "Broadwell"},
    Row{"GenuineIntel", 6, {0x47, 0x47}, {}, "", "Broadwell"},
    Row{"GenuineIntel", 6, {0x4f, 0x4f}, {}, "", "Broadwell"},
    Row{"GenuineIntel", 6, {0x56, 0x56}, {}, "", "Broadwell"},
    Row{"GenuineIntel", 6, {0x4e, 0x4e}, {}, "", "Skylake client"},
    Row{"GenuineIntel", 6, {0x5e, 0x5e}, {}, "", "Skylake client"},
    Row{"GenuineIntel", 6, {0x55, 0x55}, {0, 4}, "", "Skylake server"},
    Row{"GenuineIntel", 6, {0x55, 0x55}, {5, 7}, "", "Cascade Lake"},
    Row{"GenuineIntel", 6, {0x8e, 0x8e}, {10, 255}, "", "Coffee Lake"},
    Row{"GenuineIntel", 6, {0x9e, 0x9e}, {10, 255}, "", "Coffee Lake"},
    Row{"GenuineIntel", 6, {0x6a, 0x6a}, {}, "", "Ice Lake"},
    Row{"GenuineIntel", 6, {0x6c, 0x6c}, {}, "", "Ice Lake"},
    Row{"GenuineIntel", 6, {0x8f, 0x8f}, {}, "", "Sapphire Rapids"},
    Row{"GenuineIntel", 6, {0xcf, 0xcf}, {}, "", "Emerald Rapids"},
    Row{"GenuineIntel", 6, {0xad, 0xae}, {}, "", "Granite Rapids"},
    Row{"AuthenticAMD", 0x17, {0x01, 0x01}, {}, "EPYC", "AMD EPYC 1st generation"},
    Row{"AuthenticAMD", 0x17, {0x31, 0x31}, {}, "EPYC", "AMD EPYC 2nd generation"},
    Row{"AuthenticAMD", 0x19, {0x00, 0x0f}, {}, "EPYC", "AMD EPYC 3rd generation"},
    Row{"AuthenticAMD", 0x19, {0x10, 0x1f}, {}, "EPYC", "AMD EPYC 4th generation"},
    Row{"AuthenticAMD", 0x19, {0xa0, 0xaf}, {}, "EPYC", "AMD EPYC 4th generation"},
    Row{"AuthenticAMD", 0x1a, {0x00, 0x1f}, {}, "EPYC", "AMD EPYC 5th generation"},
    Row{"0x41", 0, {0xd0c, 0xd0c}, {}, "", "Arm Neoverse N1"},
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
    return known.vendor == cpu.vendor && known.family == cpu.family && known.models.has(cpu.model) &&
           known.steppings.has(cpu.stepping) && cpu.model_name.find(known.name_contains) != std::string::npos;
  });
  if (row == rows.end()) return std::nullopt;
  return row->microarchitecture;
}

}  // namespace greenbench
