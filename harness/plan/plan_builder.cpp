#include "harness/plan/plan_builder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "harness/command_line/failure.hpp"
#include "harness/plan/request.hpp"
#include "harness/plan/selection.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

constexpr const char* control_hotspot = "control/aa";
constexpr std::uint32_t quick_rounds = 6;
constexpr double quick_round_seconds = 0.25;

std::vector<std::uint64_t> sizes_of(const RunOptions& options, const CatalogEntry& entry) {
  const HotspotInfo& info = entry.info;
  if (options.sweep && !info.sizes.empty() && suite_of(info.id) != "control") return info.sizes;
  if (options.size) return {*options.size};
  return {options.article_size ? info.article_size : info.default_size};
}

std::string reason_to_leave_out(const CatalogEntry& entry, const VariantInfo& variant, std::uint64_t size) {
  if (variant.language == "python" && !entry.python_not_available.empty()) {
    return "not available: " + entry.python_not_available;
  }
  if (!variant.not_available.empty()) return "not available: " + variant.not_available;
  if (variant.max_size && size > *variant.max_size) {
    return fmt::format("only measured up to n = {}: {}", *variant.max_size, variant.max_size_reason);
  }
  return {};
}

/// A language whose own baseline cannot run at this size compares against its first remaining variant. One that is
/// there for --baseline alone needs no other.
void ensure_baselines(PlannedHotspot& planned, const std::optional<VariantId>& chosen,
                      std::vector<std::string>& notes) {
  std::map<std::string, PlannedVariant*> first_of;
  std::map<std::string, bool> has_baseline;
  for (PlannedVariant& variant : planned.variants) {
    first_of.try_emplace(variant.id.language, &variant);
    has_baseline[variant.id.language] |= variant.baseline;
  }
  for (const auto& [language, first] : first_of) {
    if (has_baseline[language]) continue;
    first->baseline = true;
    if (first->id == chosen) continue;
    notes.push_back(fmt::format("{}: {} stands in as the baseline of {}, whose own is left out", planned.id,
                                first->id.name, language));
  }
}

ServerSettings server_settings(const RunOptions& options) {
  ServerSettings server;
  server.latency_seconds = options.server_latency_seconds.value_or(server.latency_seconds);
  server.body_bytes = options.server_body_bytes.value_or(server.body_bytes);
  return server;
}

/// A flag that changes nothing would let its user believe that it did.
void check_server_flags(const RunOptions& options, const Plan& plan) {
  if (!options.server_latency_seconds && !options.server_body_bytes) return;
  if (std::any_of(plan.hotspots.begin(), plan.hotspots.end(), [](const auto& h) { return h.server.has_value(); })) {
    return;
  }
  throw UsageError{fmt::format("{}: nothing that is measured uses the local server, as io/fetch does",
                               options.server_latency_seconds ? "--server-latency" : "--server-body")};
}

PlannedHotspot plan_hotspot(const RunOptions& options, const CatalogEntry& entry, std::uint64_t size,
                            std::vector<std::string>& notes) {
  const HotspotInfo& info = entry.info;
  PlannedHotspot planned{info.id, info.description, info.file, size, info.relative_tolerance, {}, {}};
  for (const VariantInfo& variant : wanted_variants(options, info)) {
    const VariantId id{variant.language, variant.name};
    const std::string reason = reason_to_leave_out(entry, variant, planned.size);
    if (reason.empty()) {
      planned.variants.push_back({id, variant.baseline});
    } else {
      planned.left_out.push_back({id, reason});
    }
  }
  if (info.needs_server) planned.server = server_settings(options);
  planned.parallel = info.parallel;
  ensure_baselines(planned, options.analysis.chosen_baseline(), notes);
  return planned;
}

Limits limits_of(const RunOptions& options) {
  Limits limits;
  limits.precision = options.precision.value_or(limits.precision);
  limits.time_limit_seconds = options.time_limit_seconds.value_or(limits.time_limit_seconds);
  limits.min_region_seconds = options.min_region_seconds.value_or(limits.min_region_seconds);
  limits.max_other_load = options.max_other_load.value_or(limits.max_other_load);
  limits.worker_timeout_seconds = options.worker_timeout_seconds.value_or(limits.worker_timeout_seconds);
  if (options.quick) {
    limits.round_seconds = quick_round_seconds;
    limits.min_rounds = quick_rounds;
    limits.max_rounds = quick_rounds;
  }
  limits.min_rounds =
      options.min_rounds.value_or(std::min(limits.min_rounds, options.max_rounds.value_or(limits.min_rounds)));
  limits.max_rounds = options.max_rounds.value_or(std::max(limits.max_rounds, limits.min_rounds));
  if (limits.min_rounds > limits.max_rounds) {
    throw UsageError{fmt::format("--min-rounds {} is more than --max-rounds {}", limits.min_rounds, limits.max_rounds)};
  }
  return limits;
}

std::string suite_label(const RunOptions& options) {
  std::vector<std::string> parts = options.suites;
  if (!options.hotspots.empty()) parts.emplace_back("hotspots");
  for (const auto& file : options.files) parts.push_back(file.filename().string());
  return fmt::format("{}", fmt::join(parts, "+"));
}

/// A hotspot of which nothing can be measured is a note; one that --variant does not touch is not even that.
void add_hotspot(Plan& plan, PlannedHotspot planned) {
  if (!planned.variants.empty()) {
    plan.hotspots.push_back(std::move(planned));
  } else if (!planned.left_out.empty()) {
    plan.notes.push_back(planned.id + ": " + planned.left_out.front().reason);
  }
}

/// Every run measures one hotspot against itself: its interval is the noise floor of the others. It is measured in
/// their languages, whichever of their variants they are.
void add_control(Plan& plan, const RunOptions& options, const HotspotCatalog& catalog) {
  RunOptions control = options;
  control.languages.clear();
  control.variants.clear();
  control.analysis.baseline.reset();
  for (const PlannedHotspot& hotspot : plan.hotspots) {
    if (hotspot.id == control_hotspot) return;
    for (const PlannedVariant& variant : hotspot.variants) control.languages.push_back(variant.id.language);
  }
  for (const CatalogEntry& entry : catalog.entries) {
    if (entry.info.id != control_hotspot) continue;
    add_hotspot(plan, plan_hotspot(control, entry, entry.info.default_size, plan.notes));
  }
}

/// What a compiler has not optimised is not what anybody runs.
void note_unoptimised(Plan& plan, const HotspotCatalog& catalog) {
  for (const LibraryBuild& library : catalog.libraries) {
    if (library.is_optimised) continue;
    plan.notes.push_back(library.file +
                         " was compiled without optimisation, so that its numbers mislead; compile it with -O2");
  }
}

/// Everything but the hotspots.
void add_settings(Plan& plan, const RunOptions& options, const EnergyPlan& energy, std::uint64_t seed) {
  plan.seed = seed;
  plan.quick = options.quick;
  for (const Unavailable& each : energy.rejected) {
    plan.notes.push_back(fmt::format("{} is not used: {}", each.source, each.reason));
  }
  plan.limits = limits_of(options);
  plan.requested_sources = energy.sources;
  if (options.power_model) plan.power_model_file = absolute_path(*options.power_model);
  plan.domains = energy.domains;
  plan.power_model = energy.power_model;
  plan.sysfs = options.roots.sysfs.string();
  plan.procfs = options.roots.procfs.string();
  plan.devfs = options.roots.devfs.string();
}

}  // namespace

Plan plan_for(const RunOptions& options, std::vector<PlannedHotspot> hotspots, const EnergyPlan& energy,
              std::uint64_t seed) {
  Plan plan;
  if (!hotspots.empty()) plan.suite_label = split_hotspot_id(hotspots.front().id).suite;
  plan.hotspots = std::move(hotspots);
  add_settings(plan, options, energy, seed);
  return plan;
}

Plan make_plan(const RunOptions& options, const HotspotCatalog& catalog, const EnergyPlan& energy, std::uint64_t seed) {
  Plan plan;
  plan.suite_label = suite_label(options);
  plan.request = request_of(options, catalog);
  for (const CatalogEntry* entry : selected_entries(options, catalog)) {
    for (const std::uint64_t size : sizes_of(options, *entry)) {
      add_hotspot(plan, plan_hotspot(options, *entry, size, plan.notes));
    }
  }
  if (plan.hotspots.empty() && plan.notes.empty()) {
    throw UsageError{fmt::format("--language: no hotspot that was selected has a variant in {}",
                                 fmt::join(options.languages, " or "))};
  }
  if (plan.hotspots.empty()) {
    throw CannotMeasure{fmt::format("nothing that was asked for can be measured: {}", fmt::join(plan.notes, "; "))};
  }
  note_unoptimised(plan, catalog);
  add_settings(plan, options, energy, seed);
  add_control(plan, options, catalog);
  check_server_flags(options, plan);
  return plan;
}

}  // namespace greenbench
