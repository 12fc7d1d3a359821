// What `greenbench list` prints: one line for each hotspot, or all that is known of it.
//
//   print_text(short_list(entries));    // fits a screen: name, number of variants, what it is about
//   print_text(full_list(entries));     // variants, sizes, and what cannot run here
#pragma once

#include <string>
#include <vector>

#include "harness/plan/hotspot_catalog.hpp"

namespace greenbench {

/// At most 80 columns. It says which packages a hotspot needs, and not whether they are installed.
[[nodiscard]] std::string short_list(const std::vector<const CatalogEntry*>& entries);

/// Of entries that the catalog's request has looked at.
[[nodiscard]] std::string full_list(const std::vector<const CatalogEntry*>& entries);

}  // namespace greenbench
