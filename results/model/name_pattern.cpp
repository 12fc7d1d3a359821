#include "results/model/name_pattern.hpp"

#include <fnmatch.h>

namespace greenbench {

bool matches_pattern(const std::string& pattern, const std::string& text) {
  return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool matches_variant(const std::string& pattern, const VariantId& id) {
  return matches_pattern(pattern, id.name) || matches_pattern(pattern, id.text());
}

bool is_pattern(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos;
}

}  // namespace greenbench
