#include "workloads/library/library_shape.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

#include "workloads/hotspot_file_error.hpp"
#include "workloads/library/library_handle.hpp"

namespace greenbench {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t most_sizes = 1000;
/// They are measured one after the other in every block, and each is compared with the baseline.
constexpr std::size_t most_variants_of_library = 100;

bool is_small_name(std::string_view name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_allowed = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && is_letter(name.front()) && std::ranges::all_of(name, is_allowed);
}

/// A name as somebody has written it, for a message of one line.
std::string in_quotes(std::string_view name) {
  constexpr std::size_t most_shown = 60;
  std::string text{name.substr(0, most_shown)};
  std::ranges::replace_if(
      text, [](unsigned char c) { return std::isprint(c) == 0; }, '?');
  return fmt::format("\"{}{}\"", text, name.size() > most_shown ? "..." : "");
}

/// A docstring may be written over several lines.
std::string one_line(const std::string& text) {
  std::string words;
  for (const char c : text) {
    const bool is_blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (is_blank && (words.empty() || words.back() == ' ')) continue;
    words += is_blank ? ' ' : c;
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

class Shape {
 public:
  explicit Shape(const std::string& file) : file_(file) {}

  [[noreturn]] void fail(const std::string& what) const { throw HotspotFileError{file_, 0, what}; }

  void check_id(const std::string& id) const {
    const std::size_t slash = id.find('/');
    const std::string_view suite = std::string_view{id}.substr(0, slash);
    const std::string_view name = slash == std::string::npos ? "" : std::string_view{id}.substr(slash + 1);
    if (!is_small_name(suite) || !is_small_name(name)) {
      fail(fmt::format("the id {} must be \"suite/name\" in lower-case letters, digits and underscores{}",
                       in_quotes(id), is_small_name(id) ? fmt::format(", such as \"mine/{}\"", id) : ""));
    }
    if (id.size() > longest_name)
      fail(fmt::format("the id {} is longer than {} characters", in_quotes(id), longest_name));
  }

  void check_size(const std::string& id, const char* what, std::uint64_t size) const {
    if (size == 0) fail(fmt::format("{} of {} must be at least 1, not 0", what, id));
  }

  void check_numbers(const HotspotInfo& info) const {
    check_size(info.id, "default_size", info.default_size);
    check_size(info.id, "article_size", info.article_size);
    for (const std::uint64_t size : info.sizes) check_size(info.id, "every one of sizes", size);
    if (info.relative_tolerance >= 0.0 && info.relative_tolerance < 1.0) return;
    fail(fmt::format("relative_tolerance of {} must be from 0 to below 1, not {}", info.id, info.relative_tolerance));
  }

  void check_variants(const HotspotInfo& info) const {
    std::set<std::string> names;
    std::vector<std::string> baselines;
    for (const VariantInfo& variant : info.variants) {
      if (!names.insert(variant.name).second) fail(fmt::format("{} has two variants {}", info.id, variant.name));
      if (variant.baseline) baselines.push_back(variant.name);
    }
    if (baselines.size() == 1) return;
    fail(fmt::format("{} must have exactly one baseline; {}", info.id,
                     baselines.empty() ? "it has none" : fmt::format("{} are", fmt::join(baselines, " and "))));
  }

  [[nodiscard]] VariantInfo variant(const std::string& id, const hotspot_abi::Variant& found) const {
    VariantInfo info{.language = "cpp", .name = text_of(found.name), .baseline = found.is_baseline != 0};
    if (!is_small_name(info.name) || info.name.size() > longest_name) {
      fail(
          fmt::format("a variant of {} cannot be named {}: use lower-case letters, digits and underscores, starting "
                      "with a letter, {} at most",
                      id, in_quotes(info.name), longest_name));
    }
    info.not_available = one_line(text_of(found.not_available));
    if (info.not_available.empty() && (found.call == nullptr || found.answer == nullptr)) {
      fail(fmt::format("the variant {} of {} has no function to call", info.name, id));
    }
    if (found.has_max_size == 0) return info;
    check_size(id, ("max_size of " + info.name).c_str(), found.max_size);
    info.max_size = found.max_size;
    info.max_size_reason = one_line(text_of(found.max_size_reason));
    if (info.max_size_reason.empty())
      fail(fmt::format("{} of {} has a size limit but no reason for it", info.name, id));
    return info;
  }

  [[nodiscard]] HotspotInfo hotspot(const hotspot_abi::Hotspot& found) const {
    HotspotInfo info{.id = text_of(found.id),
                     .description = one_line(text_of(found.description)),
                     .default_size = found.default_size,
                     .article_size = found.article_size,
                     .relative_tolerance = found.relative_tolerance,
                     .file = file_,
                     .needs_server = found.needs_server != 0,
                     .parallel = found.is_parallel != 0 || found.needs_server != 0};
    check_id(info.id);
    if (found.set_up == nullptr || found.tear_down == nullptr) fail(info.id + " has no function that sets it up");
    if (found.variant_count > most_variants_of_library || found.size_count > most_sizes) {
      fail(fmt::format("{} has {} variants and {} sizes; there may be {} and {}", info.id, found.variant_count,
                       found.size_count, most_variants_of_library, most_sizes));
    }
    info.sizes.assign(found.sizes, found.sizes + found.size_count);
    for (const auto& each : std::span{found.variants, found.variant_count}) {
      info.variants.push_back(variant(info.id, each));
    }
    check_numbers(info);
    check_variants(info);
    return info;
  }

 private:
  const std::string& file_;
};

}  // namespace

std::vector<HotspotInfo> described(std::span<const hotspot_abi::Hotspot> hotspots, const std::string& file) {
  const Shape shape{file};
  if (hotspots.empty()) shape.fail("it defines no hotspot: return at least one from greenbench::hotspots()");
  std::vector<HotspotInfo> infos;
  for (const hotspot_abi::Hotspot& found : hotspots) {
    HotspotInfo info = shape.hotspot(found);
    if (std::ranges::find(infos, info.id, &HotspotInfo::id) != infos.end()) {
      shape.fail(info.id + " is defined twice; give one another name");
    }
    infos.push_back(std::move(info));
  }
  return infos;
}

}  // namespace greenbench
