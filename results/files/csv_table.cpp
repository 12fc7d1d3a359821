#include "results/files/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "results/model/document_error.hpp"

namespace greenbench {
namespace {

template <class Number>
bool read_whole(std::string_view cell, Number& number) {
  const char* const end = cell.data() + cell.size();
  const auto [stopped, error] = std::from_chars(cell.data(), end, number);
  return error == std::errc{} && stopped == end;
}

bool is_number(std::string_view cell) {
  double ignored = 0.0;
  return read_whole(cell, ignored);
}

/// Whether a spreadsheet would run it, or reads it as if it were so after apostrophes of our own.
bool begins_formula(std::string_view cell) {
  const std::size_t first = cell.find_first_not_of('\'');
  return first != std::string_view::npos && std::string_view{"=+-@\t\r\n"}.find(cell[first]) != std::string_view::npos;
}

/// What stands in a cell, for a message: long texts are cut.
std::string shown(std::string_view cell) {
  if (cell.empty()) return "an empty cell";
  return cell.size() <= 40 ? fmt::format("\"{}\"", cell) : fmt::format("\"{}...\"", cell.substr(0, 40));
}

std::string quoted_where_needed(std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{cell};
  std::string quoted = "\"";
  for (const char character : cell) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

}  // namespace

CsvTable::CsvTable(std::string_view text, std::string file) : rest_(text), file_(std::move(file)) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // spreadsheets like to add one
  if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
  if (!read_cells()) fail("the file is empty: expected a header line");
  header_.assign(cells_.begin(), cells_.end());
  for (auto name = header_.begin(); name != header_.end(); ++name) {
    if (std::find(header_.begin(), name, *name) != name) fail(fmt::format("the column {} stands twice", *name));
  }
}

std::size_t CsvTable::column(std::string_view name) const {
  const auto found = std::ranges::find(header_, name);
  if (found == header_.end()) throw DocumentError(fmt::format("{}:1: the column {} is missing", file_, name));
  return static_cast<std::size_t>(found - header_.begin());
}

bool CsvTable::next_row() {
  do {
    if (!read_cells()) return false;
  } while (cells_.size() == 1 && cells_[0].empty() && header_.size() > 1);  // an empty line is no row
  if (cells_.size() != header_.size()) {
    fail(fmt::format("expected {} cells as in the header, found {}", header_.size(), cells_.size()));
  }
  return true;
}

std::string_view CsvTable::text(std::size_t column) const {
  const std::string_view cell = cells_[column];
  const bool guarded = cell.starts_with('\'') && begins_formula(cell.substr(1));
  return guarded ? cell.substr(1) : cell;
}

double CsvTable::number(std::size_t column) const {
  double value = 0.0;
  if (!read_whole(cells_[column], value) || !std::isfinite(value)) {
    fail(column, "expected a number, found " + shown(cells_[column]));
  }
  return value;
}

std::uint64_t CsvTable::count(std::size_t column) const {
  std::uint64_t value = 0;
  if (!read_whole(cells_[column], value)) {
    fail(column, "expected a whole number from 0, found " + shown(cells_[column]));
  }
  return value;
}

std::uint32_t CsvTable::small_count(std::size_t column) const {
  std::uint32_t value = 0;
  if (!read_whole(cells_[column], value)) {
    fail(column, "expected a whole number from 0 to 4294967295, found " + shown(cells_[column]));
  }
  return value;
}

void CsvTable::fail(std::size_t column, std::string_view what) const {
  throw DocumentError(fmt::format("{}:{}: {}: {}", file_, line_, header_[column], what));
}

void CsvTable::fail(std::string_view what) const {
  throw DocumentError(fmt::format("{}:{}: {}", file_, line_, what));
}

bool CsvTable::read_cells() {
  cells_.clear();
  unquoted_.clear();
  line_ = next_line_;
  if (rest_.empty()) return false;
  do {
    cells_.push_back(rest_.starts_with('"') ? read_quoted_cell() : read_plain_cell());
  } while (!end_of_row());
  return true;
}

std::string_view CsvTable::read_plain_cell() {
  const std::size_t end = std::min(rest_.find_first_of(",\n"), rest_.size());
  std::string_view cell = rest_.substr(0, end);
  rest_.remove_prefix(end);
  const bool ends_the_line = rest_.empty() || rest_.front() == '\n';
  if (ends_the_line && cell.ends_with('\r')) cell.remove_suffix(1);
  return cell;
}

std::string_view CsvTable::read_quoted_cell() {
  std::string& cell = unquoted_.emplace_back();
  rest_.remove_prefix(1);
  while (true) {
    const std::size_t quote = rest_.find('"');
    if (quote == std::string_view::npos) fail("a quoted cell has no closing quote");
    cell += rest_.substr(0, quote);
    rest_.remove_prefix(quote + 1);
    if (!rest_.starts_with('"')) break;
    cell += '"';
    rest_.remove_prefix(1);
  }
  next_line_ += static_cast<std::size_t>(std::ranges::count(cell, '\n'));
  if (rest_.starts_with("\r\n")) rest_.remove_prefix(1);
  if (!rest_.empty() && rest_.front() != ',' && rest_.front() != '\n') {
    fail(fmt::format("text after the closing quote of cell {}", cells_.size() + 1));
  }
  return cell;
}

bool CsvTable::end_of_row() {
  const bool another_cell = rest_.starts_with(',');
  if (!rest_.empty()) rest_.remove_prefix(1);
  if (!another_cell) ++next_line_;
  return !another_cell;
}

std::string csv_cell(std::string_view cell) {
  if (begins_formula(cell) && !is_number(cell)) return quoted_where_needed("'" + std::string{cell});
  return quoted_where_needed(cell);
}

}  // namespace greenbench
