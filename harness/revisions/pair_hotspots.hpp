// From the hotspots of a working tree to hotspots that compare each of their variants with its own older revision.
//
//   refuse_what_has_no_revision(options);
//   HotspotCatalog old_catalog = load_catalog(installation, old_files(options, *old), interrupt);
//   pair_with_old(run.plan, old_catalog, *old);   // "mine/build" with join and split: "mine/build/join",
//   "mine/build/split"
#pragma once

#include "harness/command_line/options.hpp"
#include "harness/plan/hotspot_catalog.hpp"
#include "harness/revisions/old_tree.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// Throws UsageError where no file is named, and for settings that an older revision as the baseline leaves no room
/// for.
void refuse_what_has_no_revision(const RunOptions& options);

/// The user's files as the old revision has them; those that it lacks are left out. Throws UsageError for one that lies
/// outside the repository.
[[nodiscard]] CatalogRequest old_files(const RunOptions& options, const OldTree& old,
                                       const std::optional<WorkloadUser>& user);

/// Replaces each hotspot by one for each name of its variants, in all languages: old and new. The control stays. What
/// the old revision lacks is a note. Throws UsageError for a bundled hotspot, and CannotMeasure when nothing is left.
void pair_with_old(Plan& plan, const HotspotCatalog& old_catalog, const OldTree& old);

}  // namespace greenbench
