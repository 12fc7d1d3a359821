#include "harness/command_line/report_choices.hpp"

#include <gmock/gmock.h>

#include "harness/command_line/failure.hpp"

namespace greenbench {
namespace {

Plan plan() {
  Plan plan;
  PlannedHotspot build;
  build.id = "strings/build";
  build.variants = {{{"python", "concat"}, true}, {{"python", "join"}, false}, {{"cpp", "append"}, true}};
  build.left_out = {{{"cpp", "copy"}, "quadratic"}};
  plan.hotspots = {build};
  return plan;
}

std::string complaint_about_choice(const VariantId& chosen) {
  try {
    check_baseline(chosen, plan());
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(CheckBaseline, AcceptsWhatAHotspotMeasuresAndNoChoice) {
  EXPECT_EQ(complaint_about_choice({"python", "join"}), "accepted");
  EXPECT_NO_THROW(check_baseline(std::nullopt, plan()));
}

TEST(CheckBaseline, NamesTheNearestVariant) {
  EXPECT_EQ(complaint_about_choice({"python", "jion"}),
            "--baseline: no hotspot of this run measures python:jion; did you mean python:join?");
}

TEST(CheckBaseline, RefusesTheRightNameInTheWrongLanguageAndWhatWasLeftOut) {
  EXPECT_THAT(complaint_about_choice({"cpp", "join"}),
              ::testing::HasSubstr("no hotspot of this run measures cpp:join"));
  EXPECT_THAT(complaint_about_choice({"cpp", "copy"}),
              ::testing::HasSubstr("no hotspot of this run measures cpp:copy"));
}

}  // namespace
}  // namespace greenbench
