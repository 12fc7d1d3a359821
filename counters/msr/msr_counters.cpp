#include "counters/msr/msr_counters.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "counters/msr/msr_absence.hpp"
#include "counters/source/rapl_domain.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/cpu_topology.hpp"
#include "counters/tables/processor_tdp.hpp"

namespace greenbench {

namespace {

constexpr std::uint64_t counter_modulus = msr_counter_mask + 1;

/// Opens everything, and collects why not.
class MsrOpener {
 public:
  MsrOpener(const FileRoots& roots, MsrAccess access, const EnergyRegisters& layout)
      : roots_(roots), access_(std::move(access)), layout_(layout), cpu_(read_cpu_identity(roots.procfs)) {
    counters_.registers = access_.registers;
    tdp_ = processor_tdp(cpu_);
  }

  std::optional<Unavailable> open_packages(const std::vector<CpuPlace>& all);
  void open_core_sums(const std::vector<CpuPlace>& all);
  MsrCounters take() { return std::move(counters_); }

 private:
  std::optional<Unavailable> open_place(const CpuPlace& place, const std::string& name);
  [[nodiscard]] std::string where(int cpu, std::uint32_t number) const {
    return fmt::format("{} register {:#x}", access_.registers->path(cpu), number);
  }

  const FileRoots& roots_;
  MsrAccess access_;
  EnergyRegisters layout_;
  CpuIdentity cpu_;
  std::optional<Watts> tdp_;
  Joules unit_;
  MsrCounters counters_;
};

std::optional<Unavailable> MsrOpener::open_packages(const std::vector<CpuPlace>& all) {
  const std::vector<CpuPlace> places = layout_.per_die ? first_of_each_die(all) : first_of_each_package(all);
  for (const CpuPlace& place : places) {
    if (auto why = open_place(place, place_name(place, places))) return why;
  }
  return std::nullopt;
}

std::optional<Unavailable> MsrOpener::open_place(const CpuPlace& place, const std::string& name) {
  RegisterReader& registers = *access_.registers;
  OpenedFile opened = registers.open(place.cpu);
  if (opened.error) return why_no_register(roots_, {registers.path(place.cpu), opened.error});
  const NumberRead unit = registers.read(opened.descriptor, layout_.unit);
  if (unit.error || unit.value == 0) return why_no_register(roots_, {where(place.cpu, layout_.unit), unit.error});
  unit_ = energy_unit(unit.value);

  const bool is_first_place = counters_.files.empty();
  for (const auto& [kind, number] : layout_.of_package) {
    if (kind == RaplKind::psys && !is_first_place) continue;  // one machine, one psys
    const NumberRead counter = registers.read(opened.descriptor, number);
    // As the kernel's powercap driver does: a register that shows zero is one that the processor does not count in.
    if (counter.error || (counter.value & msr_counter_mask) == 0) {
      if (kind != RaplKind::package) continue;
      return why_no_register(roots_, {where(place.cpu, number), counter.error});
    }
    Domain domain = rapl_domain({.kind = kind, .place = name}, tdp_);
    domain.where = where(place.cpu, number);
    domain.unit = fixed_energy_unit(kind, cpu_).value_or(unit_);
    domain.resolution = domain.unit;
    domain.wrap_modulus = counter_modulus;
    counters_.items.push_back({.file = counters_.files.size(), .number = number});
    counters_.domains.push_back(std::move(domain));
  }
  counters_.files.push_back(std::move(opened.descriptor));
  return std::nullopt;
}

/// Only shown, so whatever goes wrong leaves them out.
void MsrOpener::open_core_sums(const std::vector<CpuPlace>& all) {
  if (!layout_.of_core) return;
  for (const CpuPlace& package : first_of_each_package(all)) {
    std::vector<FileDescriptor> files;
    for (const CpuPlace& core : all) {
      if (core.package != package.package || !core.first_of_core) continue;
      OpenedFile opened = access_.registers->open(core.cpu);
      if (opened.error) return;
      files.push_back(std::move(opened.descriptor));
    }
    Domain domain = rapl_domain({.kind = RaplKind::core, .place = fmt::format("{}", package.package)}, tdp_);
    domain.where = fmt::format("{}, sum of {} cores", where(package.cpu, *layout_.of_core), files.size());
    domain.unit = unit_;
    domain.resolution = unit_;
    domain.update_period = access_.cores_every;
    const auto read_core = [registers = access_.registers, number = *layout_.of_core](const FileDescriptor& core) {
      return registers->read(core, number);
    };
    CoreSum& sum = counters_.core_sums.emplace_back(
        std::move(files), read_core, CoreSum::Options{.mask = msr_counter_mask, .read_every = access_.cores_every});
    if (sum.read().error) {
      counters_.core_sums.pop_back();
      return;
    }
    counters_.domains.push_back(std::move(domain));
  }
}

}  // namespace

std::variant<MsrCounters, Unavailable> open_msr_counters(const FileRoots& roots, MsrAccess access) {
  const CpuIdentity cpu = read_cpu_identity(roots.procfs);
  const std::optional<EnergyRegisters> layout = energy_registers(cpu);
  if (!layout) return why_unknown_processor(cpu);
  const std::vector<CpuPlace> all = cpu_places(roots.sysfs);
  if (all.empty()) return why_no_processors(roots);
  if (!access.registers) access.registers = device_registers(roots);
  MsrOpener opener{roots, std::move(access), *layout};
  if (auto why = opener.open_packages(all)) return *std::move(why);
  opener.open_core_sums(all);
  return opener.take();
}

}  // namespace greenbench
