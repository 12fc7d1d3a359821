#include "harness/machine/round_watch.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;
using testing::write_file;

constexpr VoidRule rule{.max_other_load = 0.1};

/// A machine whose CPU 1 does work, in ticks of 10 ms.
class RoundWatchTest : public ::testing::Test {
 protected:
  void SetUp() override { work(0); }
  void work(int ticks) const {
    write_file(proc_.path() / "stat", fmt::format("cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 9000 0 0 0 0 0 0 0 0 0\n"
                                                  "cpu1 {} 0 0 0 0 0 0 0 0 0\n",
                                                  1000 + ticks));
  }

  TemporaryFolder proc_;
};

TEST_F(RoundWatchTest, DiscardsARoundWhoseCpuOthersKeptBusy) {
  const RoundWatch watch{proc_.path(), 1, rule};
  std::this_thread::sleep_for(std::chrono::milliseconds{20});
  work(100);  // a second of work in far less than a second: any share of it is too much
  EXPECT_THAT(watch.disturbance(), HasSubstr("of the round's CPU 1, more than the 10% allowed"));
}

TEST_F(RoundWatchTest, DoesNotTakeTheTurnsForTheWorkOfOthers) {
  RoundWatch watch{proc_.path(), 1, rule};
  watch.turn_done(Seconds{0.6});
  watch.turn_done(Seconds{0.4});
  std::this_thread::sleep_for(std::chrono::milliseconds{5});
  work(100);
  EXPECT_EQ(watch.disturbance(), "");
}

TEST_F(RoundWatchTest, DoesNotMindWhatOtherCpusDo) {
  const RoundWatch watch{proc_.path(), 0, rule};
  work(100);
  EXPECT_EQ(watch.disturbance(), "");
}

TEST_F(RoundWatchTest, KnowsNothingOfARoundOnAllCpusOrOfAnUnknownOne) {
  const RoundWatch all{proc_.path(), std::nullopt, rule};
  const RoundWatch unknown{proc_.path(), 7, rule};
  work(100);
  EXPECT_EQ(all.disturbance(), "");
  EXPECT_EQ(unknown.disturbance(), "");
}

}  // namespace
}  // namespace greenbench
