// Every hotspot that can be asked for: the program's own in both languages, and those of the user's files.
//
//   HotspotCatalog catalog = load_catalog(installation, {.user_files = {"mine.py"}}, interrupt);
//   for (const CatalogEntry& entry : catalog.entries) print(entry.info.id);
//   std::vector<std::string> names = suite_names(catalog);
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/processes/installation.hpp"
#include "harness/processes/interrupt.hpp"
#include "harness/processes/privileges.hpp"
#include "harness/protocol/worker_protocol.hpp"
#include "results/model/schema.hpp"
#include "workloads/hotspot.hpp"

namespace greenbench {

struct CatalogEntry {
  HotspotInfo info;                  ///< variants of both languages, Python's first
  bool from_user = false;            ///< defined by a file of the user's
  std::string python_not_available;  ///< "needs numpy": the Python variants cannot run here
};

/// What a command wants to know. Whatever is described as the program was built is known without an interpreter.
struct CatalogRequest {
  std::vector<std::filesystem::path> user_files = {};
  std::optional<WorkloadUser> user = {};  ///< as whom the files are read
  /// The bundled hotspots that a worker describes, since it matters whether they can run here. Of the others nothing is
  /// known to be missing, which says nothing.
  std::function<bool(const HotspotInfo&)> looks_at = [](const HotspotInfo&) { return true; };
  std::optional<RevisionTree> revision = {};  ///< that the user's files belong to; empty: they are as they are
  bool interpreter = true;                    ///< its version and packages are wanted
};

struct HotspotCatalog {
  std::string python_version;       ///< empty where neither was wanted
  PackageVersions python_packages;  ///< those that any hotspot of the catalog needs, where they are installed
  std::vector<CatalogEntry> entries;
  std::vector<LibraryBuild> libraries = {};  ///< of the user's files those that are shared libraries
};

/// Asks a worker process to describe the user's Python files and the bundled ones that are looked at, or that have been
/// changed, so that this process never starts an interpreter; where there is nothing to ask, no worker is started. Each
/// of the user's shared libraries is opened in a worker of its own.
/// A user's hotspot replaces a bundled one of the same id. Throws UsageError for a file that cannot be used, and
/// Interrupted.
[[nodiscard]] HotspotCatalog load_catalog(const Installation& installation, const CatalogRequest& request,
                                          Interrupt& interrupt);

/// The packages that its Python variants need, hotspot's and variants' own, each once.
[[nodiscard]] std::vector<std::string> packages_of(const HotspotInfo& info);

/// "strings" of "strings/build".
[[nodiscard]] std::string suite_of(const std::string& hotspot_id);
/// Each suite once, in catalog order.
[[nodiscard]] std::vector<std::string> suite_names(const HotspotCatalog& catalog);

/// Python's and C++'s description of the same hotspot as one.
[[nodiscard]] std::vector<CatalogEntry> merge_languages(std::span<const HotspotInfo> python,
                                                        std::span<const HotspotInfo> native);

}  // namespace greenbench
