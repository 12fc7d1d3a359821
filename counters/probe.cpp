#include "counters/probe.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "counters/estimate/estimate.hpp"
#include "counters/hwmon/hwmon.hpp"
#include "counters/meter/edges.hpp"
#include "counters/meter/update_period.hpp"
#include "counters/msr/msr.hpp"
#include "counters/nvml/nvml.hpp"
#include "counters/perf/perf.hpp"
#include "counters/powercap/powercap.hpp"
#include "counters/source/cross_check_source.hpp"

namespace greenbench {

namespace {

ProbeResult probe_perf(const ProbeContext& context) {
  return open_perf(context.roots);
}

ProbeResult probe_powercap(const ProbeContext& context) {
  return open_powercap(context.roots);
}

ProbeResult probe_msr(const ProbeContext& context) {
  return open_msr(context.roots);
}

ProbeResult probe_nvml(const ProbeContext& context) {
  return open_nvml(context.nvml_library);
}

ProbeResult probe_hwmon(const ProbeContext& context) {
  return open_hwmon(context.roots);
}

ProbeResult probe_estimate(const ProbeContext& context) {
  return open_estimate(context.power_model, usage_inputs(context.processes));
}

constexpr std::array rows = {
    ProbeRow{"perf", Device::cpu, Provenance::measured, probe_perf},
    ProbeRow{"powercap", Device::cpu, Provenance::measured, probe_powercap},
    ProbeRow{"msr", Device::cpu, Provenance::measured, probe_msr},
    ProbeRow{"hwmon", Device::cpu, Provenance::measured, probe_hwmon},
    ProbeRow{"nvml", Device::gpu, Provenance::measured, probe_nvml},
    ProbeRow{"estimate", Device::cpu, Provenance::estimated, probe_estimate},
};

const ProbeRow& row_named(const std::string& name) {
  const auto* row = std::ranges::find(rows, name, &ProbeRow::name);
  if (row != rows.end()) return *row;
  std::string known = "auto";
  for (const ProbeRow& other : rows) known += fmt::format(", {}", other.name);
  throw std::invalid_argument{fmt::format("unknown energy source \"{}\"; there are {}", name, known)};
}

/// Which source counts each device's joules, as far as one was found.
using CountingSources = std::map<Device, std::string>;

bool counts_the_whole_machine(const EnergySource& source) {
  return std::ranges::any_of(source.domains(), [](const Domain& d) { return d.counted && d.whole_machine; });
}

/// Opens one row into the selection, or notes why not. The first source of a device counts, later ones are shown.
bool add(Selection& selection, CountingSources& counting, const ProbeRow& row, ProbeResult result) {
  if (auto* missing = std::get_if<Unavailable>(&result)) {
    selection.unavailable.push_back(std::move(*missing));
    return false;
  }
  auto source = std::move(std::get<std::unique_ptr<EnergySource>>(result));
  const auto [first, is_first] = counting.try_emplace(row.device, row.name);
  if (counts_the_whole_machine(*source)) counting.try_emplace(Device::gpu, row.name);
  if (!is_first) source = std::make_unique<CrossCheckSource>(std::move(source), first->second);
  selection.sources.push_back(std::move(source));
  return true;
}

/// Why another device is left out where the processor's joules can only be estimated. One that is not here anyway
/// says so itself.
Unavailable why_left_out(const ProbeRow& row, const ProbeContext& context) {
  ProbeResult result = row.probe(context);
  if (auto* missing = std::get_if<Unavailable>(&result)) return std::move(*missing);
  return {std::string{row.name}, "the processor's joules can only be estimated here, and the two are never added up",
          fmt::format("ask for it alone: --source {}", row.name)};
}

/// Whether what counts moves so seldom that a region would have to last for a second or more.
bool is_too_slow(const EnergySource& source) {
  return std::ranges::any_of(source.domains(), [](const Domain& domain) {
    return domain.counted && domain.update_period && *domain.update_period >= longest_aligned_period;
  });
}

/// Probes a row for select_best(): a source that is too slow for short regions is used only when it is asked for.
ProbeResult probe_fast(const ProbeRow& row, const ProbeContext& context) {
  ProbeResult result = row.probe(context);
  const auto* source = std::get_if<std::unique_ptr<EnergySource>>(&result);
  if (source == nullptr || !is_too_slow(**source)) return result;
  return Unavailable{std::string{row.name},
                     "what it counts moves ten times a second or less, too seldom for short regions",
                     fmt::format("ask for it by name: --source {}", row.name)};
}

/// The best readable source of each device. The estimate, last in the table, serves only where nothing is measured:
/// the two are never added up.
Selection select_best(const ProbeContext& context) {
  Selection selection;
  CountingSources counting;
  for (const ProbeRow& row : rows) {
    if (counting.contains(row.device)) continue;
    if (row.device != Device::cpu && !counting.contains(Device::cpu)) {
      selection.unavailable.push_back(why_left_out(row, context));
      continue;
    }
    add(selection, counting, row, probe_fast(row, context));
  }
  return selection;
}

std::vector<const ProbeRow*> named_rows(std::span<const std::string> names) {
  std::vector<const ProbeRow*> named;
  for (const std::string& name : names) {
    const ProbeRow& row = row_named(name);
    if (std::ranges::find(named, &row) != named.end()) {
      throw std::invalid_argument{fmt::format("energy source \"{}\" is given twice", name)};
    }
    named.push_back(&row);
  }
  return named;
}

/// What there is instead of the energy of a package: "psys-0 and core-0".
Unavailable why_nothing_counts(std::string_view row, const EnergySource& source) {
  std::vector<std::string> shown;
  for (const Domain& domain : source.domains()) shown.push_back(domain.name);
  return {std::string{row},
          fmt::format("it has no counter of a package or of memory here, only {}", fmt::join(shown, ", ")),
          "measure on a machine whose processor counts its packages, or use --source estimate"};
}

}  // namespace

ProbeResult ProbeRow::probe(const ProbeContext& context) const {
  const auto rejected = std::ranges::find(context.rejected, name, &Unavailable::source);
  if (rejected != context.rejected.end()) return *rejected;
  ProbeResult result = open(context);
  const auto* source = std::get_if<std::unique_ptr<EnergySource>>(&result);
  if (source == nullptr || std::ranges::any_of((*source)->domains(), &Domain::counted)) return result;
  return why_nothing_counts(name, **source);
}

Unavailable why_dead(std::string source, std::span<const std::string> domains) {
  return {std::move(source),
          fmt::format("{} did not move for {:.3g} s while a CPU was busy", fmt::join(domains, ", "),
                      longest_standstill.value()),
          "see in the kernel's log whether the counter is frozen or its package off line, or use --source estimate"};
}

std::span<const ProbeRow> probe_table() {
  return rows;
}

Selection select_sources(std::span<const std::string> requested, const ProbeContext& context) {
  if (requested.empty()) throw std::invalid_argument{"no energy source is given; \"auto\" takes the best one"};
  const bool automatic = std::ranges::find(requested, "auto") != requested.end();
  if (automatic && requested.size() > 1) {
    throw std::invalid_argument{"energy source \"auto\" stands alone: it already takes the best one"};
  }
  if (automatic) return select_best(context);

  std::vector<const ProbeRow*> named = named_rows(requested);
  const bool mixed =
      std::ranges::any_of(named, [&](const ProbeRow* row) { return row->provenance != named.front()->provenance; });
  if (mixed) {
    throw std::invalid_argument{
        "measured energy sources and \"estimate\" cannot be used together: their joules must not be added up"};
  }
  // In the table's order, whatever the order asked for: the better source counts.
  std::ranges::sort(named);
  Selection selection;
  CountingSources counting;
  for (const ProbeRow* row : named) add(selection, counting, *row, row->probe(context));
  return selection;
}

}  // namespace greenbench
