#include "harness/commands/list_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

constexpr std::size_t terminal_width = 80;
constexpr std::size_t widest_name = 32;
constexpr std::string_view more = "Variants and sizes: greenbench list NAME (a suite or a hotspot), or --variants\n";

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

std::size_t width_of_names(const std::vector<const CatalogEntry*>& entries) {
  std::size_t width = 0;
  for (const CatalogEntry* entry : entries) width = std::max(width, entry->info.id.size());
  return std::min(width, widest_name);
}

/// How many variants there are in a language; a blank for none.
std::string number_in(const CatalogEntry& entry, std::string_view language) {
  const auto number = std::ranges::count(entry.info.variants, language, &VariantInfo::language);
  return number == 0 ? "" : fmt::format("{}", number);
}

/// Whole words, and dots for what is left out.
std::string cut(const std::string& text, std::size_t width) {
  constexpr std::string_view dots = "...";
  if (text.empty() || display_width(text) <= width) return text;
  if (width <= dots.size()) return {};
  return wrap(text, {.width = width - dots.size()}).front() + std::string{dots};
}

std::string line_of(const CatalogEntry& entry, std::size_t width) {
  const HotspotInfo& info = entry.info;
  std::string line =
      fmt::format("{:{}}  {:>6}  {:>3}  ", info.id, width, number_in(entry, "python"), number_in(entry, "cpp"));
  const std::string needs = info.needs.empty() ? "" : fmt::format(" (needs {})", fmt::join(info.needs, ", "));
  const std::size_t used = line.size() + needs.size();
  line += cut(info.description, terminal_width - std::min(used, terminal_width)) + needs;
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

std::string short_list(const std::vector<const CatalogEntry*>& entries) {
  const std::size_t width = width_of_names(entries);
  std::string text = fmt::format("{:{}}  Python  C++\n", "", width);
  for (const CatalogEntry* entry : entries) text += line_of(*entry, width);
  return text + std::string{more};
}

std::string full_list(const std::vector<const CatalogEntry*>& entries) {
  std::string text;
  for (const CatalogEntry* entry : entries) text += (text.empty() ? "" : "\n") + entry_text(*entry);
  return text;
}

}  // namespace greenbench
