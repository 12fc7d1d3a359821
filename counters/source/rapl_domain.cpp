#include "counters/source/rapl_domain.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace greenbench {

namespace {

constexpr std::string_view name_of(RaplKind kind) {
  switch (kind) {
    case RaplKind::package:
      return "package";
    case RaplKind::dram:
      return "dram";
    case RaplKind::core:
      return "core";
    case RaplKind::uncore:
      return "uncore";
    case RaplKind::psys:
      return "psys";
  }
  return "";
}

// Intel, family 6; the numbers are those of the Linux kernel's arch/x86/include/asm/intel-family.h. Which models have
// a unit of their own: Intel's datasheet of the Xeon E5 v3 (reference 330784-001, volume 2) for the first of them, the
// tables of the kernel's arch/x86/events/rapl.c and drivers/powercap/intel_rapl_common.c for all.
constexpr std::array servers_with_fixed_dram_unit = {
    63,   // Haswell-EP
    79,   // Broadwell-EP
    86,   // Broadwell-DE
    85,   // Skylake-SP, Cascade Lake, Cooper Lake
    106,  // Ice Lake-SP
    108,  // Ice Lake-D
    87,   // Knights Landing
    133,  // Knights Mill
};
constexpr std::array servers_with_one_joule_psys = {
    143,  // Sapphire Rapids
    207,  // Emerald Rapids
};

constexpr Joules fixed_dram_unit{1.0 / 65536.0};
constexpr Joules one_joule{1.0};

}  // namespace

bool is_counted(RaplKind kind) {
  return kind == RaplKind::package || kind == RaplKind::dram;
}

Domain rapl_domain(const RaplCounter& counter, std::optional<Watts> tdp) {
  Domain domain;
  // psys is the whole machine: it belongs to no package, and no processor's TDP bounds it.
  const bool is_machine = counter.kind == RaplKind::psys;
  domain.name = is_machine ? "psys" : fmt::format("{}-{}", name_of(counter.kind), counter.place);
  domain.maximum_power = is_machine ? Watts{500.0} : tdp.value_or(Watts{500.0});
  domain.provenance = Provenance::measured;
  domain.counted = is_counted(counter.kind);
  return domain;
}

std::optional<Joules> fixed_energy_unit(RaplKind kind, const CpuIdentity& cpu) {
  if (cpu.vendor != "GenuineIntel" || cpu.family != 6) return std::nullopt;
  const auto is_among = [&](const auto& models) { return std::ranges::find(models, cpu.model) != models.end(); };
  if (kind == RaplKind::dram && is_among(servers_with_fixed_dram_unit)) return fixed_dram_unit;
  if (kind == RaplKind::psys && is_among(servers_with_one_joule_psys)) return one_joule;
  return std::nullopt;
}

}  // namespace greenbench
