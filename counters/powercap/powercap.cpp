#include "counters/powercap/powercap.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "counters/powercap/powercap_absence.hpp"
#include "counters/source/mirrored_counters.hpp"
#include "counters/source/read_failure.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/kept_files.hpp"
#include "counters/tables/processor_tdp.hpp"

namespace greenbench {

namespace {

struct OpenZone {
  PowercapZone zone;
  FileDescriptor energy;
};

class PowercapSource final : public EnergySource {
 public:
  PowercapSource(std::vector<OpenZone> zones, std::vector<Domain> domains)
      : zones_(std::move(zones)), domains_(std::move(domains)) {}

  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return domains_; }

  /// Safe from several threads at once: pread shares no file offset, and the failure is one atomic word.
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    for (std::size_t i = 0; i < zones_.size(); ++i) {
      const NumberRead number = read_number(zones_[i].energy);
      if (number.error) {
        failure_.note(i, number.error);
        return number.error;
      }
      ticks[i] = number.value;
    }
    failure_.clear();
    return {};
  }

  [[nodiscard]] std::string last_failure() const override {
    const std::optional<FailedItem> failed = failure_.get();
    if (!failed) return {};
    const std::string file = (zones_[failed->item].zone.path / "energy_uj").string();
    return fmt::format("cannot read {}: {}", file, failed->error.message());
  }

 private:
  std::string name_ = "powercap";
  std::vector<OpenZone> zones_;
  std::vector<Domain> domains_;
  ReadFailure failure_;
};

/// The zone's own limit, else its package's, else the processor's thermal design power, else 500 W.
Watts maximum_power(const PowercapZone& zone, const std::vector<OpenZone>& zones, std::optional<Watts> tdp) {
  const auto own = zone.maximum_power_microwatts;
  if (own) return Watts{static_cast<double>(*own) * 1e-6};
  for (const OpenZone& other : zones) {
    const bool is_package = other.zone.kind == PowercapZone::Kind::package;
    const auto limit = other.zone.maximum_power_microwatts;
    if (is_package && limit && other.zone.package_name == zone.package_name) {
      return Watts{static_cast<double>(*limit) * 1e-6};
    }
  }
  // psys is the whole machine: no processor's TDP bounds it.
  const bool in_processor = zone.kind != PowercapZone::Kind::platform;
  return in_processor ? tdp.value_or(Watts{500.0}) : Watts{500.0};
}

/// Counts one of several dies that show the same counter.
void drop_mirrored_dies(std::vector<OpenZone>& zones) {
  std::map<std::pair<std::string, PowercapZone::Kind>, std::vector<OpenZone*>> dies;
  for (OpenZone& open : zones) {
    if (open.zone.counted && open.zone.is_die) dies[{open.zone.package_name, open.zone.kind}].push_back(&open);
  }
  for (auto& [package, group] : dies) {
    if (group.size() < 2) continue;
    std::vector<const FileDescriptor*> files;
    for (const OpenZone* open : group) files.push_back(&open->energy);
    if (!are_mirrored(watch_counters(files))) continue;
    group.front()->zone.note = fmt::format("counted once: all {} dies show this counter", group.size());
    for (std::size_t i = 1; i < group.size(); ++i) {
      group[i]->zone.counted = false;
      group[i]->zone.note = "not counted: mirrors " + group.front()->zone.domain_name;
    }
  }
}

/// The zone with its energy file open, or why that failed. Reads once: opening may work where reading does not.
std::variant<OpenZone, Unavailable> open_zone(PowercapZone zone) {
  if (!zone.range_microjoules) return why_no_range(zone.path);
  const std::filesystem::path file = zone.path / "energy_uj";
  OpenedFile opened = open_counter(file);
  const std::error_code error = opened.error ? opened.error : read_number(opened.descriptor).error;
  if (error) return why_unreadable(file, error);
  return OpenZone{std::move(zone), std::move(opened.descriptor)};
}

/// How far the hardware's step may be from the kernel's, as a share. The hardware counts in a power of two of a joule.
/// drivers/powercap/intel_rapl_common.c gives it as a whole number of nanojoules, cut, and the 2^-16 J of some servers'
/// memory as 15.3 uJ, which is 0.27% too much. Steps that are no such thing (Atoms count in powers of two of
/// microjoules) are exact.
double step_uncertainty(double step_microjoules) {
  constexpr double servers_memory = 15.3;
  constexpr double nanojoule = 1e-3;
  const double hardware = 1e6 * std::exp2(std::round(std::log2(step_microjoules * 1e-6)));
  const bool is_servers_memory = std::abs(step_microjoules - servers_memory) < nanojoule;
  if (!is_servers_memory && std::abs(hardware - step_microjoules) > nanojoule) return 0.0;
  return std::abs(hardware / step_microjoules - 1.0);
}

}  // namespace

Domain powercap_domain(const PowercapZone& zone, Watts maximum_power) {
  // Documentation/power/powercap: energy_uj and max_energy_range_uj are in microjoules. The hardware counts 2^32 steps
  // of its own unit; the kernel gives the largest value, so the modulus is one such step more.
  const auto range = static_cast<double>(zone.range_microjoules.value());
  const double step_microjoules = std::max(1.0, range / 4294967295.0);
  Domain domain;
  domain.name = zone.domain_name;
  domain.where = zone.path.string() + (zone.note.empty() ? "" : " (" + zone.note + ")");
  domain.unit = Joules{1e-6};
  domain.resolution = Joules{step_microjoules * 1e-6};
  domain.unit_uncertainty = step_uncertainty(range / 4294967295.0);
  domain.wrap_modulus = *zone.range_microjoules + static_cast<std::uint64_t>(std::llround(step_microjoules));
  domain.maximum_power = maximum_power;
  domain.provenance = Provenance::measured;
  domain.counted = zone.counted;
  return domain;
}

std::variant<std::unique_ptr<EnergySource>, Unavailable> open_powercap(const FileRoots& roots) {
  std::vector<PowercapZone> zones = find_powercap_zones(roots.sysfs);
  if (zones.empty()) return why_no_powercap_zones(roots);
  mark_counted_zones(zones);

  std::vector<OpenZone> open_zones;
  for (PowercapZone& zone : zones) {
    const bool counted = zone.counted;
    std::variant<OpenZone, Unavailable> opened = open_zone(std::move(zone));
    if (OpenZone* open = std::get_if<OpenZone>(&opened)) {
      open_zones.push_back(std::move(*open));
    } else if (counted) {
      return std::get<Unavailable>(std::move(opened));
    }
  }
  if (open_zones.empty()) return why_no_powercap_zones(roots);
  drop_mirrored_dies(open_zones);

  const std::optional<Watts> tdp = processor_tdp(read_cpu_identity(roots.procfs));
  std::vector<Domain> domains;
  for (const OpenZone& open : open_zones) {
    domains.push_back(powercap_domain(open.zone, maximum_power(open.zone, open_zones, tdp)));
  }
  return std::make_unique<PowercapSource>(std::move(open_zones), std::move(domains));
}

}  // namespace greenbench
