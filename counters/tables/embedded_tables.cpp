#include "counters/tables/embedded_tables.hpp"

#include <charconv>

namespace greenbench {

std::optional<TableRow> split_last_field(std::string_view line) {
  const std::size_t comma = line.rfind(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const std::string_view field = line.substr(comma + 1);
  double number = 0.0;
  const auto [end, failure] = std::from_chars(field.data(), field.data() + field.size(), number);
  if (failure != std::errc{} || end != field.data() + field.size()) return std::nullopt;
  std::string_view rest = line.substr(0, comma);
  if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"') rest = rest.substr(1, rest.size() - 2);
  return TableRow{rest, number};
}

}  // namespace greenbench
