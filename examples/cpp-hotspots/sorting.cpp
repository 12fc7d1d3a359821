#include <algorithm>
#include <cstdint>
#include <list>
#include <vector>

#include "hotspots.hpp"

namespace {

std::vector<std::uint64_t> shuffled(std::uint64_t n) {
  std::vector<std::uint64_t> numbers(n);
  for (std::uint64_t i = 0; i < n; ++i) numbers[i] = i * 7919 % n;
  return numbers;
}

/// Each variant has a container of its own: a factory makes it, and no other variant's data lies in memory beside it.
template <class Container>
class Sorting {
 public:
  explicit Sorting(std::uint64_t n) : given_(shuffled(n)) {}

  /// Before every call, outside the measured time: what was sorted in place is sorted no more.
  void reset() { numbers_.assign(given_.begin(), given_.end()); }

  const Container& call() {
    sort(numbers_);
    return numbers_;
  }

 private:
  static void sort(std::vector<std::uint64_t>& numbers) { std::sort(numbers.begin(), numbers.end()); }
  static void sort(std::list<std::uint64_t>& numbers) { numbers.sort(); }

  std::vector<std::uint64_t> given_;
  Container numbers_;
};

}  // namespace

greenbench::Hotspot sorting() {
  return greenbench::hotspot("example/sorting", 50'000)
      .description("Numbers are sorted in a list or in a vector. The nodes of a list lie anywhere in memory.")
      .baseline("list", [](std::uint64_t n) { return Sorting<std::list<std::uint64_t>>(n); })
      .variant("vector", [](std::uint64_t n) { return Sorting<std::vector<std::uint64_t>>(n); });
}
