#include "harness/commands/commands.hpp"
#include "harness/commands/list_text.hpp"
#include "harness/commands/output.hpp"
#include "harness/plan/selection.hpp"
#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {
namespace {

Json entry_json(const CatalogEntry& entry) {
  Json json = to_json(entry.info);
  json.erase("not_available");
  json["suite"] = suite_of(entry.info.id);
  json["python_not_available"] = entry.python_not_available;
  return json;
}

std::string list_json(const HotspotCatalog& catalog, const std::vector<const CatalogEntry*>& entries) {
  Json json = {{"suites", suite_names(catalog)}, {"hotspots", Json::array()}};
  for (const CatalogEntry* entry : entries) json["hotspots"].push_back(entry_json(*entry));
  return json_text(json, 2) + "\n";
}

}  // namespace

ExitCode list_command(const ListOptions& options, const Installation& installation) {
  Interrupt interrupt;
  const RunOptions selection = as_selection(options);
  const bool in_full = options.json || options.variants || !names_nothing(options);
  // Only the full form says whether packages are installed; an interpreter has to be asked.
  const auto looks_at = [&](const HotspotInfo& info) {
    return in_full && is_asked_for(selection, info.id) && !packages_of(info).empty();
  };
  const HotspotCatalog catalog = load_catalog(
      installation,
      {.user_files = options.files, .user = workload_user(options.user), .looks_at = looks_at, .interpreter = false},
      interrupt);
  interrupt.stop_watching();
  const std::vector<const CatalogEntry*> entries = selected_entries(selection, catalog);
  if (options.json) {
    print_text(list_json(catalog, entries));
  } else {
    print_text(in_full ? full_list(entries) : short_list(entries));
  }
  return ExitCode::done;
}

}  // namespace greenbench
