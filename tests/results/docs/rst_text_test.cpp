#include "results/docs/rst_text.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(RstEscaped, TakesMarkupLiterally) {
  EXPECT_EQ(rst_escaped("a|b\n*x* `y` \\"), "a\\|b \\*x\\* \\`y\\` \\\\");
  EXPECT_EQ(rst_escaped("link_ and _target but join_list"), "link\\_ and \\_target but join_list");
  EXPECT_EQ(rst_escaped("no literal block::"), "no literal block:\\:");
  EXPECT_EQ(rst_escaped("cpp::vector"), "cpp::vector");
}

TEST(RstEscaped, BeginsNoBlock) {
  EXPECT_EQ(rst_escaped("- a"), "\\- a");
  EXPECT_EQ(rst_escaped(".. note"), "\\.. note");
  EXPECT_EQ(rst_escaped("+0"), "+0");
  EXPECT_EQ(rst_escaped("-1.5"), "-1.5");
  EXPECT_EQ(rst_escaped("= time × power"), "= time × power");
  EXPECT_EQ(rst_escaped("===="), "\\====");
  EXPECT_EQ(rst_escaped("~30.0"), "~30.0");
  EXPECT_EQ(rst_escaped("1. a"), "\\1. a");
  EXPECT_EQ(rst_escaped("1.5 a"), "1.5 a");
  EXPECT_EQ(rst_escaped("(iv) a"), "\\(iv) a");
  EXPECT_EQ(rst_escaped("A. a"), "\\A. a");
  EXPECT_EQ(rst_escaped("#. a"), "\\#. a");
  EXPECT_EQ(rst_escaped(":field: a"), "\\:field: a");
  EXPECT_EQ(rst_escaped("--all  every one"), "\\--all  every one");
  EXPECT_EQ(rst_escaped(">>> a"), "\\>>> a");
  EXPECT_EQ(rst_escaped("\u2022 a"), "\\\u2022 a");
  EXPECT_EQ(rst_escaped("+---+"), "\\+---+");
  EXPECT_EQ(rst_escaped("    a:: "), "a:\\:");
}

TEST(RstTable, IsAListTable) {
  Table table;
  table.columns = {{ColumnKind::variant, "variant", "", "", Alignment::left},
                   {ColumnKind::energy, "energy", "mJ/op", "", Alignment::decimal}};
  table.rows = {{.id = {"python", "concat"}, .baseline = true, .cells = {{.text = "concat"}, {.text = "~30.0"}}},
                {.id = {"cpp", "append_"}, .cells = {{.text = "append_"}, {}}}};
  EXPECT_EQ(rst_table(table, "strings/build, n = 5"),
            ".. list-table:: strings/build, n = 5\n"
            "   :header-rows: 1\n"
            "   :widths: auto\n"
            "\n"
            "   * - variant\n"
            "     - energy (mJ/op)\n"
            "   * - python:concat\n"
            "     - ~30.0\n"
            "   * - cpp:append\\_\n"
            "     -\n");
}

}  // namespace
}  // namespace greenbench
