#include "results/text/machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace greenbench {
namespace {

using ::testing::ElementsAre;

TEST(MachineSummary, NamesOnlyWhatIsKnown) {
  EXPECT_EQ(machine_summary({{"kernel", "Linux 6.1"}, {"locale", "C"}, {"cpu_model", "AMD EPYC"}}),
            "AMD EPYC, Linux 6.1");
  EXPECT_EQ(machine_summary({}), "");
}

Plan plan_of(const std::vector<PlannedHotspot>& hotspots) {
  Plan plan;
  plan.seed = 42;
  plan.hotspots = hotspots;
  plan.limits.precision = 0.025;
  return plan;
}

PlannedHotspot hotspot(const char* id, std::uint64_t size, const char* file = "") {
  PlannedHotspot planned;
  planned.id = id;
  planned.size = size;
  planned.file = file;
  return planned;
}

TEST(CommandsToRepeat, AreOnePerSizeWithEveryDecidingOption) {
  Plan plan = plan_of({hotspot("a/x", 10), hotspot("a/y", 20), hotspot("a/z", 10)});
  plan.requested_sources = {"perf", "powercap"};
  EXPECT_THAT(
      commands_to_repeat(plan),
      ElementsAre("greenbench run --hotspot a/x --hotspot a/z --size 10 --seed 42 --precision 2.5% --min-rounds "
                  "6 --max-rounds 80 --time-limit 60s --min-region 10ms --source perf,powercap",
                  "greenbench run --hotspot a/y --size 20 --seed 42 --precision 2.5% --min-rounds 6 "
                  "--max-rounds 80 --time-limit 60s --min-region 10ms --source perf,powercap"));
}

TEST(CommandsToRepeat, QuoteForTheShell) {
  Plan plan = plan_of({hotspot("m/x", 1, "my bench's.py")});
  plan.suite_label = "my bench's.py";
  plan.quick = true;
  EXPECT_THAT(commands_to_repeat(plan),
              ElementsAre("greenbench run --file 'my bench'\\''s.py' --hotspot m/x --size 1 --seed 42 --quick "
                          "--precision 2.5% --min-rounds 6 --max-rounds 80 --time-limit 60s --min-region 10ms"));
}

}  // namespace
}  // namespace greenbench
