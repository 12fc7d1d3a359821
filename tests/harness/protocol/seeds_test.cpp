#include "harness/protocol/seeds.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

namespace greenbench {
namespace {

TEST(RandomStream, IsSplitMix64) {
  // The first outputs for seed 1234567, as published with the reference implementation.
  RandomStream random{1234567};
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
  EXPECT_EQ(random.next(), 9817491932198370423U);
}

TEST(RandomStream, BelowStaysBelowAndReachesEveryValue) {
  RandomStream random{7};
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t draw = random.below(7);
    ASSERT_LT(draw, 7U);
    seen.insert(draw);
  }
  EXPECT_EQ(seen.size(), 7U);
}

TEST(Shuffle, MakesEveryOrderAboutEquallyOften) {
  RandomStream random{42};
  std::map<std::array<std::uint32_t, 3>, int> counts;
  constexpr int trials = 60000;
  for (int i = 0; i < trials; ++i) {
    std::array<std::uint32_t, 3> order = {0, 1, 2};
    shuffle(random, order);
    ++counts[order];
  }
  ASSERT_EQ(counts.size(), 6U);
  // Each count is binomial with mean 10000 and standard deviation 91; five of those are 456.
  for (const auto& [order, count] : counts) EXPECT_NEAR(count, trials / 6, 456);
}

TEST(DerivedSeed, DiffersByPlaceAndNotByAnythingElse) {
  std::set<std::uint64_t> seeds;
  for (std::uint64_t hotspot = 0; hotspot < 20; ++hotspot) {
    for (std::uint64_t worker = 0; worker < 40; ++worker) seeds.insert(derived_seed(1, {hotspot, worker}));
  }
  EXPECT_EQ(seeds.size(), 800U);
  EXPECT_EQ(derived_seed(1, {3, 4}), derived_seed(1, {3, 4}));
  EXPECT_NE(derived_seed(1, {3, 4}), derived_seed(1, {4, 3}));
  EXPECT_NE(derived_seed(1, {3, 4}), derived_seed(2, {3, 4}));
}

}  // namespace
}  // namespace greenbench
