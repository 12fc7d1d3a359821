#include "results/docs/doc_selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <string_view>

#include "results/docs/doc_columns.hpp"
#include "results/docs/page_code.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

constexpr std::string_view default_columns = "variant,energy,uncertainty,time,verdict,ratio,time-ratio";

std::vector<std::string> parse_columns(std::string_view text, std::size_t line) {
  const std::vector<std::string> known = doc_column_names();
  std::vector<std::string> named;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string name{without_space(text.substr(0, comma))};
    if (std::ranges::find(known, name) == known.end()) {
      throw MarkerError(line, fmt::format("columns: unknown column '{}'{}", name, did_you_mean(name, known)));
    }
    if (std::ranges::find(named, name) != named.end()) {
      throw MarkerError(line, fmt::format("columns: '{}' is named twice", name));
    }
    named.push_back(name);
    if (comma == text.size()) break;
    text.remove_prefix(comma + 1);
  }
  std::vector<std::string> columns{"variant"};
  std::ranges::copy_if(named, std::back_inserter(columns), [](const std::string& name) { return name != "variant"; });
  return columns;
}

std::uint64_t parse_size(std::string_view text, std::size_t line) {
  std::uint64_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, size);
  if (error != std::errc{} || stop != end || size == 0) {
    throw MarkerError(line, fmt::format("size: '{}' is not a whole number above 0", text));
  }
  return size;
}

bool parse_yes_or_no(std::string_view text, std::size_t line) {
  if (text != "yes" && text != "no") throw MarkerError(line, fmt::format("caption: '{}' is not yes or no", text));
  return text == "yes";
}

/// One attribute of a marker and what it sets.
struct KnownAttribute {
  std::string_view name;
  void (*set)(TableSelection& selection, const std::string& value);
};

constexpr std::array known_attributes{
    KnownAttribute{"hotspot", [](TableSelection& to, const std::string& value) { to.hotspot = value; }},
    KnownAttribute{"columns",
                   [](TableSelection& to, const std::string& value) { to.columns = parse_columns(value, to.line); }},
    KnownAttribute{"language", [](TableSelection& to, const std::string& value) { to.language = value; }},
    KnownAttribute{"size", [](TableSelection& to, const std::string& value) { to.size = parse_size(value, to.line); }},
    KnownAttribute{"caption",
                   [](TableSelection& to, const std::string& value) { to.caption = parse_yes_or_no(value, to.line); }},
};

[[noreturn]] void refuse(const std::string& name, std::size_t line) {
  std::vector<std::string> known;
  for (const KnownAttribute& each : known_attributes) known.emplace_back(each.name);
  throw MarkerError(line, fmt::format("unknown attribute '{}'{}", name, did_you_mean(name, known)));
}

}  // namespace

TableSelection selection_of(const TableMarker& marker) {
  TableSelection selection{.line = marker.line, .hotspot = "", .columns = parse_columns(default_columns, marker.line)};
  for (const MarkerAttribute& attribute : marker.attributes) {
    const auto* const known = std::ranges::find(known_attributes, attribute.name, &KnownAttribute::name);
    if (known == known_attributes.end()) refuse(attribute.name, marker.line);
    known->set(selection, attribute.value);
  }
  if (selection.hotspot.empty()) {
    throw MarkerError(marker.line, "the attribute hotspot is missing, as in hotspot=\"strings/build\"");
  }
  return selection;
}

}  // namespace greenbench
