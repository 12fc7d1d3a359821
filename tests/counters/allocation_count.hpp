// Counts what this thread allocates, to prove that a measured window allocates nothing.
//
//   const std::uint64_t before = allocation_count();
//   meter.start();
//   EXPECT_EQ(allocation_count(), before);
#pragma once

#include <cstdint>

namespace greenbench::testing {

[[nodiscard]] std::uint64_t allocation_count();

/// False in a build whose sanitizer has taken over the allocator.
[[nodiscard]] bool allocations_are_counted();

}  // namespace greenbench::testing
