// Which sources this machine has: each is opened, or says why not and what to do.
//
//   for (const ProbeRow& row : probe_table()) show(row.probe(context));
//   Selection selection = select_sources({"auto"}, context);
//   EnergyMeter meter{std::move(selection.sources), {}};
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "counters/activity/process_usage.hpp"
#include "counters/estimate/power_model.hpp"
#include "counters/source/source.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

struct ProbeContext {
  FileRoots roots;
  PowerModel power_model;                   ///< for the estimate
  std::shared_ptr<ProcessUsage> processes;  ///< whose CPU time the estimate counts
  std::string nvml_library = "libnvidia-ml.so.1";
  /// Sources that can be opened and were found useless, by their names: they are not opened again.
  std::vector<Unavailable> rejected = {};
};

using ProbeResult = std::variant<std::unique_ptr<EnergySource>, Unavailable>;

/// What a source's total is the energy of. Two sources of one device see the same joules: only one may count.
enum class Device { cpu, gpu };

/// One kind of source. The table is ordered best first.
struct ProbeRow {
  std::string_view name;
  Device device;
  Provenance provenance;
  ProbeResult (*open)(const ProbeContext& context);

  /// Opens the source. One of which nothing counts, or that was rejected, is not available.
  [[nodiscard]] ProbeResult probe(const ProbeContext& context) const;
};

[[nodiscard]] std::span<const ProbeRow> probe_table();

/// Of a source of which counted domains stand still (EnergyMeter::find_dead_domains()): they would be missing in every
/// sum, and nothing in the joules would show it.
[[nodiscard]] Unavailable why_dead(std::string source, std::span<const std::string> domains);

struct Selection {
  std::vector<std::unique_ptr<EnergySource>> sources;  ///< never measured and estimated together
  std::vector<Unavailable> unavailable;                ///< what was asked for, or better, and is not here
};

/// `requested`: names of probe_table(), or "auto" alone for the best readable one of each device (at last the
/// estimate). Of several sources of one device the best counts, the others are shown beside it. A source that is asked
/// for by name and is not here is not replaced by another. Throws std::invalid_argument for an unknown or
/// repeated name (the message lists the names), and for measured and estimated sources in one request.
[[nodiscard]] Selection select_sources(std::span<const std::string> requested, const ProbeContext& context);

}  // namespace greenbench
