#include "harness/build_info.hpp"

namespace greenbench {

std::string compiler_text() {
  return GREENBENCH_COMPILER;
}

std::string build_text() {
  return GREENBENCH_BUILD_TYPE ": " GREENBENCH_BUILD_FLAGS;
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
