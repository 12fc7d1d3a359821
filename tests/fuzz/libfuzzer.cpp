// The same targets for libFuzzer; GREENBENCH_FUZZ_TARGET names the one.
//
//   GREENBENCH_FUZZ_TARGET=claims greenbench_libfuzzer -max_total_time=600 corpus
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/targets.hpp"

namespace {

const greenbench::testing::FuzzTarget& chosen_target() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing changes the environment
  const char* const name = std::getenv("GREENBENCH_FUZZ_TARGET");
  const auto* const target = greenbench::testing::find_fuzz_target(name != nullptr ? name : "");
  if (target == nullptr) {
    std::fputs("GREENBENCH_FUZZ_TARGET names no target\n", stderr);
    std::abort();
  }
  greenbench::testing::watch_for_foreign_messages(false);
  return *target;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const greenbench::testing::FuzzTarget& target = chosen_target();
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as characters
  target.take({reinterpret_cast<const char*>(data), size});
  return 0;
}
