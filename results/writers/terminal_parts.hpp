// What the short and the verbose terminal format have in common: the head of the page, and of each hotspot.
//
//   Page page{options};
//   add_header(page, report);
//   add_title(page, table, report.provenance, "");
#pragma once

#include <string_view>

#include "results/tables/table.hpp"
#include "results/writers/terminal_page.hpp"

namespace greenbench {

void add_header(Page& page, const Report& report);

/// The hotspot, its size and `amount` on the left; what kind of numbers follow on the right.
void add_title(Page& page, const Table& table, Provenance provenance, std::string_view amount);

/// The reason that the hotspot failed, and the last lines of its detail. The table must have one.
void add_failure(Page& page, const Table& table);

}  // namespace greenbench
