#include "results/docs/doc_selection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;

TableSelection selected(std::vector<MarkerAttribute> attributes) {
  return selection_of({.line = 7, .attributes = std::move(attributes), .indent = "", .newline = "\n"});
}

std::string selection_complaint(std::vector<MarkerAttribute> attributes) {
  try {
    (void)selected(std::move(attributes));
  } catch (const MarkerError& error) {
    return std::to_string(error.line()) + ": " + error.what();
  }
  return "none";
}

TEST(SelectionOf, HasADefaultForEverythingButTheHotspot) {
  const TableSelection selection = selected({{"hotspot", "strings/*"}});
  EXPECT_EQ(selection.line, 7U);
  EXPECT_EQ(selection.hotspot, "strings/*");
  EXPECT_THAT(selection.columns,
              ElementsAre("variant", "energy", "uncertainty", "time", "verdict", "ratio", "time-ratio"));
  EXPECT_FALSE(selection.language);
  EXPECT_FALSE(selection.size);
  EXPECT_TRUE(selection.caption);
}

TEST(SelectionOf, TakesWhatIsAskedFor) {
  const TableSelection selection = selected({{"hotspot", "a/b"},
                                             {"columns", "time, cpu-time,peak-memory"},
                                             {"language", "cpp"},
                                             {"size", "1000"},
                                             {"caption", "no"}});
  EXPECT_THAT(selection.columns, ElementsAre("variant", "time", "cpu-time", "peak-memory"));
  EXPECT_EQ(selection.language, "cpp");
  EXPECT_EQ(selection.size, 1000U);
  EXPECT_FALSE(selection.caption);
}

TEST(SelectionOf, PutsTheVariantFirst) {
  EXPECT_THAT(selected({{"hotspot", "a"}, {"columns", "time,variant"}}).columns, ElementsAre("variant", "time"));
  EXPECT_THAT(selected({{"hotspot", "a"}, {"columns", "variant"}}).columns, ElementsAre("variant"));
}

TEST(SelectionOf, ComplainsAboutWhatItDoesNotKnow) {
  EXPECT_EQ(selection_complaint({}), "7: the attribute hotspot is missing, as in hotspot=\"strings/build\"");
  EXPECT_EQ(selection_complaint({{"hotspot", ""}}),
            "7: the attribute hotspot is missing, as in hotspot=\"strings/build\"");
  EXPECT_EQ(selection_complaint({{"hotspot", "a"}, {"colums", "time"}}),
            "7: unknown attribute 'colums'; did you mean columns?");
  EXPECT_EQ(selection_complaint({{"hotspot", "a"}, {"columns", "time,enrgy"}}),
            "7: columns: unknown column 'enrgy'; did you mean energy?");
  EXPECT_EQ(selection_complaint({{"hotspot", "a"}, {"columns", "time,time"}}), "7: columns: 'time' is named twice");
  EXPECT_THAT(selection_complaint({{"hotspot", "a"}, {"columns", ""}}),
              ::testing::HasSubstr("7: columns: unknown column ''"));
  EXPECT_EQ(selection_complaint({{"hotspot", "a"}, {"caption", "maybe"}}), "7: caption: 'maybe' is not yes or no");
  EXPECT_EQ(selection_complaint({{"hotspot", "a"}, {"size", "10k"}}), "7: size: '10k' is not a whole number above 0");
}

}  // namespace
}  // namespace greenbench
