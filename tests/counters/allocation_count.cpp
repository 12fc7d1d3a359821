#include "tests/counters/allocation_count.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::uint64_t allocations = 0;

}  // namespace

// The whole test program allocates through these. Weak, because a sanitizer brings its own, which must win.
[[gnu::weak]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc{};
}
// std::stable_sort asks this way.
[[gnu::weak]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
[[gnu::weak]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::weak]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace greenbench::testing {

std::uint64_t allocation_count() {
  return allocations;
}

bool allocations_are_counted() {
  const std::uint64_t before = allocations;
  // A direct call: the compiler may drop a new-expression whose memory nobody uses.
  ::operator delete(::operator new(1));
  return allocations > before;
}

}  // namespace greenbench::testing
