#include "analysis/budgets/budget_rule.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(BudgetRule, TheWholeIntervalHasToKeepTheLimit) {
  EXPECT_EQ(rule_on_limit({.low = 4.0, .high = 4.9}, 5.0), BudgetOutcome::within);
  EXPECT_EQ(rule_on_limit({.low = 4.9, .high = 5.1}, 5.0), BudgetOutcome::undecided);
  EXPECT_EQ(rule_on_limit({.low = 5.1, .high = 5.2}, 5.0), BudgetOutcome::exceeded);
}

TEST(BudgetRule, TheLimitItselfIsAllowed) {
  EXPECT_EQ(rule_on_limit({.low = 4.0, .high = 5.0}, 5.0), BudgetOutcome::within);
  EXPECT_EQ(rule_on_limit({.low = 5.0, .high = 6.0}, 5.0), BudgetOutcome::undecided);
  EXPECT_EQ(rule_on_limit({.low = 5.0, .high = 5.0}, 5.0), BudgetOutcome::within);
}

TEST(BudgetRule, ALimitBelowZeroAsksForADecrease) {
  EXPECT_EQ(rule_on_limit({.low = -0.2, .high = -0.11}, -0.1), BudgetOutcome::within);
  EXPECT_EQ(rule_on_limit({.low = -0.09, .high = 0.0}, -0.1), BudgetOutcome::exceeded);
}

TEST(BudgetRule, RoundsAreTheSquareOfHowMuchNarrowerItHasToBe) {
  // Towards the limit the interval reaches twice as far as the limit lies from the value.
  EXPECT_DOUBLE_EQ(rounds_factor(4.0, {.low = 3.9, .high = 6.0}, 5.0).value(), 4.0);
  EXPECT_DOUBLE_EQ(rounds_factor(6.0, {.low = 3.0, .high = 6.1}, 5.0).value(), 9.0);
  EXPECT_FALSE(rounds_factor(5.0, {.low = 3.0, .high = 6.1}, 5.0));
}

}  // namespace
}  // namespace greenbench
