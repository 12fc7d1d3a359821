#include "harness/exec/command_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

TEST(SplitWords, SplitsAsAShellDoes) {
  EXPECT_THAT(split_words("sleep 1"), Optional(ElementsAre("sleep", "1")));
  EXPECT_THAT(split_words("  a\t b  "), Optional(ElementsAre("a", "b")));
  EXPECT_THAT(split_words("sort 'a b.txt' \"c d\" e\\ f"), Optional(ElementsAre("sort", "a b.txt", "c d", "e f")));
  EXPECT_THAT(split_words("grep '' x"), Optional(ElementsAre("grep", "", "x")));
  EXPECT_THAT(split_words("a'b'\"c\""), Optional(ElementsAre("abc")));
  EXPECT_THAT(split_words("echo '$HOME | *'"), Optional(ElementsAre("echo", "$HOME | *")));
}

TEST(SplitWords, LeavesToAShellWhatOnlyAShellCanDo) {
  for (const char* text : {"a | b", "a > b", "a; b", "a && b", "echo $HOME", "echo `date`", "ls *.txt", "A=1 b", "cd ~",
                           "echo \"$x\"", "echo 'open", "echo \"open", "end\\", "", "   ", "a\nb", "echo {1,2}"}) {
    EXPECT_FALSE(split_words(text)) << text;
  }
}

TEST(SplitWords, TakesAnEqualsSignThatAssignsNothing) {
  EXPECT_THAT(split_words("dd if=a of=b"), Optional(ElementsAre("dd", "if=a", "of=b")));
  EXPECT_THAT(split_words("./a=b"), Optional(ElementsAre("./a=b")));
}

TEST(WordsOfProgram, LeaveBuiltinsToTheShell) {
  EXPECT_TRUE(words_of_program("sh -c true"));
  EXPECT_TRUE(words_of_program("/bin/sh -c true"));
  EXPECT_FALSE(words_of_program("exit 1"));
  EXPECT_FALSE(words_of_program("/tmp"));
}

TEST(Parameters, StandWhereTheirNamesAre) {
  const Parameters parameters{{"level", "9"}, {"file", "a.bin"}};
  EXPECT_EQ(with_parameters("xz -{level} {file} {file} {other}", parameters), "xz -9 a.bin a.bin {other}");
  EXPECT_EQ(with_parameters("{a} {{b}} {", {{"a", "{b}"}, {"b", "x"}}), "{b} {x} {") << "what was put in stays";
}

TEST(Parameters, AreCombinedEachWithEach) {
  EXPECT_THAT(combinations({}), ElementsAre(Parameters{}));
  EXPECT_THAT(combinations({{"a", {"1", "2"}}, {"b", {"x", "y"}}}),
              ElementsAre(Parameters{{"a", "1"}, {"b", "x"}}, Parameters{{"a", "1"}, {"b", "y"}},
                          Parameters{{"a", "2"}, {"b", "x"}}, Parameters{{"a", "2"}, {"b", "y"}}));
}

}  // namespace
}  // namespace greenbench
