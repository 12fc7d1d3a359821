#include "harness/machine/build_info.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

namespace greenbench {

std::string compiler_text() {
  return GREENBENCH_COMPILER;
}

std::string with_instruction_set(const std::string& flags) {
  constexpr std::array<std::string_view, 5> choosing = {"-march=", "-mcpu=", "-msse", "-mavx", "-mfma"};
  std::istringstream words{flags};
  for (std::string flag; words >> flag;) {
    if (std::ranges::any_of(choosing, [&](std::string_view start) { return flag.starts_with(start); })) return flags;
  }
  return flags + " (baseline instruction set)";
}

std::string build_text() {
  return GREENBENCH_BUILD_TYPE ": " + with_instruction_set(GREENBENCH_BUILD_FLAGS);
}

std::optional<std::string> build_flaw() {
  const std::string sanitizer = GREENBENCH_SANITIZER_NAMES;
  if (!sanitizer.empty()) return "this program was built with sanitizers (" + sanitizer + ")";
#ifndef __OPTIMIZE__
  return "this program was built without optimisation (" GREENBENCH_BUILD_TYPE ")";
#else
  return std::nullopt;
#endif
}

}  // namespace greenbench
