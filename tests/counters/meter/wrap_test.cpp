#include "counters/meter/wrap.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

/// One joule per tick, 1000 ticks, at most 10 W.
Domain small_counter() {
  Domain domain;
  domain.unit = Joules{1.0};
  domain.resolution = Joules{1.0};
  domain.wrap_modulus = 1000;
  domain.maximum_power = Watts{10.0};
  return domain;
}

struct Row {
  const char* what;
  std::uint64_t before;
  std::uint64_t after;
  double elapsed;
  std::optional<std::uint64_t> expected;
};

class TicksBetween : public ::testing::TestWithParam<Row> {};

TEST_P(TicksBetween, IsModularAndPlausible) {
  const Row& row = GetParam();
  const CounterSpan span{.before = {row.before, Seconds{5.0}}, .after = {row.after, Seconds{5.0 + row.elapsed}}};
  EXPECT_EQ(ticks_between(small_counter(), span), row.expected) << row.what;
}

INSTANTIATE_TEST_SUITE_P(
    Table, TicksBetween,
    ::testing::Values(Row{"plain", 100, 150, 10.0, 50}, Row{"no movement", 7, 7, 10.0, 0},
                      Row{"the whole range without a wrap", 0, 999, 100.0, 999},
                      Row{"the last value, then zero: one tick", 999, 0, 1.0, 1},
                      Row{"over the end", 990, 20, 10.0, 30},
                      Row{"a wrap at three times the maximum power is still one", 990, 290, 10.0, 300},
                      Row{"beyond that, and two steps of the hardware, it is a reset", 990, 293, 10.0, std::nullopt},
                      Row{"a reset to zero from the middle", 500, 0, 1.0, std::nullopt},
                      Row{"a value that the modulus forbids was never a counter's", 1000, 3, 10.0, std::nullopt},
                      Row{"LIMIT: a whole modulus between two reads cannot be seen", 100, 100, 100.0, 0},
                      Row{"LIMIT: nor can one and a bit", 100, 110, 101.0, 10}));

TEST(TicksBetween, ACounterThatNeverWrapsWasResetWhenItFell) {
  Domain domain = small_counter();
  domain.wrap_modulus.reset();
  EXPECT_EQ(ticks_between(domain, {.before = {10, Seconds{1.0}}, .after = {9, Seconds{2.0}}}), std::nullopt);
}

TEST(TicksBetween, EnergyOfOneUpdatePeriodBeforeTheSpanIsPlausible) {
  Domain domain = small_counter();
  const CounterSpan span{.before = {990, Seconds{1.0}}, .after = {30, Seconds{1.1}}};
  EXPECT_EQ(ticks_between(domain, span), std::nullopt) << "40 J in 0.1 s";
  domain.update_period = Seconds{1.5};
  EXPECT_EQ(ticks_between(domain, span), 40U);
}

// 500 W are believed of any counter, over the span and ten update periods.
TEST(TicksBetween, ARiseThatNoPowerExplainsIsNone) {
  Domain domain = small_counter();
  domain.update_period = Seconds{1e-3};
  CounterSpan span{.before = {100, Seconds{1.0}}, .after = {112, Seconds{1.01}}};
  EXPECT_EQ(ticks_between(domain, span), 12U) << "10 J in 20 ms, and two steps of the hardware";
  span.after.ticks = 113;
  EXPECT_EQ(ticks_between(domain, span), std::nullopt);
  EXPECT_EQ(why_implausible(domain, span), "the counter rose by 13 J in 10 ms, more than 500 W explain");
}

TEST(TicksBetween, ALargeMachineIsBelievedThreeTimesItsLimit) {
  Domain domain = small_counter();
  domain.update_period = Seconds{1e-3};
  domain.maximum_power = Watts{400.0};
  const CounterSpan span{.before = {100, Seconds{1.0}}, .after = {126, Seconds{1.01}}};
  EXPECT_EQ(ticks_between(domain, span), 26U) << "24 J in 20 ms, and two steps";
}

TEST(TicksBetween, ACounterWhosePeriodIsUnknownMayMoveInStepsOfTenSeconds) {
  const CounterSpan span{.before = {0, Seconds{1.0}}, .after = {999, Seconds{1.001}}};
  EXPECT_EQ(ticks_between(small_counter(), span), 999U);
}

TEST(TicksBetween, AnEstimateMayRiseAsItLikes) {
  Domain domain = small_counter();
  domain.update_period = Seconds{1e-3};
  domain.provenance = Provenance::estimated;
  EXPECT_EQ(ticks_between(domain, {.before = {0, Seconds{1.0}}, .after = {900, Seconds{1.001}}}), 900U);
}

// What the kernel's sum shows after the register below it was reset: almost 2^64.
TEST(TicksBetween, ASumThatWentBelowZeroIsNoEnergy) {
  Domain domain = small_counter();
  domain.wrap_modulus.reset();
  const CounterSpan span{.before = {100, Seconds{1.0}}, .after = {~std::uint64_t{0} - 50, Seconds{1.01}}};
  EXPECT_EQ(ticks_between(domain, span), std::nullopt);
}

TEST(TicksBetween, EachDomainHasItsOwnModulus) {
  Domain dram = small_counter();
  dram.wrap_modulus = 250;
  EXPECT_EQ(ticks_between(dram, {.before = {240, Seconds{1.0}}, .after = {10, Seconds{3.0}}}), 20U);
}

TEST(TickChain, FollowsSeveralWrapsThroughReadingsInBetween) {
  const Domain domain = small_counter();
  TickChain chain;
  chain.restart({0, Seconds{0.0}});
  // 600 ticks per minute: 0, 600, 1200, 1800, 2400.
  chain.extend(domain, {600, Seconds{60.0}});
  chain.extend(domain, {200, Seconds{120.0}});
  chain.extend(domain, {800, Seconds{180.0}});
  chain.extend(domain, {400, Seconds{240.0}});
  EXPECT_EQ(chain.total(), 2400U);
}

// One reading of 0 in between looks like a wrap, and then like a rise.
TEST(TickChain, AReadingOfZeroIsNotAWrap) {
  Domain domain = small_counter();
  domain.update_period = Seconds{1e-3};
  TickChain chain;
  chain.restart({995, Seconds{0.0}});
  chain.extend(domain, {0, Seconds{1.0}});
  chain.extend(domain, {996, Seconds{1.01}});
  EXPECT_EQ(chain.total(), std::nullopt);
  ASSERT_TRUE(chain.implausible());
  EXPECT_EQ(chain.implausible()->after.ticks, 996U);
}

TEST(TickChain, StaysResetWhateverComesLater) {
  const Domain domain = small_counter();
  TickChain chain;
  chain.restart({500, Seconds{0.0}});
  chain.extend(domain, {0, Seconds{1.0}});
  chain.extend(domain, {10, Seconds{2.0}});
  EXPECT_EQ(chain.total(), std::nullopt);
  chain.restart({10, Seconds{3.0}});
  chain.extend(domain, {15, Seconds{4.0}});
  EXPECT_EQ(chain.total(), 5U);
}

}  // namespace
}  // namespace greenbench
