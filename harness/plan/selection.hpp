// What --suite, --hotspot, --file, --language, --variant and --baseline select.
//
//   RunOptions options = as_selection(list_options);     // list names hotspots as run does
//   for (const CatalogEntry* entry : selected_entries(options, catalog)) {
//     std::vector<VariantInfo> measured = wanted_variants(options, entry->info);
//   }
#pragma once

#include <string>
#include <vector>

#include "harness/command_line/options.hpp"
#include "harness/plan/hotspot_catalog.hpp"

namespace greenbench {

/// Whether a bundled hotspot may be among those that are measured: its suite or a pattern of its name is asked for.
[[nodiscard]] bool is_asked_for(const RunOptions& options, const std::string& hotspot_id);

/// In catalog order. Throws UsageError naming the flag and the nearest known name for a suite, a hotspot or a variant
/// that nothing matches.
[[nodiscard]] std::vector<const CatalogEntry*> selected_entries(const RunOptions& options,
                                                                const HotspotCatalog& catalog);

/// The ids that the patterns of --hotspot match, each once, in catalog order.
[[nodiscard]] std::vector<std::string> named_hotspots(const RunOptions& options, const HotspotCatalog& catalog);

/// The variants that the patterns of --variant match in these hotspots, as "python:join", each once.
[[nodiscard]] std::vector<std::string> named_variants(const RunOptions& options,
                                                      const std::vector<const CatalogEntry*>& selected);

/// What `greenbench list` shows, as if it were to be measured: everything where nothing is named.
[[nodiscard]] RunOptions as_selection(const ListOptions& options);
[[nodiscard]] bool names_nothing(const ListOptions& options);

/// The variants that are asked for, the baseline of each of their languages, and the one that --baseline names: without
/// those there is no ratio. None of a hotspot that has no variant which was asked for.
[[nodiscard]] std::vector<VariantInfo> wanted_variants(const RunOptions& options, const HotspotInfo& info);

}  // namespace greenbench
