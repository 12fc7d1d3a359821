#include "results/docs/doc_markers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::string_view begin_markdown = "<!-- greenbench:table hotspot=\"strings/*\" -->\n";
constexpr std::string_view end_markdown = "<!-- greenbench:end -->\n";

std::string joined(const std::vector<DocPiece>& pieces) {
  std::string text;
  for (const DocPiece& piece : pieces) text += piece.text;
  return text;
}

/// What stands between markers, each on a line of its own: "line of the marker|text".
std::vector<std::string> tables_of(std::string_view page, Markup markup = Markup::markdown) {
  const std::vector<DocPiece> pieces = split_page(page, markup);
  EXPECT_EQ(joined(pieces), page);
  std::vector<std::string> tables;
  for (const DocPiece& piece : pieces) {
    if (piece.marker) tables.push_back(std::to_string(piece.marker->line) + "|" + std::string{piece.text});
  }
  return tables;
}

/// "line: reason", or "none"
std::string complaint(std::string_view page, Markup markup = Markup::markdown) {
  try {
    (void)split_page(page, markup);
  } catch (const MarkerError& error) {
    return std::to_string(error.line()) + ": " + error.what();
  }
  return "none";
}

std::string page_of(std::initializer_list<std::string_view> parts) {
  std::string page;
  for (const std::string_view part : parts) page += part;
  return page;
}

TEST(SplitPage, FindsWhatStandsBetweenTheMarkers) {
  const std::string page = page_of({"# Title\n\n", begin_markdown, "old\n", end_markdown, "The end."});
  EXPECT_THAT(tables_of(page), ::testing::ElementsAre("3|old\n"));
}

TEST(SplitPage, FindsSeveralTablesAndEmptyOnes) {
  const std::string page =
      page_of({begin_markdown, end_markdown, begin_markdown, "a\nb\n", end_markdown, "<!-- other:end -->\n"});
  EXPECT_THAT(tables_of(page), ::testing::ElementsAre("1|", "3|a\nb\n"));
}

TEST(SplitPage, APageWithoutMarkersIsOnePiece) {
  EXPECT_THAT(tables_of("a\n<!-- simulation:begin -->\nb\n<!-- simulation:end -->\n"), ::testing::IsEmpty());
  EXPECT_THAT(tables_of(""), ::testing::IsEmpty());
}

TEST(SplitPage, ReadsAttributes) {
  const auto pieces = split_page(
      page_of({"  <!-- greenbench:table  hotspot=\"a/*\"\tcaption=\"\" -->\n", end_markdown}), Markup::markdown);
  const TableMarker& marker = *pieces.at(1).marker;
  ASSERT_EQ(marker.attributes.size(), 2U);
  EXPECT_EQ(marker.attributes[0].name, "hotspot");
  EXPECT_EQ(marker.attributes[0].value, "a/*");
  EXPECT_EQ(marker.attributes[1].name, "caption");
  EXPECT_EQ(marker.attributes[1].value, "");
  EXPECT_EQ(marker.indent, "  ");
  EXPECT_EQ(marker.newline, "\n");
}

TEST(SplitPage, KnowsCarriageReturnsAndAByteOrderMark) {
  const std::string page = "\xEF\xBB\xBF<!-- greenbench:table hotspot=\"a\" -->\r\nold\r\n<!-- greenbench:end -->";
  EXPECT_THAT(tables_of(page), ::testing::ElementsAre("1|old\r\n"));
  const TableMarker marker = *split_page(page, Markup::markdown).at(1).marker;
  EXPECT_EQ(marker.newline, "\r\n");
  EXPECT_EQ(marker.indent, "");
}

TEST(SplitPage, LeavesMarkersInFencedCodeAlone) {
  for (const std::string fence : {"```", "~~~~", "  ```"}) {
    const std::string page = page_of(
        {fence, " markdown\n", begin_markdown, "```text\n", fence, "\n", begin_markdown, "old\n", end_markdown});
    // "```text" closes no fence, and inside a fence it opens none.
    EXPECT_THAT(tables_of(page), ::testing::ElementsAre("5|old\n")) << fence;
  }
}

TEST(SplitPage, AFenceIsClosedByOneOfItsKindThatIsAsLong) {
  EXPECT_THAT(tables_of(page_of({"````\n```\n~~~~\n", begin_markdown, "`````  \n"})), ::testing::IsEmpty());
  EXPECT_THAT(complaint(page_of({"````\n", begin_markdown, "`````\n", begin_markdown})), HasSubstr("4: "));
  // An opening fence of backticks has none in its info string: this is code inside a line.
  EXPECT_THAT(tables_of(page_of({"```code``` and text\n", begin_markdown, "x\n", end_markdown})),
              ::testing::ElementsAre("2|x\n"));
}

TEST(SplitPage, LeavesMarkersInIndentedCodeAndInsideALineAlone) {
  EXPECT_THAT(tables_of("    <!-- greenbench:end -->\n\t<!-- greenbench:end -->\n"), ::testing::IsEmpty());
  EXPECT_THAT(tables_of("Write `<!-- greenbench:table hotspot=\"a\" -->` before it.\n"), ::testing::IsEmpty());
}

TEST(SplitPage, ComplainsAboutAMarkerWithoutEnd) {
  EXPECT_EQ(complaint(page_of({"text\n", begin_markdown, "old\n"})), "2: greenbench:table has no greenbench:end");
  EXPECT_EQ(complaint(page_of({begin_markdown, "```\n", end_markdown})), "1: greenbench:table has no greenbench:end");
}

TEST(SplitPage, ComplainsAboutAnEndWithoutMarker) {
  EXPECT_EQ(complaint(page_of({begin_markdown, end_markdown, "\n", end_markdown})),
            "4: greenbench:end without a greenbench:table before it");
}

TEST(SplitPage, ComplainsAboutNestedMarkers) {
  EXPECT_EQ(complaint(page_of({begin_markdown, "old\n", begin_markdown, end_markdown, end_markdown})),
            "3: greenbench:table inside the one of line 1, which has no greenbench:end yet");
}

TEST(SplitPage, ComplainsAboutMarkersThatAreNone) {
  EXPECT_EQ(complaint("<!-- greenbench:tabel hotspot=\"a\" -->\n"),
            "1: unknown marker greenbench:tabel; did you mean table?");
  EXPECT_THAT(complaint("<!-- greenbench:table hotspot=\"a\"\n-->\n"), HasSubstr("1: the marker does not end in its"));
  EXPECT_THAT(complaint("<!-- greenbench:table hotspot=\"a\" --> text\n"),
              HasSubstr("1: the marker does not stand on a line of its own"));
  EXPECT_THAT(complaint("<!-- greenbench:table a=\"b\" -->\n<!-- greenbench:end hotspot=\"a\" -->\n"),
              HasSubstr("2: greenbench:end takes no attributes"));
}

TEST(SplitPage, ComplainsAboutAttributesThatAreNone) {
  const auto attribute_complaint = [](const std::string& attributes) {
    return complaint("\n<!-- greenbench:table " + attributes + " -->\n<!-- greenbench:end -->\n");
  };
  EXPECT_THAT(attribute_complaint("hotspot=a"), HasSubstr("2: 'hotspot=a' is not name=\"value\""));
  EXPECT_THAT(attribute_complaint("hotspot"), HasSubstr("2: 'hotspot' is not name=\"value\""));
  EXPECT_THAT(attribute_complaint("hotspot=\"a"), HasSubstr("2: 'hotspot=\"a' is not name=\"value\""));
  EXPECT_THAT(attribute_complaint("=\"a\""), HasSubstr("is not name=\"value\""));
  EXPECT_THAT(attribute_complaint("a=\"1\"b=\"2\""), HasSubstr("a space must stand before 'b=\"2\"'"));
  EXPECT_THAT(attribute_complaint("a=\"1\" a=\"2\""), HasSubstr("2: a=... is given twice"));
}

TEST(SplitPage, KnowsTheCommentsOfReStructuredText) {
  const std::string page =
      "Title\n=====\n\n.. greenbench:table hotspot=\"a\"\n\nold\n\n.. greenbench:end\n\n"
      ".. note::\n\n   .. greenbench:table hotspot=\"b\"\n   .. greenbench:end\n";
  EXPECT_THAT(tables_of(page, Markup::restructured_text), ::testing::ElementsAre("4|\nold\n\n", "12|"));
  EXPECT_EQ(split_page(page, Markup::restructured_text).at(3).marker->indent, "   ");
  EXPECT_THAT(tables_of(page, Markup::markdown), ::testing::IsEmpty());
  EXPECT_THAT(tables_of(page_of({begin_markdown, end_markdown}), Markup::restructured_text), ::testing::IsEmpty());
}

TEST(SplitPage, LeavesMarkersInLiteralBlocksAlone) {
  for (const std::string opening : {"An example::", ".. code-block:: rst", "  .. code::", "::"}) {
    const std::string page = opening +
                             "\n\n     .. greenbench:table hotspot=\"a\"\n\n     .. greenbench:tabel\n\nText.\n"
                             "\n.. greenbench:table hotspot=\"b\"\n.. greenbench:end\n";
    EXPECT_THAT(tables_of(page, Markup::restructured_text), ::testing::ElementsAre("9|")) << opening;
  }
}

TEST(SplitPage, ComplainsInReStructuredTextToo) {
  EXPECT_EQ(complaint(".. greenbench:table hotspot=\"a\"\n", Markup::restructured_text),
            "1: greenbench:table has no greenbench:end");
  EXPECT_THAT(complaint(".. greenbench:table hotspot=\"a\n", Markup::restructured_text),
              AllOf(HasSubstr("1: "), HasSubstr("is not name=\"value\"")));
  EXPECT_EQ(complaint(".. greenbench:ned\n", Markup::restructured_text),
            "1: unknown marker greenbench:ned; did you mean end?");
}

}  // namespace
}  // namespace greenbench
