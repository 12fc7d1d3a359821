#include <algorithm>
#include <cstdint>
#include <numeric>
#include <unordered_set>
#include <vector>

#include "hotspots.hpp"

namespace {

/// The constructor makes the data, outside the measured time. The variants share it.
class Membership {
 public:
  explicit Membership(std::uint64_t n) : as_vector_(n) {
    std::iota(as_vector_.begin(), as_vector_.end(), 0);
    as_set_.insert(as_vector_.begin(), as_vector_.end());
  }

  std::uint64_t in_vector() const {
    return count(
        [this](int wanted) { return std::find(as_vector_.begin(), as_vector_.end(), wanted) != as_vector_.end(); });
  }
  std::uint64_t by_bisection() const {
    return count([this](int wanted) { return std::binary_search(as_vector_.begin(), as_vector_.end(), wanted); });
  }
  std::uint64_t in_set() const {
    return count([this](int wanted) { return as_set_.count(wanted) != 0; });
  }

 private:
  /// How many of the even numbers are there: one half of them.
  template <class Contains>
  std::uint64_t count(const Contains& contains) const {
    std::uint64_t found = 0;
    for (const int number : as_vector_) found += contains(2 * number) ? 1 : 0;
    return found;
  }

  std::vector<int> as_vector_;
  std::unordered_set<int> as_set_;
};

}  // namespace

greenbench::Hotspot membership() {
  return greenbench::hotspot<Membership>("example/membership", 10'000)
      .description("Numbers are looked up in a vector or in a set. A vector is searched from its start each time.")
      .sizes({100, 1'000, 10'000})
      .baseline("in_vector", &Membership::in_vector, greenbench::up_to(100'000, "quadratic"))
      .variant("by_bisection", &Membership::by_bisection)
      .variant("in_set", &Membership::in_set);
}
