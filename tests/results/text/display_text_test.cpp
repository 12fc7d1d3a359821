#include "results/text/display_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("±2 µJ × ~"), 9U);
  EXPECT_EQ(display_width("e\xCC\x81"), 1U);  // e with a combining acute accent
  EXPECT_EQ(display_width("日本"), 4U);
  EXPECT_EQ(display_width(""), 0U);
}

TEST(DisplayWidth, EndsOnBrokenUtf8) {
  EXPECT_EQ(display_width("a\xE2"), 2U);
  EXPECT_EQ(display_width("\xFF\x80"), 1U);
}

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_THAT(wrap("a long sentence", {.width = 10}), ElementsAre("a long", "sentence"));
}

TEST(Wrap, IndentsTheFirstLineAndTheOthers) {
  EXPECT_THAT(wrap("one two three", {.width = 11, .first_indent = "note: ", .indent = "      "}),
              ElementsAre("note: one", "      two", "      three"));
}

TEST(Wrap, BreaksLongNamesAfterTheirJoints) {
  EXPECT_THAT(wrap("threads_shared_client", {.width = 16}), ElementsAre("threads_shared_", "client"));
  EXPECT_THAT(wrap("abcdefgh", {.width = 5}), ElementsAre("abcde", "fgh"));
}

// Looking at all that is left for every line took a minute and a half.
TEST(Wrap, BreaksAWordOfAMegabyteLineByLine) {
  const auto lines = wrap("a " + std::string(800'000, 'x') + " b", {.width = 80, .indent = "  "});
  ASSERT_EQ(lines.size(), 1U + 10'257U);  // 78 columns beside the indent
  EXPECT_EQ(lines[0], "a");
  EXPECT_EQ(lines[1], "  " + std::string(78, 'x'));
  EXPECT_EQ(lines.back(), "  " + std::string(32, 'x') + " b");
}

TEST(Wrap, AnIndentWiderThanTheLineLeavesOneColumn) {
  EXPECT_THAT(wrap("ab c", {.width = 2, .first_indent = "---", .indent = "---"}), ElementsAre("---a", "---b", "---c"));
}

TEST(Wrap, KeepsLineBreaksAndTheSpacesOfLinesThatFit) {
  EXPECT_THAT(wrap("File:\n    x = 1\n\nend", {.width = 12}), ElementsAre("File:", "    x = 1", "", "end"));
}

TEST(Wrap, GivesOneLineForNothing) {
  EXPECT_THAT(wrap("", {.width = 10}), ElementsAre(""));
}

TEST(Printable, TakesAwayWhatSteersATerminal) {
  EXPECT_EQ(printable("red \x1b[31m\ttab\r\n\x7f µ"), "red ?[31m tab?\n? µ");
  EXPECT_EQ(printable("\xc2\x9b"
                      "31m \xc2\x80 \xc2\xa0"),
            "?31m ? \xc2\xa0")
      << "C1, and a no-break space";
  EXPECT_EQ(printable("a\xe2\x80\xae"
                      "b\xe2\x81\xa6"
                      "c\xe2\x80\xa8"
                      "d"),
            "a?b?c?d")
      << "right to left, isolate, line";
  EXPECT_EQ(printable("caf\xe9.txt \x9b \xed\xb3\xa9 \xc0\xaf \xf4\x90\x80\x80 \xe2\x82"), "caf?.txt ? ??? ?? ???? ??");
  EXPECT_EQ(printable("\xe2\x82\xac \xf0\x9f\x98\x80"), "\xe2\x82\xac \xf0\x9f\x98\x80");
  EXPECT_EQ(printable("\xef\xbf\xbd \xef\xbf\xbe \xef\xbf\xbf"), "\xef\xbf\xbd ? ?") << "U+FFFE and U+FFFF";
}

}  // namespace
}  // namespace greenbench
