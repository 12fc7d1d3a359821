// Every hotspot that can be asked for: the program's own in both languages, and those of the user's files.
//
//   HotspotCatalog catalog = load_catalog(installation, {"mine.py"});
//   for (const CatalogEntry& entry : catalog.entries) print(entry.info.id);
//   std::vector<std::string> names = suite_names(catalog);
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "harness/processes/installation.hpp"
#include "harness/processes/interrupt.hpp"
#include "harness/processes/privileges.hpp"
#include "workloads/hotspot.hpp"

namespace greenbench {

struct CatalogEntry {
  HotspotInfo info;                  ///< variants of both languages, Python's first
  bool from_user = false;            ///< defined by a file of the user's
  std::string python_not_available;  ///< "needs numpy": the Python variants cannot run here
};

struct HotspotCatalog {
  std::string python_version;
  PackageVersions python_packages;
  std::vector<CatalogEntry> entries;
};

/// Asks a worker process to describe the Python files, so that this process never starts an interpreter.
/// A user's hotspot replaces a bundled one of the same id. Throws UsageError for a file that cannot be used, and
/// Interrupted.
[[nodiscard]] HotspotCatalog load_catalog(const Installation& installation,
                                          std::span<const std::filesystem::path> user_files,
                                          const std::optional<WorkloadUser>& user, Interrupt& interrupt);

/// "strings" of "strings/build".
[[nodiscard]] std::string suite_of(const std::string& hotspot_id);
/// Each suite once, in catalog order.
[[nodiscard]] std::vector<std::string> suite_names(const HotspotCatalog& catalog);

/// Python's and C++'s description of the same hotspot as one.
[[nodiscard]] std::vector<CatalogEntry> merge_languages(std::span<const HotspotInfo> python,
                                                        std::span<const HotspotInfo> native);

}  // namespace greenbench
