// A table of texts on a terminal whose cells are wrapped, the lines of each cell below one another.
//
//   WrappedTable table{{{"claim", 0.25}, {"measured", 1.0}}};   // the first takes at most a quarter of the width
//   table.add_heading("strings/build");
//   table.add({"join_energy", "1.05x less (1.04 to 1.06)"}, Style::green);
//   table.draw(page);
#pragma once

#include <string>
#include <vector>

#include "results/writers/terminal_page.hpp"

namespace greenbench {

struct WrappedColumn {
  std::string title;
  double widest_share = 1.0;  ///< of the page's width; 1 for the one column that gets what the others leave
};

class WrappedTable {
 public:
  /// One of the columns has a share of 1.
  explicit WrappedTable(std::vector<WrappedColumn> columns) : columns_(std::move(columns)) {}

  /// One cell per column; the style is the last one's.
  void add(std::vector<std::string> cells, Style style_of_last);

  /// A line of its own above the rows that follow.
  void add_heading(std::string heading);

  [[nodiscard]] bool empty() const { return rows_.empty(); }
  void draw(Page& page) const;

 private:
  struct TableRow {
    std::vector<std::string> cells;  ///< of a heading: itself alone
    Style style_of_last = Style::plain;
    bool heading = false;
  };
  [[nodiscard]] std::vector<std::size_t> widths_for(std::size_t page_width) const;

  std::vector<WrappedColumn> columns_;
  std::vector<TableRow> rows_;
};

}  // namespace greenbench
