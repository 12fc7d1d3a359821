#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "harness/plan/selection.hpp"
#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {
namespace {

std::string variants_text(const CatalogEntry& entry, const std::string& language) {
  std::string text;
  for (const VariantInfo& variant : entry.info.variants) {
    if (variant.language != language) continue;
    text += (text.empty() ? "" : ", ") + variant.name + (variant.baseline ? " (baseline)" : "");
    if (variant.max_size) text += fmt::format(" (up to n = {})", *variant.max_size);
    if (!variant.not_available.empty()) text += fmt::format(" (not available: {})", variant.not_available);
  }
  if (language == "python" && !entry.python_not_available.empty()) {
    text += " [not available: " + entry.python_not_available + "]";
  }
  return text;
}

std::string entry_text(const CatalogEntry& entry) {
  const HotspotInfo& info = entry.info;
  std::string text =
      fmt::format("{}{}\n  {}\n", info.id, entry.from_user ? " (" + info.file + ")" : "", info.description);
  text += fmt::format("  size {} (article {}; sweep {})\n", info.default_size, info.article_size,
                      fmt::join(info.sizes, ", "));
  if (info.needs_server) text += "  needs the local HTTP server (--server-latency, --server-body)\n";
  for (const char* language : {"python", "cpp"}) {
    const std::string variants = variants_text(entry, language);
    if (!variants.empty()) text += fmt::format("  {}: {}\n", language, variants);
  }
  return text;
}

Json entry_json(const CatalogEntry& entry) {
  Json json = to_json(entry.info);
  json.erase("not_available");
  json["suite"] = suite_of(entry.info.id);
  json["python_not_available"] = entry.python_not_available;
  return json;
}

}  // namespace

ExitCode list_command(const ListOptions& options, const Installation& installation) {
  Interrupt interrupt;
  const HotspotCatalog catalog = load_catalog(installation, options.files, workload_user(options.user), interrupt);
  interrupt.stop_watching();
  Json json = {{"suites", suite_names(catalog)}, {"hotspots", Json::array()}};
  std::string text;
  for (const CatalogEntry* entry : listed_entries(options, catalog)) {
    json["hotspots"].push_back(entry_json(*entry));
    text += (text.empty() ? "" : "\n") + entry_text(*entry);
  }
  print_text(options.json ? json_text(json, 2) + "\n" : text);
  return ExitCode::done;
}

}  // namespace greenbench
