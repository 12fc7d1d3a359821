#include "results/inputs/budget_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "results/budgets/budget_template.hpp"
#include "results/model/document_error.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;

std::string refusal_of_budget(const std::string& keys) {
  try {
    static_cast<void>(parse_budgets("[[budget]]\n" + keys + "\n", "energy.toml"));
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "accepted";
}

double limit_of(const std::string& keys) {
  return parse_budgets("[[budget]]\n" + keys + "\n", "energy.toml").at(0).limits.at(0).limit;
}

TEST(BudgetFile, ReadsEveryKey) {
  const std::vector<Budget> budgets = parse_budgets(R"([[budget]]
name = "import"
hotspot = "exec/*"
variant = "command:*"
max_joules = 5
max_seconds = 0.2
max_watts = "500 mW"
max_cpu_seconds = "20ms"
max_peak_memory = "200 MiB"
max_grams_co2e = "2 mg"
estimated = true

[[budget]]
against_run = "runs/main"
max_increase = { joules = "5%", peak_memory = "-10%" }
)",
                                                    "energy.toml");
  ASSERT_EQ(budgets.size(), 2U);
  const Budget& first = budgets[0];
  EXPECT_EQ(first.name, "import");
  EXPECT_EQ(first.line, 1U);
  EXPECT_EQ(first.hotspot, "exec/*");
  EXPECT_EQ(first.variant, "command:*");
  EXPECT_TRUE(first.estimated);
  ASSERT_EQ(first.limits.size(), 6U);
  const std::array wanted{5.0, 0.2, 0.5, 0.02, 200.0 * 1048576.0, 0.002};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(first.limits[i].metric, all_budget_metrics[i]);
    EXPECT_DOUBLE_EQ(first.limits[i].limit, wanted[i]);
    EXPECT_FALSE(first.limits[i].increase);
  }
  const Budget& second = budgets[1];
  EXPECT_EQ(second.name, "budget 2");
  EXPECT_EQ(second.hotspot, "*");
  EXPECT_EQ(second.reference.kind, ReferenceKind::saved_run);
  EXPECT_EQ(second.reference.run, "runs/main");
  ASSERT_EQ(second.limits.size(), 2U);
  EXPECT_DOUBLE_EQ(second.limits[0].limit, 0.05);
  EXPECT_DOUBLE_EQ(second.limits[1].limit, -0.1);
  EXPECT_TRUE(second.limits[1].increase);
  EXPECT_FALSE(second.estimated);
}

TEST(BudgetFile, KnowsItsReferences) {
  const auto reference = [](const std::string& against) {
    return parse_budgets("[[budget]]\nmax_increase.seconds = \"5%\"\nagainst = \"" + against + "\"\n", "energy.toml")
        .at(0)
        .reference;
  };
  EXPECT_EQ(reference("baseline").kind, ReferenceKind::baseline);
  EXPECT_EQ(reference("revision").kind, ReferenceKind::revision);
  EXPECT_EQ(reference("python:concat").kind, ReferenceKind::variant);
  EXPECT_EQ(reference("python:concat").variant, (VariantId{"python", "concat"}));
}

TEST(BudgetFile, UnitsAreThoseThatItSays) {
  EXPECT_DOUBLE_EQ(limit_of("max_joules = \"3.5 uJ\""), 3.5e-6);
  EXPECT_DOUBLE_EQ(limit_of("max_joules = \"3.5 µJ\""), 3.5e-6);
  EXPECT_DOUBLE_EQ(limit_of("max_joules = \"2kJ\""), 2000.0);
  EXPECT_DOUBLE_EQ(limit_of("max_seconds = \"1.5 min\""), 90.0);
  EXPECT_DOUBLE_EQ(limit_of("max_peak_memory = \"3 MB\""), 3e6);
}

TEST(BudgetFile, RefusesWithLineKeyAndReason) {
  const std::pair<const char*, const char*> wrong[] = {
      {"max_jouels = 5", "energy.toml:2: unknown key max_jouels; did you mean max_joules?"},
      {"max_joules = 0", "energy.toml:2: max_joules must be above 0"},
      {"max_joules = -1.5", "energy.toml:2: max_joules must be above 0"},
      {"max_joules = \"5 W\"", "energy.toml:2: max_joules must be a number of joules, or a text such as \"5 mJ\""},
      {"max_joules = \"five\"", "energy.toml:2: max_joules must be a number of joules"},
      {"max_joules = true", "energy.toml:2: max_joules must be a number"},
      {"max_joules = nan", "energy.toml:2: max_joules must be a number"},
      {"max_peak_memory = 200", "energy.toml:2: max_peak_memory must be a text such as \"200 MiB\""},
      {"max_seconds = \"0 s\"", "energy.toml:2: max_seconds must be above 0"},
      {"hotspot = 3\nmax_seconds = 1", "energy.toml:2: hotspot must be a text in quotes"},
      {"variant = \"\"\nmax_seconds = 1", "energy.toml:2: variant must be a text in quotes, not empty"},
      {"name = \"x\"", "energy.toml:1: no limit: one of max_joules"},
      {"against = \"baseline\"", "energy.toml:2: against needs max_increase"},
      {"against_run = \"runs/main\"", "energy.toml:2: against_run needs max_increase"},
      {"max_seconds = 1\nmax_increase = { seconds = \"5%\" }", "energy.toml:3: max_increase needs what it is counted"},
      {"against = \"baseline\"\nagainst_run = \"a\"\nmax_increase = { seconds = \"5%\" }",
       "energy.toml:3: against_run and against are two references"},
      {"against = \"main\"\nmax_increase = { seconds = \"5%\" }",
       "energy.toml:2: against must be baseline, revision or LANGUAGE:NAME, as in python:concat, not 'main'"},
      {"against = \"baseline\"\nmax_increase = \"5%\"", "energy.toml:3: max_increase must be a table"},
      {"against = \"baseline\"\nmax_increase = {}", "energy.toml:1: no limit"},
      {"against = \"baseline\"\nmax_increase = { secs = \"5%\" }", "energy.toml:3: unknown key max_increase.secs"},
      {"against = \"baseline\"\nmax_increase = { grams_co2e = \"5%\" }",
       "energy.toml:3: unknown key max_increase.grams_co2e"},
      {"against = \"baseline\"\nmax_increase = { seconds = 0.05 }",
       "energy.toml:3: max_increase.seconds must be a percentage in quotes"},
      {"against = \"baseline\"\nmax_increase = { seconds = \"5\" }", "must be a percentage in quotes"},
      {"against = \"baseline\"\nmax_increase = { seconds = \"-100%\" }", "above -100% and up to 100000%"},
      {"against = \"baseline\"\nmax_increase = { seconds = \"100001%\" }", "above -100% and up to 100000%"},
      {"max_seconds = 1\nestimated = true", "energy.toml:3: estimated belongs to a limit of joules, watts or grams"},
      {"max_joules = 1\nestimated = 1", "energy.toml:3: estimated must be true or false"},
      {"max_joules = 1\n[[budget]]\nname = \"budget 1\"\nmax_joules = 1",
       "energy.toml:3: the name 'budget 1' was there before"},
      {"max_joules = 1\n[budgets]", "unknown key budgets; a file holds [[budget]] tables"},
      {"max_joules = ", "energy.toml:2: "},
  };
  for (const auto& [keys, message] : wrong) EXPECT_THAT(refusal_of_budget(keys), HasSubstr(message)) << keys;
}

TEST(BudgetFile, RefusesAFileWithoutBudgets) {
  EXPECT_THROW(static_cast<void>(parse_budgets("", "energy.toml")), DocumentError);
  EXPECT_THROW(static_cast<void>(parse_budgets("budget = 3", "energy.toml")), DocumentError);
  EXPECT_THROW(static_cast<void>(parse_budgets("[budget]\nmax_joules = 1", "energy.toml")), DocumentError);
  EXPECT_THROW(static_cast<void>(read_budget_file("no/such/file.toml")), DocumentError);
}

TEST(BudgetFile, TheFileThatInitWritesHasOneLiveBudget) {
  const std::vector<Budget> budgets = parse_budgets(budget_template(), "energy.toml");
  ASSERT_EQ(budgets.size(), 1U);
  EXPECT_EQ(budgets[0].reference.kind, ReferenceKind::baseline);
}

TEST(BudgetFile, EveryCommentedBudgetOfThatFileIsRightToo) {
  std::string text{budget_template()};
  for (std::size_t place = 0; (place = text.find("\n#", place)) != std::string::npos; ++place) {
    if (text.compare(place, 3, "\n# ") != 0 && text.compare(place, 3, "\n#\n") != 0) text.erase(place + 1, 1);
  }
  const std::vector<Budget> budgets = parse_budgets(text, "energy.toml");
  ASSERT_EQ(budgets.size(), 4U);
  EXPECT_EQ(budgets[1].limits.size(), 6U);
  EXPECT_EQ(budgets[2].reference.kind, ReferenceKind::revision);
  EXPECT_EQ(budgets[3].reference.kind, ReferenceKind::saved_run);
}

}  // namespace
}  // namespace greenbench
