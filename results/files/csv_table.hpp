// A CSV table with a header, read row by row (RFC 4180; line ends \n or \r\n). Errors name file, line and column.
//
//   std::ifstream file{"samples.csv"};
//   CsvTable table{file, "samples.csv"};
//   const std::size_t wall = table.column("wall_seconds");
//   while (table.next_row()) sum += table.number(wall);
#pragma once

#include <cstdint>
#include <deque>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

class CsvTable {
 public:
  /// Reads the header; throws DocumentError as every function here does. `rows`, which must outlive the table, is read
  /// line by line: no more than one row is in memory.
  CsvTable(std::istream& rows, std::string file);

  [[nodiscard]] std::size_t column(std::string_view name) const;
  /// False at the end. A row with another number of cells than the header is an error.
  [[nodiscard]] bool next_row();

  [[nodiscard]] std::string_view text(std::size_t column) const;  ///< what csv_cell() was given
  [[nodiscard]] bool empty(std::size_t column) const { return cells_[column].empty(); }
  [[nodiscard]] double number(std::size_t column) const;  ///< is_usual_number()
  [[nodiscard]] std::uint64_t count(std::size_t column) const;
  [[nodiscard]] std::uint32_t small_count(std::size_t column) const;
  [[noreturn]] void fail(std::size_t column, std::string_view what) const;
  [[noreturn]] void fail(std::string_view what) const;

 private:
  [[nodiscard]] bool read_line();
  [[nodiscard]] bool read_cells();
  [[nodiscard]] std::string_view read_plain_cell();
  [[nodiscard]] std::string_view read_quoted_cell();
  [[nodiscard]] bool end_of_row();

  std::istream& rows_;
  std::string file_;
  std::vector<char> buffer_;
  std::deque<std::string> lines_;  ///< of this row, which is longer than one where a quoted cell has line breaks
  std::string_view rest_;          ///< of the last of them
  std::size_t next_line_ = 1;      ///< of what follows
  std::size_t line_ = 1;           ///< where the present row begins
  std::vector<std::string> header_;
  std::vector<std::string_view> cells_;
  std::deque<std::string> unquoted_;  ///< owns the cells of this row that held doubled quotes
};

inline constexpr std::size_t most_csv_line_bytes = 1'000'000;  ///< and of a cell
inline constexpr std::size_t most_csv_columns = 2000;

/// `cell` as it stands in a CSV file: quoted when it has to be. A text that a spreadsheet would take for a formula gets
/// an apostrophe in front, which CsvTable::text() takes away; a number stays what it is.
[[nodiscard]] std::string csv_cell(std::string_view cell);

}  // namespace greenbench
