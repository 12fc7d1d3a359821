#include "results/writers/markdown_text.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(Escaped, TakesMarkupLiterally) {
  EXPECT_EQ(escaped("a|b\n<b> *x* `y`"), "a\\|b \\<b\\> \\*x\\* \\`y\\`");
  EXPECT_EQ(escaped("_emphasis_ but join_list"), "\\_emphasis\\_ but join_list");
  EXPECT_EQ(escaped("(_a_) and __b__"), "(\\_a\\_) and \\_\\_b\\_\\_");
  EXPECT_EQ(escaped("&lt;script&gt; $x$"), "\\&lt;script\\&gt; \\$x\\$");
  EXPECT_EQ(escaped("~30 mJ (~1.5) but ~~a~~ and b~"), "~30 mJ (~1.5) but ~\\~a\\~\\~ and b\\~");
  EXPECT_EQ(escaped("a & b &#60; &amp;"), "a & b \\&#60; \\&amp;");
  EXPECT_EQ(escaped("<script>[a](b)"), "\\<script\\>\\[a\\](b)");
}

TEST(Escaped, BeginsNoBlock) {
  EXPECT_EQ(escaped("# a"), "\\# a");
  EXPECT_EQ(escaped("- a"), "\\- a");
  EXPECT_EQ(escaped("+"), "\\+");
  EXPECT_EQ(escaped("---"), "\\---");
  EXPECT_EQ(escaped("-5 mJ"), "-5 mJ");
  EXPECT_EQ(escaped("1. a"), "1\\. a");
  EXPECT_EQ(escaped("12) a"), "12\\) a");
  EXPECT_EQ(escaped("1.5 a"), "1.5 a");
  EXPECT_EQ(escaped("===="), "\\====");
  EXPECT_EQ(escaped("> a"), "\\> a");
  EXPECT_EQ(escaped("```"), "\\`\\`\\`");
  EXPECT_EQ(escaped("~~~"), "~\\~\\~");
  EXPECT_EQ(escaped("      code"), "code");
  EXPECT_EQ(escaped("\n\n# a"), "\\# a");
}

TEST(MarkdownTable, ACellBeginsNoBlockAnyway) {
  MarkdownTable table{{{"a"}}};
  table.add({"-"});
  table.add({"1. a|b"});
  EXPECT_NE(table.text().find("| -       |"), std::string::npos) << table.text();
  EXPECT_NE(table.text().find("| 1. a\\|b |"), std::string::npos) << table.text();
}

TEST(Fenced, CannotBeClosedFromInside) {
  EXPECT_EQ(fenced("a", "text"), "```text\na\n```\n");
  EXPECT_EQ(fenced("```\n", "sh"), "````sh\n```\n````\n");
}

TEST(MarkdownTable, LinesUpItsColumns) {
  MarkdownTable table{{{"name"}, {"µJ", true}}};
  table.add({"a", "1.25"});
  table.add({"long name", "±2"});
  EXPECT_EQ(table.text(),
            "| name      |   µJ |\n"
            "|-----------|-----:|\n"
            "| a         | 1.25 |\n"
            "| long name |   ±2 |\n");
}

}  // namespace
}  // namespace greenbench
