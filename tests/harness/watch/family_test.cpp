#include "harness/watch/family.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

/// `own` and `waited_for` in seconds; each process has its number as its start.
ProcessStat running(pid_t number, pid_t parent, double own, double waited_for = 0.0) {
  ProcessStat stat;
  stat.name = "p" + std::to_string(number);
  stat.state = 'R';
  stat.parent = parent;
  stat.own = Seconds{own};
  stat.waited_for = Seconds{waited_for};
  stat.threads = 1;
  stat.start_ticks = static_cast<std::uint64_t>(number);
  stat.resident_bytes = 100;
  return stat;
}

ProcessStat zombie(pid_t number, pid_t parent, double own) {
  ProcessStat stat = running(number, parent, own);
  stat.state = 'Z';
  stat.resident_bytes = 0;
  return stat;
}

/// Process 10 and its descendants, after looks at these tables, a second apart.
Family family_after(const std::vector<ProcessTable>& looks, bool with_descendants = true) {
  Family family{10, with_descendants};
  double at = 0.0;
  for (const ProcessTable& processes : looks) family.look(processes, Seconds{at++});
  return family;
}

double used(const std::vector<ProcessTable>& looks, bool with_descendants = true) {
  return family_after(looks, with_descendants).cpu().value();
}

TEST(Family, CountsFromTheFirstLook) {
  EXPECT_DOUBLE_EQ(used({{{10, running(10, 1, 5.0)}}}), 0.0);
  EXPECT_DOUBLE_EQ(used({{{10, running(10, 1, 5.0)}}, {{10, running(10, 1, 7.0)}}}), 2.0);
}

TEST(Family, OfTheProcessAloneHasNothingOfItsChildren) {
  const ProcessTable before{{10, running(10, 1, 5.0, 3.0)}, {11, running(11, 10, 1.0)}};
  EXPECT_DOUBLE_EQ(used({before, {{10, running(10, 1, 6.0, 9.0)}}}, false), 1.0);
}

TEST(Family, HasDescendantsOfEveryGenerationThatRan) {
  const ProcessTable before{
      {9, running(9, 1, 1.0)}, {10, running(10, 1, 1.0)}, {12, running(12, 10, 1.0)}, {11, running(11, 12, 1.0)}};
  const ProcessTable after{
      {9, running(9, 1, 100.0)}, {10, running(10, 1, 2.0)}, {12, running(12, 10, 3.0)}, {11, running(11, 12, 5.0)}};
  EXPECT_DOUBLE_EQ(used({before, after}), 1.0 + 2.0 + 4.0);
}

TEST(Family, AChildThatBeganLaterCountsWhole) {
  EXPECT_DOUBLE_EQ(used({{{10, running(10, 1, 1.0)}}, {{10, running(10, 1, 1.0)}, {11, running(11, 10, 0.5, 2.0)}}}),
                   2.5);
}

TEST(Family, AChildThatWasWaitedForCountsOnceAndWithoutWhatItDidBefore) {
  const ProcessTable before{{10, running(10, 1, 1.0)}, {11, running(11, 10, 4.0)}};
  const ProcessTable between{{10, running(10, 1, 1.0)}, {11, running(11, 10, 5.0)}};
  const ProcessTable after{{10, running(10, 1, 1.0, 6.0)}};
  EXPECT_DOUBLE_EQ(used({before, between, after}), 2.0) << "from 4 to 6";
  EXPECT_DOUBLE_EQ(used({before, between, after, after}), 2.0);
}

TEST(Family, AChildBetweenTwoLooksCountsWhereItWasWaitedFor) {
  EXPECT_DOUBLE_EQ(used({{{10, running(10, 1, 1.0, 7.0)}}, {{10, running(10, 1, 1.0, 7.5)}}}), 0.5);
}

TEST(Family, AChildThatNobodyWaitedForCountsAsFarAsItWasSeen) {
  const ProcessTable before{{10, running(10, 1, 1.0)}, {11, running(11, 10, 4.0)}};
  const ProcessTable between{{10, running(10, 1, 1.0)}, {11, running(11, 10, 5.0)}};
  EXPECT_DOUBLE_EQ(used({before, between, {{10, running(10, 1, 1.0)}}}), 1.0);
}

TEST(Family, AChildSeenBothRunningAndWaitedForInOneLookIsCorrectedByTheNext) {
  const ProcessTable before{{10, running(10, 1, 1.0)}, {11, running(11, 10, 4.0)}};
  const ProcessTable torn{{10, running(10, 1, 1.0, 5.0)}, {11, running(11, 10, 5.0)}};
  EXPECT_DOUBLE_EQ(used({before, torn, {{10, running(10, 1, 1.0, 5.0)}}}), 1.0);
  const ProcessTable torn_otherwise{{10, running(10, 1, 1.0)}};
  EXPECT_DOUBLE_EQ(used({before, torn_otherwise, {{10, running(10, 1, 1.0, 5.0)}}}), 1.0);
}

TEST(Family, AnOrphanStaysInIt) {
  const ProcessTable before{{10, running(10, 1, 1.0)}, {11, running(11, 10, 1.0)}, {12, running(12, 11, 1.0)}};
  // 11 ended and was waited for, and 12 belongs to process 1 from now on.
  const ProcessTable between{{10, running(10, 1, 1.0, 1.0)}, {12, running(12, 1, 2.0)}};
  const ProcessTable after{{10, running(10, 1, 1.0, 1.0)}, {12, running(12, 1, 4.0)}};
  EXPECT_DOUBLE_EQ(used({before, between, after}), 3.0);
  EXPECT_DOUBLE_EQ(used({before, between, after, {{10, running(10, 1, 1.0, 1.0)}}}), 3.0) << "after its end, too";
}

TEST(Family, GenerationsThatEndTogetherCountOnce) {
  const ProcessTable before{{10, running(10, 1, 0.0)}, {12, running(12, 10, 1.0)}, {11, running(11, 12, 2.0)}};
  EXPECT_DOUBLE_EQ(used({before, {{10, running(10, 1, 0.0, 3.5)}}}), 0.5) << "all were waited for";
  EXPECT_DOUBLE_EQ(used({before, {{10, running(10, 1, 0.0, 1.0)}}}), 0.0) << "only 12: 11 was seen to use nothing";
}

TEST(Family, IsOverWithItsLastProcess) {
  const ProcessTable both{{10, running(10, 1, 1.0)}, {11, running(11, 10, 1.0)}};
  const Family going_on = family_after({both, {{11, running(11, 1, 2.0)}}});
  EXPECT_FALSE(going_on.is_over());
  EXPECT_EQ(going_on.name(), "p10");
  const Family over = family_after({both, {{11, running(11, 1, 2.0)}}, {}});
  EXPECT_TRUE(over.is_over());
  EXPECT_DOUBLE_EQ(over.cpu().value(), 1.0);
  EXPECT_DOUBLE_EQ(over.seen().value(), 1.0) << "the last look that showed something";
  EXPECT_TRUE(family_after({both, {{11, running(11, 1, 2.0)}}}, false).is_over());
}

TEST(Family, AZombieHasEndedAndItsTimeIsKnown) {
  const Family family = family_after({{{10, running(10, 1, 1.0)}}, {{10, zombie(10, 1, 3.0)}}});
  EXPECT_TRUE(family.is_over());
  EXPECT_DOUBLE_EQ(family.cpu().value(), 2.0);
  EXPECT_EQ(family.resident_bytes(), 100U) << "while it ran";
}

TEST(Family, ALaterProcessOfTheSameNumberIsAnotherOne) {
  ProcessStat later = running(10, 1, 50.0);
  later.start_ticks = 99;
  const Family family = family_after({{{10, running(10, 1, 1.0)}}, {{10, running(10, 1, 2.0)}}, {{10, later}}});
  EXPECT_TRUE(family.is_over());
  EXPECT_DOUBLE_EQ(family.cpu().value(), 1.0);
}

TEST(Family, PeakMemoryIsTheLargestSumAtOneLook) {
  const ProcessTable both{{10, running(10, 1, 1.0)}, {11, running(11, 10, 1.0)}};
  const Family family = family_after({both, {{10, running(10, 1, 1.0)}}});
  EXPECT_EQ(family.peak_resident_bytes(), 200U);
  EXPECT_EQ(family.resident_bytes(), 100U);
}

TEST(Family, ParentsInACircleAreNoTrap) {
  const ProcessTable circle{{10, running(10, 11, 1.0)}, {11, running(11, 10, 1.0)}};
  EXPECT_DOUBLE_EQ(used({circle, {}}), 0.0);
}

}  // namespace
}  // namespace greenbench
