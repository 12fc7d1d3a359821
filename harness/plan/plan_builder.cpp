#include "harness/plan/plan_builder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>

#include <algorithm>
#include <map>

#include "analysis/rounds/worker_ratios.hpp"
#include "analysis/statistics/holm.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "harness/command_line/failure.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

constexpr const char* control_hotspot = "control/aa";
constexpr std::uint32_t quick_workers = 6;
constexpr double quick_worker_seconds = 0.5;

bool matches(const std::string& glob, const std::string& text) {
  return fnmatch(glob.c_str(), text.c_str(), 0) == 0;
}

std::vector<std::string> hotspot_ids(const HotspotCatalog& catalog) {
  std::vector<std::string> ids;
  for (const CatalogEntry& entry : catalog.entries) ids.push_back(entry.info.id);
  return ids;
}

void check_suites(const RunOptions& options, const HotspotCatalog& catalog) {
  std::vector<std::string> known = suite_names(catalog);
  known.emplace_back("all");
  for (const std::string& suite : options.suites) {
    if (std::find(known.begin(), known.end(), suite) != known.end()) continue;
    throw UsageError{fmt::format("--suite: unknown suite '{}'{} (known: {})", suite, did_you_mean(suite, known),
                                 fmt::join(known, ", "))};
  }
}

void check_hotspot_globs(const RunOptions& options, const HotspotCatalog& catalog) {
  const std::vector<std::string> ids = hotspot_ids(catalog);
  for (const std::string& glob : options.hotspots) {
    if (std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return matches(glob, id); })) continue;
    throw UsageError{
        fmt::format("--hotspot: nothing matches '{}'{}; see greenbench list", glob, did_you_mean(glob, ids))};
  }
}

bool is_selected(const RunOptions& options, const CatalogEntry& entry) {
  const std::string& id = entry.info.id;
  const bool no_names = options.suites.empty() && options.hotspots.empty();
  if (no_names) return entry.from_user;
  const bool by_suite = std::any_of(options.suites.begin(), options.suites.end(),
                                    [&](const std::string& s) { return s == "all" || s == suite_of(id); });
  return by_suite || std::any_of(options.hotspots.begin(), options.hotspots.end(),
                                 [&](const std::string& glob) { return matches(glob, id); });
}

/// The control is the same at every size: it stays at its default one unless it was asked for by name.
std::vector<std::uint64_t> sizes_of(const RunOptions& options, const CatalogEntry& entry) {
  const HotspotInfo& info = entry.info;
  if (!is_selected(options, entry)) return {info.default_size};
  if (options.sweep && !info.sizes.empty() && suite_of(info.id) != "control") return info.sizes;
  if (options.size) return {*options.size};
  return {options.article_size ? info.article_size : info.default_size};
}

/// Whether --language and --variant ask for it. A baseline always stays, and so does the one that --baseline names:
/// without it there is no ratio.
bool is_wanted(const RunOptions& options, const VariantInfo& variant) {
  const auto& languages = options.languages;
  if (!languages.empty() && std::find(languages.begin(), languages.end(), variant.language) == languages.end()) {
    return false;
  }
  const bool chosen = options.analysis.baseline == VariantId{variant.language, variant.name};
  if (variant.baseline || chosen || options.variants.empty()) return true;
  return std::any_of(options.variants.begin(), options.variants.end(), [&](const std::string& glob) {
    return matches(glob, variant.name) || matches(glob, variant.language + ":" + variant.name);
  });
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

/// A language whose own baseline cannot run at this size compares against its first remaining variant.
void ensure_baselines(PlannedHotspot& planned, std::vector<std::string>& notes) {
  std::map<std::string, PlannedVariant*> first_of;
  std::map<std::string, bool> has_baseline;
  for (PlannedVariant& variant : planned.variants) {
    first_of.try_emplace(variant.id.language, &variant);
    has_baseline[variant.id.language] |= variant.baseline;
  }
  for (const auto& [language, first] : first_of) {
    if (has_baseline[language]) continue;
    first->baseline = true;
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
  for (const VariantInfo& variant : info.variants) {
    if (!is_wanted(options, variant)) continue;
    const VariantId id{variant.language, variant.name};
    const std::string reason = reason_to_leave_out(entry, variant, planned.size);
    if (reason.empty()) {
      planned.variants.push_back({id, variant.baseline});
    } else {
      planned.left_out.push_back({id, reason});
    }
  }
  if (info.needs_server) planned.server = server_settings(options);
  ensure_baselines(planned, notes);
  return planned;
}

/// Every run measures one hotspot against itself: its interval is the noise floor of the others.
std::vector<const CatalogEntry*> selected_entries(const RunOptions& options, const HotspotCatalog& catalog) {
  check_suites(options, catalog);
  check_hotspot_globs(options, catalog);
  std::vector<const CatalogEntry*> selected;
  for (const CatalogEntry& entry : catalog.entries) {
    if (is_selected(options, entry)) selected.push_back(&entry);
  }
  if (selected.empty()) {
    throw UsageError{"nothing to measure: name a --suite, a --hotspot or a --file; see greenbench list"};
  }
  const auto is_control = [](const CatalogEntry* entry) { return entry->info.id == control_hotspot; };
  if (std::none_of(selected.begin(), selected.end(), is_control)) {
    for (const CatalogEntry& entry : catalog.entries) {
      if (is_control(&entry)) selected.push_back(&entry);
    }
  }
  return selected;
}

/// How many comparisons Holm's adjustment will cover.
std::size_t hypotheses(const Plan& plan, const std::optional<VariantId>& chosen) {
  std::size_t count = 0;
  for (const PlannedHotspot& hotspot : plan.hotspots) {
    if (suite_of(hotspot.id) == "control") continue;
    count += planned_pairs(hotspot, chosen).size();
  }
  return count;
}

Limits limits_of(const RunOptions& options, std::uint32_t needed_workers) {
  Limits limits;
  limits.precision = options.precision.value_or(limits.precision);
  limits.time_limit_seconds = options.time_limit_seconds.value_or(limits.time_limit_seconds);
  limits.min_region_seconds = options.min_region_seconds.value_or(limits.min_region_seconds);
  limits.max_other_load = options.max_other_load.value_or(limits.max_other_load);
  limits.worker_timeout_seconds = options.worker_timeout_seconds.value_or(limits.worker_timeout_seconds);
  if (options.quick) limits.worker_seconds = quick_worker_seconds;
  const std::uint32_t wanted_least = options.quick ? quick_workers : std::max(limits.min_workers, needed_workers);
  const std::uint32_t wanted_most = options.quick ? quick_workers : std::max(limits.max_workers, needed_workers);
  limits.min_workers = options.min_workers.value_or(std::min(wanted_least, options.max_workers.value_or(wanted_least)));
  limits.max_workers = options.max_workers.value_or(std::max(wanted_most, limits.min_workers));
  if (limits.min_workers > limits.max_workers) {
    throw UsageError{
        fmt::format("--min-workers {} is more than --max-workers {}", limits.min_workers, limits.max_workers)};
  }
  return limits;
}

void note_what_cannot_be_concluded(Plan& plan, std::size_t count, std::uint32_t needed) {
  if (count == 0 || plan.limits.max_workers >= needed) return;
  plan.notes.push_back(fmt::format(
      "with at most {} workers no single comparison out of {} can reach a verdict of saves or costs unless several "
      "do: that takes {} workers",
      plan.limits.max_workers, count, needed));
}

std::string suite_label(const RunOptions& options) {
  std::vector<std::string> parts = options.suites;
  if (!options.hotspots.empty()) parts.emplace_back("hotspots");
  for (const auto& file : options.files) parts.push_back(file.filename().string());
  return fmt::format("{}", fmt::join(parts, "+"));
}

/// A hotspot of which nothing can be measured is a note.
void add_hotspot(Plan& plan, PlannedHotspot planned) {
  if (!planned.variants.empty()) {
    plan.hotspots.push_back(std::move(planned));
  } else if (!planned.left_out.empty()) {
    plan.notes.push_back(planned.id + ": " + planned.left_out.front().reason);
  }
}

}  // namespace

Plan make_plan(const RunOptions& options, const HotspotCatalog& catalog, const EnergyPlan& energy, std::uint64_t seed) {
  Plan plan;
  plan.suite_label = suite_label(options);
  plan.seed = seed;
  plan.quick = options.quick;
  for (const CatalogEntry* entry : selected_entries(options, catalog)) {
    for (const std::uint64_t size : sizes_of(options, *entry)) {
      add_hotspot(plan, plan_hotspot(options, *entry, size, plan.notes));
    }
  }
  const bool only_control = std::all_of(plan.hotspots.begin(), plan.hotspots.end(), [&](const PlannedHotspot& h) {
    return h.id == control_hotspot && !plan.notes.empty();
  });
  if (plan.hotspots.empty() || only_control) {
    throw CannotMeasure{fmt::format("nothing that was asked for can be measured: {}", fmt::join(plan.notes, "; "))};
  }
  check_server_flags(options, plan);
  const std::size_t count = hypotheses(plan, options.analysis.baseline);
  // What a run that may stop on width needs; one of a fixed number of workers may need one fewer.
  plan.limits = limits_of(options, least_workers_for(stopping_price(Limits{}) * count));
  note_what_cannot_be_concluded(plan, count, least_workers_for(stopping_price(plan.limits) * count));
  plan.requested_sources = energy.sources;
  if (options.power_model) plan.power_model_file = options.power_model->string();
  plan.domains = energy.domains;
  plan.power_model = energy.power_model;
  plan.sysfs = options.roots.sysfs.string();
  plan.procfs = options.roots.procfs.string();
  plan.devfs = options.roots.devfs.string();
  return plan;
}

}  // namespace greenbench
