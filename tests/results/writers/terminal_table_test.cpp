#include "results/writers/terminal_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Column energy(std::string title) {
  return {
      .kind = ColumnKind::energy, .title = std::move(title), .unit = "J", .meaning = "", .alignment = Alignment::right};
}

/// One variant at four sizes, a growth law that a narrow terminal leaves out.
Table four_sizes() {
  Table table;
  table.columns = {{.title = "variant", .unit = "", .meaning = ""},
                   energy("n = 1k"),
                   energy("n = 10k"),
                   energy("n = 100k"),
                   energy("n = 1M")};
  table.columns.push_back({.kind = ColumnKind::split, .title = "growth", .unit = "", .meaning = ""});
  table.rows = {{.id = {"python", "loop"}, .cells = {{"loop"}, {"1.00"}, {"2.00"}, {"3.00"}, {"4.00"}, {"n ln n"}}}};
  return table;
}

TEST(TerminalTable, ShowsEveryColumnWhereThereIsRoom) {
  const TerminalTable drawing = draw_on_terminal(four_sizes(), {.width = 80});
  EXPECT_FALSE(drawing.columns_hidden);
  EXPECT_THAT(drawing.lines, ElementsAre("  variant  n = 1k  n = 10k  n = 100k  n = 1M  growth",
                                         "                J        J         J       J",
                                         "  ──────────────────────────────────────────────────",
                                         "  loop       1.00     2.00      3.00    4.00  n ln n"));
}

TEST(TerminalTable, ContinuesBelowWhatDoesNotFitWithTheNamesAgain) {
  const TerminalTable drawing = draw_on_terminal(four_sizes(), {.width = 30});
  EXPECT_TRUE(drawing.columns_hidden);
  EXPECT_THAT(drawing.lines,
              ElementsAre("  variant  n = 1k  n = 10k", "                J        J", "  ────────────────────────",
                          "  loop       1.00     2.00", "", "  variant  n = 100k  n = 1M",
                          "                  J       J", "  ─────────────────────────", "  loop         3.00    4.00"));
}

TEST(TerminalTable, IsAsWideAsItsColumnsWhenThatIsAskedFor) {
  const TerminalTable drawing = draw_on_terminal(four_sizes(), {.width = 30, .wide = true});
  EXPECT_FALSE(drawing.columns_hidden);
  EXPECT_EQ(drawing.lines.front(), "  variant  n = 1k  n = 10k  n = 100k  n = 1M  growth");
}

TEST(TerminalTable, PaintsOnlyWhenAsked) {
  Table table = four_sizes();
  table.rows[0].cells[1].tone = Tone::saves;
  EXPECT_THAT(draw_on_terminal(table, {.width = 80}).lines, Each(Not(HasSubstr("\x1b"))));
  EXPECT_THAT(draw_on_terminal(table, {.width = 80, .colour = true}).lines, Contains(HasSubstr("\x1b[32m1.00\x1b[0m")));
}

}  // namespace
}  // namespace greenbench
