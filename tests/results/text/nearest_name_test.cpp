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

TEST(NearestName, CapitalsDoNotCount) {
  const std::vector<std::string> suites = {"io", "strings"};
  EXPECT_EQ(nearest_name("STRINGS", suites), "strings");
  EXPECT_EQ(nearest_name("IO", suites), "io");
}

TEST(NearestName, OfEquallyNearNamesTheOneWithTheSameBeginningWins) {
  const std::vector<std::string> ids = {"strings/sum", "strings/csv_export"};
  EXPECT_EQ(did_you_mean_by_pattern("strings/cvs*", ids), "; did you mean strings/csv_export?");
  EXPECT_EQ(nearest_name("bat", std::vector<std::string>{"cat", "bar"}), "bar");
  EXPECT_EQ(nearest_name("bat", std::vector<std::string>{"bar", "cat"}), "bar");
}

TEST(NearestName, TakesAStarInAPatternForAnything) {
  const std::vector<std::string> ids = {"strings/build", "strings/csv_export", "numeric/sum_of_squares"};
  EXPECT_EQ(did_you_mean_by_pattern("strings/cvs*", ids), "; did you mean strings/csv_export?");
  EXPECT_EQ(did_you_mean_by_pattern("*/csv_exprot", ids), "; did you mean strings/csv_export?");
  EXPECT_EQ(did_you_mean_by_pattern("*/sum_of_sqaures", ids), "; did you mean numeric/sum_of_squares?");
  EXPECT_EQ(did_you_mean_by_pattern("strngs/b????", ids), "; did you mean strings/build?");
  EXPECT_EQ(did_you_mean_by_pattern("strings/buidl", ids), "; did you mean strings/build?");
  EXPECT_EQ(did_you_mean_by_pattern("qqqq*", ids), "");
}

// One step for each pair of characters would take minutes.
TEST(NearestName, ComparesNoLongNames) {
  const std::vector<std::string> candidates = {std::string(300'000, 'x')};
  EXPECT_FALSE(nearest_name(std::string(1'000'000, 'x'), candidates));
  EXPECT_EQ(did_you_mean_by_pattern(std::string(300'000, '*'), candidates), "");
}

TEST(NearestName, SaysNothingWhenNothingIsNear) {
  const std::vector<std::string> suites = {"strings", "numeric"};
  EXPECT_FALSE(nearest_name("xyz", suites));
  EXPECT_EQ(did_you_mean("xyz", suites), "");
}

}  // namespace
}  // namespace greenbench
