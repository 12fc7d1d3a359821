#include "analysis/summary/carbon_places.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <sstream>
#include <stdexcept>
#include <string>

#include "results/files/csv_table.hpp"
#include "results/model/names.hpp"

namespace greenbench {

namespace {

struct KindName {
  PlaceKind kind;
  std::string_view in_table;
};

constexpr std::array kind_names{
    KindName{PlaceKind::country, "country"},
    KindName{PlaceKind::state, "state"},
    KindName{PlaceKind::grid_zone, "grid zone"},
    KindName{PlaceKind::cloud_region, "cloud region"},
};

PlaceKind kind_of(std::string_view in_table) {
  const auto row = std::ranges::find(kind_names, in_table, &KindName::in_table);
  if (row == kind_names.end()) throw std::logic_error{"carbon_intensity.csv: kind " + std::string{in_table}};
  return row->kind;
}

std::string lower_case(std::string_view text) {
  std::string lower{text};
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

std::string joined(std::span<const std::string_view> lines) {
  std::string text;
  for (const std::string_view line : lines) text.append(line).append("\n");
  return text;
}

CarbonPlace place_of(const CsvTable& table) {
  // The columns in the order of the file; its header is checked by the caller.
  constexpr std::size_t code = 0, short_code = 1, kind = 2, name = 3, grams = 4, year = 5, source = 6;
  CarbonPlace place{.intensity = {.kind = kind_of(table.text(kind)),
                                  .code = std::string{table.text(code)},
                                  .name = std::string{table.text(name)},
                                  .value = GramsPerKilowattHour{table.number(grams)},
                                  .source = std::string{table.text(source)}},
                    .short_code = std::string{table.text(short_code)}};
  if (!table.empty(year)) place.intensity.year = static_cast<int>(table.small_count(year));
  return place;
}

bool is_called(const CarbonPlace& place, const std::string& lower) {
  return lower == lower_case(place.intensity.code) || lower == lower_case(place.short_code) ||
         lower == lower_case(place.intensity.name);
}

/// The kind that `text` asks for, and what is left of it.
struct Wanted {
  std::optional<PlaceKind> kind;
  std::string lower;
};

Wanted wanted_by(std::string_view text) {
  const std::string lower = lower_case(text);
  for (const KindName& each : kind_names) {
    const std::string_view prefix = prefix_of(each.kind);
    if (lower.starts_with(prefix)) return {each.kind, lower.substr(prefix.size())};
  }
  return {std::nullopt, lower};
}

UnknownPlace all_names(const std::vector<CarbonPlace>& places) {
  UnknownPlace unknown;
  for (const CarbonPlace& place : places) {
    for (const std::string& name : {place.intensity.name, place.intensity.code, place.short_code}) {
      if (!name.empty()) unknown.known.push_back(name);
    }
  }
  return unknown;
}

}  // namespace

std::vector<CarbonPlace> carbon_places() {
  std::istringstream rows{joined(carbon_intensity_lines())};
  CsvTable table{rows, "carbon_intensity.csv"};
  if (table.column("source") != 6)
    throw std::logic_error{"carbon_intensity.csv: its columns are not the expected ones"};
  std::vector<CarbonPlace> places;
  while (table.next_row()) places.push_back(place_of(table));
  return places;
}

FoundPlace find_carbon_place(std::string_view text) {
  const Wanted wanted = wanted_by(text);
  const std::vector<CarbonPlace> places = carbon_places();
  std::vector<CarbonIntensity> found;
  for (const CarbonPlace& place : places) {
    if (wanted.kind && place.intensity.kind != *wanted.kind) continue;
    if (!wanted.lower.empty() && is_called(place, wanted.lower)) found.push_back(place.intensity);
  }
  if (found.empty()) return all_names(places);
  if (found.size() == 1) return found.front();
  AmbiguousPlace ambiguous;
  for (const CarbonIntensity& each : found) ambiguous.candidates.push_back(exact_name(each));
  return ambiguous;
}

std::string exact_name(const CarbonIntensity& place) {
  return std::string{prefix_of(place.kind)} + place.code;
}

}  // namespace greenbench
