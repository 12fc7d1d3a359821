#include "results/writers/markdown_text.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(Escaped, TakesMarkupLiterally) {
  EXPECT_EQ(escaped("a|b\n<b> *x* `y`"), "a\\|b \\<b\\> \\*x\\* \\`y\\`");
  EXPECT_EQ(escaped("_emphasis_ but join_list"), "\\_emphasis\\_ but join_list");
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
