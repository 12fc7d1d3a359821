// caching/memoize in C++: an expensive function is called again, or its results are kept in one of two tables.
#include <boost/version.hpp>

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "workloads/caching/key_stream.hpp"
#include "workloads/native.hpp"

#if BOOST_VERSION >= 108100
#include <boost/unordered/unordered_flat_map.hpp>
#endif

namespace greenbench {

NativeHotspot caching_memoize();

namespace {

/// How many steps of "halve it if even, else triple it and add one" lead to 1.
std::uint64_t collatz_steps(std::uint64_t number) {
  std::uint64_t steps = 0;
  for (; number != 1; ++steps) number = number % 2 == 0 ? number / 2 : 3 * number + 1;
  return steps;
}

class Memoize {
 public:
  explicit Memoize(std::uint64_t size) : keys_(zipf_keys(size)) {}

  std::uint64_t recompute() const;
  std::uint64_t unordered_map() const { return total_with<std::unordered_map<std::uint64_t, std::uint64_t>>(); }
#if BOOST_VERSION >= 108100
  std::uint64_t boost_unordered_flat() const {
    return total_with<boost::unordered_flat_map<std::uint64_t, std::uint64_t>>();
  }
#endif

 private:
  /// The table is empty at first: what filling it costs belongs to keeping results.
  template <typename Table>
  std::uint64_t total_with() const {
    Table known;
    std::uint64_t total = 0;
    for (const std::uint64_t key : keys_) {
      const auto [entry, is_new] = known.try_emplace(key);
      if (is_new) entry->second = collatz_steps(key);
      total += entry->second;
    }
    return total;
  }

  std::vector<std::uint64_t> keys_;
};

std::uint64_t Memoize::recompute() const {
  std::uint64_t total = 0;
  for (const std::uint64_t key : keys_) total += collatz_steps(key);
  return total;
}

}  // namespace

NativeHotspot caching_memoize() {
  return native_hotspot<Memoize>(
      {.id = "caching/memoize",
       .description = "A function of some hundred steps is called with keys that repeat, and its results are kept, "
                      "from an empty cache on, or not. "
                      "Real requests repeat in this way, and a cache is the usual advice for whatever is expensive.",
       .default_size = 1'000,
       .article_size = 1'000,
       .sizes = {10, 100, 1'000, 10'000, 100'000}},
      native_baseline("recompute", &Memoize::recompute), native_variant("unordered_map", &Memoize::unordered_map),
#if BOOST_VERSION >= 108100
      native_variant("boost_unordered_flat", &Memoize::boost_unordered_flat)
#else
      native_absent("boost_unordered_flat", "needs Boost 1.81")
#endif
  );
}

}  // namespace greenbench
