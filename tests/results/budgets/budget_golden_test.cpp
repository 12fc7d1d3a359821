// Every format of `check`, byte for byte. GREENBENCH_BLESS=1 rewrites the files; the difference is then reviewed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "results/budgets/budget_text.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/text/display_text.hpp"
#include "tests/results/budgets_example.hpp"
#include "tests/support/golden_file.hpp"

namespace greenbench::testing {
namespace {

struct BudgetGolden {
  const char* file;
  const char* format;
  BudgetReport (*example)();
  WriteOptions options;
};

const BudgetGolden budget_goldens[] = {
    {"check-measured-80.txt", "terminal", measured_budgets, {.width = 80}},
    {"check-measured-120.txt", "terminal", measured_budgets, {.width = 120}},
    {"check-measured-colour.txt", "terminal", measured_budgets, {.width = 80, .colour = true}},
    {"check-measured.md", "markdown", measured_budgets, {}},
    {"check-measured.json", "json", measured_budgets, {}},
    {"check-measured.xml", "junit", measured_budgets, {}},
    {"check-measured-github.txt", "github", measured_budgets, {}},
    {"check-estimated-80.txt", "terminal", estimated_budgets, {.width = 80}},
    {"check-estimated.md", "markdown", estimated_budgets, {}},
    {"check-estimated.json", "json", estimated_budgets, {}},
    {"check-estimated.xml", "junit", estimated_budgets, {}},
    {"check-estimated-github.txt", "github", estimated_budgets, {}},
};

class BudgetGoldenFile : public ::testing::TestWithParam<BudgetGolden> {};

TEST_P(BudgetGoldenFile, IsWhatTheWriterWrites) {
  expect_golden(GetParam().file,
                find_budget_writer(GetParam().format)->write(GetParam().example(), GetParam().options));
}

INSTANTIATE_TEST_SUITE_P(All, BudgetGoldenFile, ::testing::ValuesIn(budget_goldens), golden_test_name<BudgetGolden>);

TEST(BudgetTerminal, KeepsToItsWidth) {
  for (const auto example : {measured_budgets, estimated_budgets}) {
    for (const int width : {72, 80, 120}) {
      std::istringstream text{find_budget_writer("terminal")->write(example(), {.width = width})};
      for (std::string line; std::getline(text, line);) {
        EXPECT_LE(display_width(line), static_cast<std::size_t>(width)) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
      }
    }
  }
}

TEST(BudgetGithub, ALineEndInANameBeginsNoCommand) {
  BudgetReport report = measured_budgets();
  report.findings = {report.findings.back()};
  report.findings[0].budget = "a,b:c%\n::error::no";
  report.findings[0].reason = "x\r\n::add-mask::y 100%";
  const std::string text = find_budget_writer("github")->write(report, {});
  EXPECT_THAT(text, ::testing::HasSubstr("title=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ano%3A failed::"));
  EXPECT_THAT(text, ::testing::HasSubstr("%0A::add-mask::y 100%25. Remove"));
  EXPECT_EQ(std::ranges::count(text, '\n'), 2) << text;
}

TEST(BudgetText, ALimitThatLooksLikeTheValueGetsAnotherDigit) {
  BudgetFinding finding{.budget = "b",
                        .hotspot = "h",
                        .variant = {"python", "v"},
                        .limit = {.metric = BudgetMetric::seconds, .limit = 0.2},
                        .value = 0.2001,
                        .interval = Interval{.low = 0.19, .high = 0.21}};
  EXPECT_EQ(measured_text(finding), "200.1 ms (190 to 210)");
  EXPECT_EQ(limit_text(finding), "200 ms");
  finding.value.reset();
  EXPECT_EQ(measured_text(finding), "unknown");
}

TEST(BudgetText, AnIncreaseHasItsSign) {
  BudgetFinding finding{.budget = "b",
                        .hotspot = "h",
                        .variant = {"python", "v"},
                        .limit = {.metric = BudgetMetric::joules, .limit = -0.1, .increase = true},
                        .reference = "main",
                        .value = -0.125,
                        .interval = Interval{.low = -0.2, .high = 0.01},
                        .estimated = true};
  EXPECT_EQ(measured_text(finding), "~-12.5% (~-20.0% to ~+1.0%)");
  EXPECT_EQ(limit_text(finding), "-10% of main");
}

TEST(BudgetWriters, AreFoundByName) {
  EXPECT_EQ(find_budget_writer("github")->name, "github");
  EXPECT_EQ(find_budget_writer("csv"), nullptr);
}

}  // namespace
}  // namespace greenbench::testing
