#include "analysis/budgets/revisions.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

struct TwoRevisions {
  std::string reference;
};

struct PlanOfRevisions {
  std::optional<TwoRevisions> revisions;
};

TEST(Revisions, TheOldOneIsNamedAsItWasTyped) {
  EXPECT_EQ(old_revision_of(PlanOfRevisions{TwoRevisions{"main"}}), "main");
  EXPECT_EQ(old_revision_of(PlanOfRevisions{}), std::nullopt);
  EXPECT_EQ(old_revision(Plan{}), std::nullopt);
}

}  // namespace
}  // namespace greenbench
