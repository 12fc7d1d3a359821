#include "harness/plan/selection.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "harness/command_line/failure.hpp"
#include "results/model/name_pattern.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

std::vector<std::string> hotspot_ids(const HotspotCatalog& catalog) {
  std::vector<std::string> ids;
  for (const CatalogEntry& entry : catalog.entries) ids.push_back(entry.info.id);
  return ids;
}

/// A hotspot file that lies here and was named without its ending is what was meant.
std::string did_you_mean_file(const std::string& suite, const std::vector<std::string>& known) {
  for (const std::string& file : {suite + ".py", suite + ".so", "lib" + suite + ".so"}) {
    if (std::filesystem::is_regular_file(file)) return "; did you mean " + file + "?";
  }
  return did_you_mean(suite, known);
}

void check_suites(const RunOptions& options, const HotspotCatalog& catalog) {
  std::vector<std::string> known = suite_names(catalog);
  known.emplace_back("all");
  for (const std::string& suite : options.suites) {
    if (std::find(known.begin(), known.end(), suite) != known.end()) continue;
    throw UsageError{fmt::format("--suite: unknown suite '{}'{} (known: {})", suite, did_you_mean_file(suite, known),
                                 fmt::join(known, ", "))};
  }
}

void check_hotspot_globs(const RunOptions& options, const HotspotCatalog& catalog) {
  const std::vector<std::string> ids = hotspot_ids(catalog);
  for (const std::string& glob : options.hotspots) {
    if (std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return matches_pattern(glob, id); })) continue;
    throw UsageError{fmt::format("--hotspot: nothing matches '{}'{}; see greenbench list", glob,
                                 did_you_mean_by_pattern(glob, ids))};
  }
}

bool matches_hotspot(const RunOptions& options, const std::string& id) {
  return std::any_of(options.hotspots.begin(), options.hotspots.end(),
                     [&](const std::string& glob) { return matches_pattern(glob, id); });
}

bool is_selected(const RunOptions& options, const CatalogEntry& entry) {
  const bool no_names = options.suites.empty() && options.hotspots.empty();
  return (entry.from_user && (no_names || options.whole_files)) || is_asked_for(options, entry.info.id);
}

bool in_languages(const std::vector<std::string>& languages, const VariantInfo& variant) {
  return languages.empty() || std::find(languages.begin(), languages.end(), variant.language) != languages.end();
}

/// Whether --language and --variant ask for it by name.
bool is_named(const RunOptions& options, const VariantInfo& variant) {
  if (!in_languages(options.languages, variant)) return false;
  const auto& globs = options.variants;
  return globs.empty() || std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
           return matches_variant(glob, {variant.language, variant.name});
         });
}

/// "; did you mean join?", or what there is where nothing is near.
std::string meant(const std::string& name, const std::vector<std::string>& known) {
  constexpr std::size_t most_listed = 40;
  std::string near = did_you_mean_by_pattern(name, known);
  if (!near.empty()) return near;
  return known.size() > most_listed ? "; see greenbench list" : fmt::format(" (known: {})", fmt::join(known, ", "));
}

/// The names that --variant may have meant, each once: "join" and "python:join".
std::vector<std::string> variant_names(const RunOptions& options, const std::vector<const CatalogEntry*>& selected) {
  std::set<std::string> names;
  for (const CatalogEntry* entry : selected) {
    for (const VariantInfo& variant : entry->info.variants) {
      if (in_languages(options.languages, variant)) names.insert({variant.name, variant.language + ":" + variant.name});
    }
  }
  return {names.begin(), names.end()};
}

void check_variant_globs(const RunOptions& options, const std::vector<const CatalogEntry*>& selected) {
  const std::vector<std::string> names = variant_names(options, selected);
  for (const std::string& glob : options.variants) {
    if (std::any_of(names.begin(), names.end(), [&](const std::string& name) { return matches_pattern(glob, name); }))
      continue;
    throw UsageError{fmt::format("--variant: nothing that was selected matches '{}'{}", glob, meant(glob, names))};
  }
}

}  // namespace

bool is_asked_for(const RunOptions& options, const std::string& hotspot_id) {
  const bool by_suite = std::any_of(options.suites.begin(), options.suites.end(), [&](const std::string& suite) {
    return suite == "all" || suite == suite_of(hotspot_id);
  });
  return by_suite || matches_hotspot(options, hotspot_id);
}

std::vector<const CatalogEntry*> selected_entries(const RunOptions& options, const HotspotCatalog& catalog) {
  check_suites(options, catalog);
  check_hotspot_globs(options, catalog);
  std::vector<const CatalogEntry*> selected;
  for (const CatalogEntry& entry : catalog.entries) {
    if (is_selected(options, entry)) selected.push_back(&entry);
  }
  if (selected.empty()) {
    throw UsageError{
        "nothing to measure: name a suite, a hotspot or a file of hotspots, as in greenbench run strings; see "
        "greenbench "
        "list"};
  }
  check_variant_globs(options, selected);
  return selected;
}

std::vector<std::string> named_hotspots(const RunOptions& options, const HotspotCatalog& catalog) {
  std::vector<std::string> ids = hotspot_ids(catalog);
  std::erase_if(ids, [&](const std::string& id) { return !matches_hotspot(options, id); });
  return ids;
}

std::vector<std::string> named_variants(const RunOptions& options, const std::vector<const CatalogEntry*>& selected) {
  if (options.variants.empty()) return {};
  std::set<std::string> names;
  for (const CatalogEntry* entry : selected) {
    for (const VariantInfo& variant : entry->info.variants) {
      if (is_named(options, variant)) names.insert(variant.language + ":" + variant.name);
    }
  }
  return {names.begin(), names.end()};
}

RunOptions as_selection(const ListOptions& options) {
  RunOptions chosen;
  chosen.suites = options.suites;
  chosen.hotspots = options.hotspots;
  chosen.whole_files = options.whole_files;
  if (names_nothing(options)) chosen.suites = {"all"};
  return chosen;
}

bool names_nothing(const ListOptions& options) {
  return options.suites.empty() && options.hotspots.empty() && !options.whole_files;
}

std::vector<VariantInfo> wanted_variants(const RunOptions& options, const HotspotInfo& info) {
  std::set<std::string> languages;
  for (const VariantInfo& variant : info.variants) {
    if (is_named(options, variant)) languages.insert(variant.language);
  }
  std::vector<VariantInfo> wanted;
  if (languages.empty()) return wanted;
  std::copy_if(info.variants.begin(), info.variants.end(), std::back_inserter(wanted), [&](const VariantInfo& variant) {
    const bool chosen = options.analysis.chosen_baseline() == VariantId{variant.language, variant.name};
    const bool own_baseline = variant.baseline && languages.contains(variant.language);
    return is_named(options, variant) || own_baseline || (chosen && in_languages(options.languages, variant));
  });
  return wanted;
}

}  // namespace greenbench
