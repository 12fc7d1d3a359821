#include "harness/controller/needless_control.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

constexpr const char* control = "control/aa";

/// Hotspots that have failed at their check, but for the control.
Run failed_run(const std::vector<std::string>& ids) {
  Run run;
  for (const std::string& id : ids) {
    run.plan.hotspots.emplace_back().id = id;
    HotspotRun& measured = run.hotspots.emplace_back();
    if (id != control) measured.failure = Failure{};
  }
  return run;
}

TEST(NeedlessControl, IsNeedlessWhereAllOthersHaveFailed) {
  EXPECT_TRUE(is_control_needless(failed_run({"mine/one", control})));
  EXPECT_TRUE(is_control_needless(failed_run({"mine/one", "mine/two", control})));
}

TEST(NeedlessControl, IsNeededWhereAnotherMayStillBeMeasured) {
  greenbench::Run run = failed_run({"mine/one", "mine/two", control});
  run.hotspots[1].failure.reset();
  EXPECT_FALSE(is_control_needless(run));
}

TEST(NeedlessControl, IsNeededWhereAnotherWasMeasuredBeforeItFailed) {
  greenbench::Run run = failed_run({"mine/one", control});
  run.hotspots[0].rounds.resize(1);
  EXPECT_FALSE(is_control_needless(run));
}

TEST(NeedlessControl, IsKeptOnceItHasBeenMeasured) {
  greenbench::Run run = failed_run({"mine/one", control});
  run.hotspots[1].rounds.resize(1);
  EXPECT_FALSE(is_control_needless(run));
}

TEST(NeedlessControl, IsMeasuredWhereItIsWhatWasAskedFor) {
  EXPECT_FALSE(is_control_needless(failed_run({control})));
  EXPECT_FALSE(is_control_needless(failed_run({control, "mine/one"})));
  EXPECT_FALSE(is_control_needless(failed_run({"mine/one"})));
}

TEST(NeedlessControl, LeavesPlanAndRunTogether) {
  greenbench::Run run = failed_run({"mine/one", control});
  leave_out_needless_control(run);
  ASSERT_EQ(run.plan.hotspots.size(), 1U);
  EXPECT_EQ(run.plan.hotspots[0].id, "mine/one");
  EXPECT_EQ(run.hotspots.size(), 1U);
  leave_out_needless_control(run);
  EXPECT_EQ(run.hotspots.size(), 1U);
}

}  // namespace
}  // namespace greenbench
