#include "counters/probe.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "counters/estimate.hpp"
#include "counters/powercap.hpp"

namespace greenbench {

namespace {

ProbeResult probe_powercap(const ProbeContext& context) {
  return open_powercap(context.roots);
}

ProbeResult probe_estimate(const ProbeContext& context) {
  return open_estimate(context.power_model, usage_inputs(context.processes));
}

constexpr std::array rows = {
    ProbeRow{"powercap", Provenance::measured, probe_powercap},
    ProbeRow{"estimate", Provenance::estimated, probe_estimate},
};

const ProbeRow& row_named(const std::string& name) {
  const auto* row = std::ranges::find(rows, name, &ProbeRow::name);
  if (row != rows.end()) return *row;
  std::string known = "auto";
  for (const ProbeRow& other : rows) known += fmt::format(", {}", other.name);
  throw std::invalid_argument{fmt::format("unknown energy source \"{}\"; there are {}", name, known)};
}

/// Opens one row into the selection, or notes why not.
bool add(Selection& selection, const ProbeRow& row, const ProbeContext& context) {
  ProbeResult result = row.probe(context);
  if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&result)) {
    selection.sources.push_back(std::move(*source));
    return true;
  }
  selection.unavailable.push_back(std::get<Unavailable>(std::move(result)));
  return false;
}

Selection select_best(const ProbeContext& context) {
  Selection selection;
  // The table is ordered best first, and its last row is always there.
  for (const ProbeRow& row : rows) {
    if (add(selection, row, context)) break;
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

}  // namespace

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

  const std::vector<const ProbeRow*> named = named_rows(requested);
  const bool mixed =
      std::ranges::any_of(named, [&](const ProbeRow* row) { return row->provenance != named.front()->provenance; });
  if (mixed) {
    throw std::invalid_argument{
        "measured energy sources and \"estimate\" cannot be used together: their joules must not be added up"};
  }
  Selection selection;
  for (const ProbeRow* row : named) add(selection, *row, context);
  return selection;
}

}  // namespace greenbench
