#include "counters/source/mirrored_counters.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(MirroredCounters, MoveAlwaysByTheSameAmount) {
  EXPECT_TRUE(are_mirrored({{100, 5100}, {161, 5161}, {222, 5222}, {222, 5222}, {290, 5290}}));
  EXPECT_FALSE(are_mirrored({{100, 5100}, {161, 5161}, {222, 5222}, {290, 5291}}));
}

TEST(MirroredCounters, AreNotAssumedFromLittleMovement) {
  EXPECT_FALSE(are_mirrored({}));
  EXPECT_FALSE(are_mirrored({{1, 1}, {1, 1}, {1, 1}, {1, 1}}));
  EXPECT_FALSE(are_mirrored({{1, 1}, {2, 2}, {3, 3}}));
}

}  // namespace
}  // namespace greenbench
