// What a marker asks for: which hotspots, and which columns of their tables.
//
//   TableSelection selection = selection_of(marker);    // hotspot="strings/*" columns="energy,verdict"
//   selection.hotspot;                                  // "strings/*"
//   selection.columns;                                  // {"variant", "energy", "verdict"}
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/docs/doc_markers.hpp"

namespace greenbench {

struct TableSelection {
  std::size_t line = 1;  ///< of the marker
  std::string hotspot;   ///< a pattern over suite/name
  /// Of doc_column_names(). The variant always comes first, named or not: a row says nothing without it.
  std::vector<std::string> columns;
  std::optional<std::string> language = {};  ///< empty: all
  std::optional<std::uint64_t> size = {};    ///< empty: every size that was measured
  bool caption = true;
};

/// Throws MarkerError for a missing hotspot, an attribute or a column that there is not, and a value that is none.
[[nodiscard]] TableSelection selection_of(const TableMarker& marker);

}  // namespace greenbench
