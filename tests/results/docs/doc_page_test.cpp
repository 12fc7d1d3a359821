#include "results/docs/doc_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "tests/results/example_report.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string begin =
    "<!-- greenbench:table hotspot=\"numeric/apply_tax\" columns=\"energy,verdict\" caption=\"no\" -->";
const std::string page_table =
    "\n"
    "**numeric/apply_tax**, n = 1,000,000 (PREVIEW)\n"
    "\n"
    "| variant                   | energy (mJ/op) | verdict      |\n"
    "|---------------------------|---------------:|--------------|\n"
    "| python:list_comprehension |           ~181 | baseline     |\n"
    "| python:for_append         |           ~221 | inconclusive |\n"
    "| python:map                |           ~177 | inconclusive |\n"
    "| python:numpy              |          ~8.72 | saves        |\n"
    "\n";
const std::string end = "<!-- greenbench:end -->";

DocPage regenerated(std::string_view page, Markup markup = Markup::markdown) {
  const std::array<Report, 1> reports{testing::estimated_example().report};
  return regenerate_page(page, markup, reports);
}

std::string with_carriage_returns(std::string text) {
  for (std::size_t i = 0; (i = text.find('\n', i)) != std::string::npos; i += 2) text.insert(i, "\r");
  return text;
}

TEST(RegeneratePage, ReplacesOnlyWhatStandsBetweenTheMarkers) {
  const std::string before = "\xEF\xBB\xBF# Title  \r\n\tmixed\nends\r\n<!-- simulation:begin -->\nx\n";
  const std::string after = "\ntrailing space \n<!-- simulation:end -->";
  const DocPage page = regenerated(before + begin + "\nold\n" + end + after);
  EXPECT_EQ(page.text, before + begin + "\n" + page_table + end + after);
  EXPECT_EQ(page.tables, 1U);
}

TEST(RegeneratePage, ChangesNothingTheSecondTime) {
  const std::string page = begin + "\n" + page_table + end;
  EXPECT_EQ(regenerated(page).text, page);
  EXPECT_TRUE(regenerated(page).changes.empty());
}

TEST(RegeneratePage, KeepsCarriageReturns) {
  const std::string page = with_carriage_returns("Text\n" + begin + "\nold\n" + end + "\n");
  EXPECT_EQ(regenerated(page).text, with_carriage_returns("Text\n" + begin + "\n" + page_table + end + "\n"));
}

TEST(RegeneratePage, StandsAsFarInAsItsMarker) {
  const std::string page = "- item\n\n  " + begin + "\n  " + end + "\n";
  EXPECT_THAT(regenerated(page).text, HasSubstr("-->\n\n  **numeric/apply_tax**, n = 1,000,000 (PREVIEW)\n\n  | var"));
}

TEST(RegeneratePage, NamesTheFirstLineThatDiffers) {
  std::string stale = page_table;
  stale.replace(stale.find("~221"), 4, "~222");
  const DocPage page = regenerated("# Title\n\n" + begin + "\n" + stale + end + "\n");
  ASSERT_EQ(page.changes.size(), 1U);
  EXPECT_EQ(page.changes[0].marker_line, 3U);
  EXPECT_EQ(page.changes[0].line, 10U);  // marker, empty, title, empty, head, rule, baseline, for_append
  EXPECT_EQ(page.changes[0].old_line, "| python:for_append         |           ~222 | inconclusive |\n");
  EXPECT_EQ(page.changes[0].new_line, "| python:for_append         |           ~221 | inconclusive |\n");
}

TEST(RegeneratePage, ATableThatIsMissingOrTooLongDiffersAtItsEnd) {
  const DocPage empty = regenerated(begin + "\n" + end);
  EXPECT_EQ(empty.changes.at(0).line, 2U);
  EXPECT_FALSE(empty.changes.at(0).old_line);
  EXPECT_EQ(empty.changes.at(0).new_line, "\n");
  const DocPage longer = regenerated(begin + "\n" + page_table + "more\n" + end);
  EXPECT_EQ(longer.changes.at(0).line, 12U);
  EXPECT_EQ(longer.changes.at(0).old_line, "more\n");
  EXPECT_FALSE(longer.changes.at(0).new_line);
}

TEST(RegeneratePage, SeveralTablesAreCheckedOneByOne) {
  const std::string good = begin + "\n" + page_table + end + "\n";
  const DocPage page = regenerated(good + begin + "\nold\n" + end + "\n" + good);
  EXPECT_EQ(page.text, good + good + good);
  EXPECT_EQ(page.tables, 3U);
  ASSERT_EQ(page.changes.size(), 1U);
  EXPECT_EQ(page.changes[0].marker_line, 13U);
}

TEST(RegeneratePage, DrawsReStructuredTextInItsOwnWay) {
  const std::string page = ".. greenbench:table hotspot=\"numeric/apply_tax\" columns=\"energy\"\n.. greenbench:end\n";
  const std::string text = regenerated(page, Markup::restructured_text).text;
  EXPECT_THAT(text,
              HasSubstr("\"\n\n.. list-table:: numeric/apply_tax, n = 1,000,000 (PREVIEW)\n   :header-rows: 1\n"));
  EXPECT_THAT(text, HasSubstr("   * - python:numpy\n     - ~8.72\n\nPREVIEW: few rounds; its verdicts pass no gate."));
  EXPECT_THAT(text, HasSubstr("seed 42.\n\n.. greenbench:end\n"));
}

TEST(DrawTable, SaysWhyNothingWasMeasured) {
  const std::array<Report, 1> reports{testing::measured_example().report};
  const std::string failed = reports[0].hotspots[1].plan.id;
  const std::string text =
      regenerate_page("<!-- greenbench:table hotspot=\"" + failed + "\" -->\n" + end, Markup::markdown, reports).text;
  EXPECT_THAT(text, HasSubstr("FAILED: answers differ (round 0): python:concat and python:csv_writer differ"));
  EXPECT_THAT(text, Not(HasSubstr("|")));
}

}  // namespace
}  // namespace greenbench
