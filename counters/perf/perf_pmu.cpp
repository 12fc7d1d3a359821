#include "counters/perf/perf_pmu.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "counters/perf/perf_absence.hpp"
#include "counters/system/cpu_topology.hpp"
#include "counters/system/kernel_text.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

// Linux, arch/x86/events/rapl.c. "cores" is power plane 0, "gpu" power plane 1, which powercap calls core and uncore.
constexpr std::array package_event_names = {
    PerfEventName{"energy-pkg", RaplKind::package}, PerfEventName{"energy-ram", RaplKind::dram},
    PerfEventName{"energy-cores", RaplKind::core},  PerfEventName{"energy-gpu", RaplKind::uncore},
    PerfEventName{"energy-psys", RaplKind::psys},
};
constexpr std::array core_event_names = {PerfEventName{"energy-core", RaplKind::core}};

/// "event=0x02". Energy events have no other term; one that has is not understood.
std::optional<std::uint64_t> parse_config(std::string_view text) {
  constexpr std::string_view term = "event=0x";
  if (!text.starts_with(term)) return std::nullopt;
  return whole_number<std::uint64_t>(text.substr(term.size()), 16);
}

/// "2.3283064365386962890625e-10".
std::optional<Joules> parse_scale(std::string_view text) {
  double scale = 0.0;
  const char* end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, scale);
  if (failure != std::errc{} || rest != end || !std::isfinite(scale) || scale <= 0.0) return std::nullopt;
  return Joules{scale};
}

/// A file of an event that says something else than it should, or nothing.
struct BadFile {
  fs::path path;
  std::string expected;
};

std::variant<PerfEnergyEvent, BadFile> read_event(const fs::path& events, const PerfEventName& name) {
  const std::string file{name.file};
  const std::optional<std::uint64_t> config = parse_config(read_text_file(events / file).text);
  if (!config) return BadFile{events / file, "event=0x.."};
  if (read_text_file(events / (file + ".unit")).text != "Joules") return BadFile{events / (file + ".unit"), "Joules"};
  const std::optional<Joules> scale = parse_scale(read_text_file(events / (file + ".scale")).text);
  if (!scale) return BadFile{events / (file + ".scale"), "a positive number"};
  return PerfEnergyEvent{.name = file, .kind = name.kind, .config = *config, .scale = *scale};
}

}  // namespace

std::span<const PerfEventName> package_events() {
  return package_event_names;
}

std::span<const PerfEventName> core_events() {
  return core_event_names;
}

std::variant<PerfPmu, Unavailable> read_perf_pmu(const fs::path& folder, std::span<const PerfEventName> names) {
  PerfPmu pmu;
  pmu.folder = folder;
  const std::optional<std::uint64_t> type = read_number_file(folder / "type");
  if (!type || *type > std::numeric_limits<std::uint32_t>::max())
    return why_not_understood(folder / "type", "a number");
  pmu.type = static_cast<std::uint32_t>(*type);
  pmu.cpus = parse_cpu_list(read_text_file(folder / "cpumask").text);
  if (pmu.cpus.empty()) return why_not_understood(folder / "cpumask", "a list of processors");

  for (const PerfEventName& name : names) {
    std::error_code error;
    if (!fs::exists(folder / "events" / name.file, error)) continue;
    std::variant<PerfEnergyEvent, BadFile> event = read_event(folder / "events", name);
    if (auto* good = std::get_if<PerfEnergyEvent>(&event)) {
      pmu.events.push_back(std::move(*good));
    } else if (is_counted(name.kind)) {
      const BadFile& bad = std::get<BadFile>(event);
      return why_not_understood(bad.path, bad.expected);
    }
  }
  return pmu;
}

}  // namespace greenbench
