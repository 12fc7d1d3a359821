#include "results/files/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <istream>
#include <utility>

#include "results/model/document_error.hpp"
#include "results/text/outside_limits.hpp"

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

CsvTable::CsvTable(std::istream& rows, std::string file)
    : rows_(rows), file_(std::move(file)), buffer_(most_csv_line_bytes + 2) {
  if (!read_cells()) fail("the file is empty: expected a header line");
  if (cells_.size() > most_csv_columns) fail(fmt::format("more than {} columns", most_csv_columns));
  header_.assign(cells_.begin(), cells_.end());
  std::vector<std::string_view> names(header_.begin(), header_.end());
  std::ranges::sort(names);
  if (const auto twice = std::ranges::adjacent_find(names); twice != names.end()) {
    fail(fmt::format("the column {} stands twice", *twice));
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
  if (!is_usual_number(value)) {
    fail(column, fmt::format("expected 0 or a number from {} to {}, found {}", least_number, largest_number, value));
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

/// False at the end of the file.
bool CsvTable::read_line() {
  rows_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  const auto read = static_cast<std::size_t>(rows_.gcount());
  if (rows_.bad()) fail("cannot be read any further");
  if (read == 0) return false;
  if (rows_.fail()) fail(fmt::format("a line of more than {} bytes", most_csv_line_bytes));
  // The line break, which the last line may lack, is counted but not stored.
  lines_.emplace_back(buffer_.data(), rows_.eof() ? read : read - 1);
  rest_ = lines_.back();
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // spreadsheets like to add one
  if (next_line_ == 1 && rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
  ++next_line_;
  return true;
}

bool CsvTable::read_cells() {
  cells_.clear();
  unquoted_.clear();
  lines_.clear();
  line_ = next_line_;
  if (!read_line()) return false;
  do {
    cells_.push_back(rest_.starts_with('"') ? read_quoted_cell() : read_plain_cell());
  } while (!end_of_row());
  return true;
}

std::string_view CsvTable::read_plain_cell() {
  const std::size_t end = std::min(rest_.find(','), rest_.size());
  std::string_view cell = rest_.substr(0, end);
  rest_.remove_prefix(end);
  if (rest_.empty() && cell.ends_with('\r')) cell.remove_suffix(1);
  return cell;
}

std::string_view CsvTable::read_quoted_cell() {
  std::string& cell = unquoted_.emplace_back();
  rest_.remove_prefix(1);
  while (true) {
    const std::size_t quote = rest_.find('"');
    cell += rest_.substr(0, quote);
    if (cell.size() > most_csv_line_bytes) fail(fmt::format("a cell of more than {} bytes", most_csv_line_bytes));
    if (quote == std::string_view::npos) {
      cell += '\n';
      if (!read_line()) fail("a quoted cell has no closing quote");
      continue;
    }
    rest_.remove_prefix(quote + 1);
    if (!rest_.starts_with('"')) break;
    cell += '"';
    rest_.remove_prefix(1);
  }
  if (rest_ == "\r") rest_ = {};
  if (!rest_.empty() && rest_.front() != ',') {
    fail(fmt::format("text after the closing quote of cell {}", cells_.size() + 1));
  }
  return cell;
}

bool CsvTable::end_of_row() {
  const bool another_cell = rest_.starts_with(',');
  if (another_cell) rest_.remove_prefix(1);
  return !another_cell;
}

std::string csv_cell(std::string_view cell) {
  if (begins_formula(cell) && !is_number(cell)) return quoted_where_needed("'" + std::string{cell});
  return quoted_where_needed(cell);
}

}  // namespace greenbench
