#include "counters/tables/processor_tdp.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

#include "counters/tables/embedded_tables.hpp"

namespace greenbench {

namespace {

// The zero-width space occurs in the table, and in what some data sheets are copied from.
constexpr std::array<std::string_view, 5> decorations = {"(r)", "(tm)", "(c)", "\u00ae", "\u200b"};

std::string lower_case(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

void erase_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
    text.replace(at, part.size(), 1, ' ');
  }
}

/// "cpu", "processor", "64-core", "11th", "gen": not part of the model.
bool is_filler(std::string_view word) {
  if (word == "cpu" || word == "processor" || word == "gen" || word.ends_with("-core")) return true;
  return word.size() > 2 && word.ends_with("th") &&
         std::ranges::all_of(word.substr(0, word.size() - 2), [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::string normalised_processor_name(std::string_view model_name) {
  std::string name = lower_case(model_name);
  for (const std::string_view decoration : decorations) erase_all(name, decoration);
  name = name.substr(0, name.find('@'));
  name = name.substr(0, name.find(" with "));  // "AMD Ryzen 7 7735U with Radeon Graphics"
  std::istringstream words{name};
  std::string result;
  for (std::string word; words >> word;) {
    if (is_filler(word)) continue;
    if (!result.empty()) result += ' ';
    result += word;
  }
  return result;
}

std::optional<Watts> processor_tdp(const CpuIdentity& cpu) {
  if (cpu.hypervisor) return std::nullopt;
  const std::string wanted = normalised_processor_name(cpu.model_name);
  if (wanted.empty()) return std::nullopt;
  std::optional<Watts> found;
  for (const std::string_view line : cpu_tdp_lines()) {
    const std::optional<TableRow> row = split_last_field(line);
    if (!row || normalised_processor_name(row->rest) != wanted) continue;
    if (found && *found != Watts{row->number}) return std::nullopt;  // two figures for one name: which is not known
    found = Watts{row->number};
  }
  return found;
}

}  // namespace greenbench
