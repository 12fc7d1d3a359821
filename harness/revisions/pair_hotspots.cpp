#include "harness/revisions/pair_hotspots.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/utf8_path.hpp"
#include "harness/revisions/repository.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;

bool has_variant(const CatalogEntry* entry, const VariantId& id) {
  return entry != nullptr && std::ranges::any_of(entry->info.variants, [&](const VariantInfo& each) {
           return each.language == id.language && each.name == id.name;
         });
}

class Pairing {
 public:
  Pairing(Plan& plan, const HotspotCatalog& catalog, const OldTree& old) : plan_(plan), catalog_(catalog), old_(old) {}

  void pair_all() {
    const std::vector<PlannedHotspot> planned = std::exchange(plan_.hotspots, {});
    for (const PlannedHotspot& hotspot : planned) {
      if (split_hotspot_id(hotspot.id).suite == "control") {
        plan_.hotspots.push_back(hotspot);
      } else {
        pair(hotspot);
      }
    }
    if (paired_ > 0) return;
    throw CannotMeasure{fmt::format("--against {}: there is nothing to compare with: {}", old_.revisions().reference,
                                    fmt::join(plan_.notes, "; "))};
  }

 private:
  [[nodiscard]] const CatalogEntry* old_entry(const std::string& id) const {
    const auto found = std::ranges::find_if(
        catalog_.entries, [&](const CatalogEntry& each) { return each.from_user && each.info.id == id; });
    return found == catalog_.entries.end() ? nullptr : &*found;
  }

  void pair(const PlannedHotspot& hotspot) {
    if (!lies_below(hotspot.file, old_.revisions().repository)) {
      throw UsageError{
          fmt::format("--against: {} is no hotspot of a file in {}", hotspot.id, old_.revisions().repository)};
    }
    const CatalogEntry* const entry = old_entry(hotspot.id);
    for (const LeftOut& left : hotspot.left_out) {
      plan_.notes.push_back(fmt::format("{}: {} is left out: {}", hotspot.id, left.id.text(), left.reason));
    }
    std::vector<std::string> names;
    for (const PlannedVariant& variant : hotspot.variants) {
      if (!has_variant(entry, variant.id)) {
        plan_.notes.push_back(fmt::format("{}: {} has no {}", hotspot.id, old_.revisions().reference,
                                          entry == nullptr ? "such hotspot" : variant.id.text()));
      } else if (std::ranges::find(names, variant.id.name) == names.end()) {
        names.push_back(variant.id.name);
      }
    }
    for (const std::string& name : names) add_pair(hotspot, *entry, name);
  }

  /// One thing in every language in which both revisions have it.
  void add_pair(const PlannedHotspot& hotspot, const CatalogEntry& entry, const std::string& name) {
    PlannedHotspot pair = hotspot;
    pair.id = join_hotspot_id(hotspot.id, name);
    pair.variants.clear();
    pair.left_out.clear();
    for (const PlannedVariant& variant : hotspot.variants) {
      if (variant.id.name != name || !has_variant(&entry, variant.id)) continue;
      PlannedVariant old = variant;
      old.id.name = old_name(name, old_.revisions().reference);
      old.baseline = true;
      old.source = VariantSource{.file = entry.info.file,
                                 .hotspot = hotspot.id,
                                 .name = name,
                                 .revision = RevisionTree{old_.revisions().repository, old_.top().string()}};
      PlannedVariant now = variant;
      now.baseline = false;
      const std::string& repository = old_.revisions().repository;
      now.source = VariantSource{
          .file = hotspot.file, .hotspot = hotspot.id, .name = name, .revision = RevisionTree{repository, repository}};
      pair.variants.insert(pair.variants.end(), {std::move(old), std::move(now)});
    }
    plan_.hotspots.push_back(std::move(pair));
    ++paired_;
  }

  Plan& plan_;
  const HotspotCatalog& catalog_;
  const OldTree& old_;
  std::size_t paired_ = 0;
};

}  // namespace

void refuse_what_has_no_revision(const RunOptions& options) {
  if (!options.against) return;
  if (options.files.empty()) {
    throw UsageError{"--against: is for hotspots of your own files, in a git repository: name one, as in mine.py"};
  }
  if (options.analysis.chosen_baseline()) {
    throw UsageError{"--baseline: with --against the baseline of each variant is its older revision; leave it out"};
  }
}

CatalogRequest old_files(const RunOptions& options, const OldTree& old, const std::optional<WorkloadUser>& user) {
  const Revisions& revisions = old.revisions();
  CatalogRequest request{.user = user,
                         .looks_at = [](const HotspotInfo& /*bundled*/) { return false; },
                         .revision = RevisionTree{revisions.repository, old.top().string()},
                         .interpreter = false};
  for (const fs::path& file : options.files) {
    const fs::path there = old.counterpart(file);
    if (there == file) {
      throw UsageError{fmt::format("--against: {} does not lie in {}", file.string(), revisions.repository)};
    }
    std::error_code ignored;
    if (fs::exists(there, ignored)) request.user_files.push_back(there);
  }
  return request;
}

void pair_with_old(Plan& plan, const HotspotCatalog& old_catalog, const OldTree& old) {
  Pairing{plan, old_catalog, old}.pair_all();
  add_revisions(plan, old.revisions());
}

}  // namespace greenbench
