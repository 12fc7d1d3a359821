#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/budgets/budget_writers.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// This many findings, of which the first is exceeded.
BudgetReport report_of_findings(int count) {
  BudgetReport report;
  for (int number = 0; number < count; ++number) {
    BudgetFinding finding;
    finding.budget = "time";
    finding.hotspot = "mine/build";
    finding.variant = {"python", "variant_" + std::to_string(number)};
    finding.limit = {.metric = BudgetMetric::seconds, .limit = 1.0};
    finding.value = number == 0 ? 2.0 : 0.5;
    finding.outcome = number == 0 ? BudgetOutcome::exceeded : BudgetOutcome::within;
    report.findings.push_back(finding);
  }
  return report;
}

std::string on_terminal(const BudgetReport& report, Detail detail) {
  return find_budget_writer("terminal")->write(report, {.detail = detail});
}

TEST(BudgetsOnTerminal, ShowsAllOfAFew) {
  const std::string text = on_terminal(report_of_findings(10), Detail::conclusions);
  EXPECT_THAT(text, HasSubstr("variant_0"));
  EXPECT_THAT(text, HasSubstr("variant_9"));
  EXPECT_THAT(text, Not(HasSubstr("not shown")));
}

TEST(BudgetsOnTerminal, OfManyShowsWhatIsNotWithin) {
  const std::string text = on_terminal(report_of_findings(11), Detail::conclusions);
  EXPECT_THAT(text, HasSubstr("variant_0"));
  EXPECT_THAT(text, Not(HasSubstr("variant_1")));
  EXPECT_THAT(text, HasSubstr("10 within are not shown; --verbose shows all."));
  EXPECT_THAT(text, HasSubstr("11 findings: 1 exceeded, 10 within."));
}

TEST(BudgetsOnTerminal, ShowsAllWhereThatIsAskedFor) {
  const std::string text = on_terminal(report_of_findings(11), Detail::everything);
  EXPECT_THAT(text, HasSubstr("variant_10"));
  EXPECT_THAT(text, Not(HasSubstr("not shown")));
}

TEST(BudgetsOnTerminal, OfManyThatAreAllWithinShowsTheCount) {
  BudgetReport report = report_of_findings(12);
  report.findings.erase(report.findings.begin());
  const std::string text = on_terminal(report, Detail::conclusions);
  EXPECT_THAT(text, HasSubstr("11 within are not shown"));
  EXPECT_THAT(text, Not(HasSubstr("variant_")));
}

}  // namespace
}  // namespace greenbench
