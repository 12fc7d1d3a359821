// control/noop in C++: what it costs to call a native variant that does nothing.
#include <cstdint>
#include <variant>

#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot control_noop();

namespace {

class Nothing {
 public:
  explicit Nothing(std::uint64_t /*size*/) {}

  /// std::monostate is C++'s None: the answer "nothing".
  std::monostate noop() const { return {}; }
};

}  // namespace

NativeHotspot control_noop() {
  return native_hotspot<Nothing>(
      {.id = "control/noop",
       .description = "A variant that does nothing is called through the same loop as every other. "
                      "Its cost per iteration is the bridge's own, which is part of every other figure.",
       .default_size = 1,
       .article_size = 1,
       .sizes = {1}},
      native_baseline("noop", &Nothing::noop));
}

}  // namespace greenbench
