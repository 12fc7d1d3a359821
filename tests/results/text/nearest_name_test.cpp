#include "results/text/nearest_name.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace greenbench {
namespace {

TEST(NearestName, FindsASlipOfTheFingers) {
  const std::vector<std::string> suites = {"strings", "numeric", "io"};
  EXPECT_EQ(nearest_name("strngs", suites), "strings");
  EXPECT_EQ(nearest_name("numreic", suites), "numeric");
  EXPECT_EQ(did_you_mean("strngs", suites), "; did you mean strings?");
}

// One step for each pair of characters would take minutes.
TEST(NearestName, ComparesNoNamesOfVeryDifferentLength) {
  const std::vector<std::string> candidates = {std::string(300'000, 'x')};
  EXPECT_FALSE(nearest_name(std::string(1'000'000, 'x'), candidates));
}

TEST(NearestName, SaysNothingWhenNothingIsNear) {
  const std::vector<std::string> suites = {"strings", "numeric"};
  EXPECT_FALSE(nearest_name("xyz", suites));
  EXPECT_EQ(did_you_mean("xyz", suites), "");
}

}  // namespace
}  // namespace greenbench
