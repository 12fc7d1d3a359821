#include "results/model/name_pattern.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(NamePattern, AStarStandsForTheSlashToo) {
  EXPECT_TRUE(matches_pattern("*", "strings/build"));
  EXPECT_TRUE(matches_pattern("strings/*", "strings/build"));
  EXPECT_TRUE(matches_pattern("s*d", "strings/build"));
  EXPECT_TRUE(matches_pattern("strings/buil?", "strings/build"));
  EXPECT_TRUE(matches_pattern("strings/[ab]uild", "strings/build"));
  EXPECT_FALSE(matches_pattern("strings", "strings/build"));
}

TEST(NamePattern, ABackslashTakesAStarLiterally) {
  EXPECT_TRUE(matches_pattern("ls \\*.txt", "ls *.txt"));
  EXPECT_FALSE(matches_pattern("ls \\*.txt", "ls a.txt"));
}

TEST(NamePattern, AVariantIsMeantByItsNameOrWithItsLanguage) {
  const VariantId join{"python", "join"};
  for (const char* pattern : {"join", "python:join", "jo*", "python:*", "*"})
    EXPECT_TRUE(matches_variant(pattern, join));
  for (const char* pattern : {"python", "cpp:*", "joi"}) EXPECT_FALSE(matches_variant(pattern, join));
}

TEST(NamePattern, ANameIsNone) {
  EXPECT_TRUE(is_pattern("strings/*"));
  EXPECT_TRUE(is_pattern("?"));
  EXPECT_TRUE(is_pattern("[ab]"));
  EXPECT_FALSE(is_pattern("command:sleep 0.1"));
}

}  // namespace
}  // namespace greenbench
