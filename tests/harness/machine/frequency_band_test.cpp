#include "harness/machine/frequency_band.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using testing::TemporaryFolder;
using testing::write_file;

TEST(FrequencyBand, LetsAReadingStrayByATenthOfTheUsualClock) {
  FrequencyBand band;
  EXPECT_FALSE(band.leaves(0, 3'000'000)) << "nothing to compare with";
  EXPECT_FALSE(band.leaves(0, 3'300'000)) << "exactly a tenth above";
  EXPECT_TRUE(band.leaves(0, 2'700'000)) << "the usual clock is now the median, 3150 MHz";
}

TEST(FrequencyBand, KnowsAUsualClockForEachVariant) {
  FrequencyBand band;
  EXPECT_FALSE(band.leaves(1, 800'000)) << "a variant that mostly waits";
  EXPECT_FALSE(band.leaves(0, 3'000'000));
  EXPECT_FALSE(band.leaves(1, 820'000));
  EXPECT_TRUE(band.leaves(1, 3'000'000));
}

TEST(FrequencyBand, TakesALastingChangeForTheUsualClock) {
  FrequencyBand band;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(band.leaves(0, 3'000'000));
  EXPECT_TRUE(band.leaves(0, 2'000'000));
  EXPECT_TRUE(band.leaves(0, 2'000'000));
  EXPECT_TRUE(band.leaves(0, 2'000'000)) << "the median of five is still the old clock";
  EXPECT_FALSE(band.leaves(0, 2'000'000)) << "three of the last five are the new one";
}

TEST(FrequencyBand, OneStrayReadingDoesNotMoveTheBand) {
  FrequencyBand band;
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(band.leaves(0, 3'000'000));
  EXPECT_TRUE(band.leaves(0, 1'000'000));
  EXPECT_FALSE(band.leaves(0, 3'000'000));
}

TEST(CurrentFrequency, IsThatOfItsCpu) {
  const TemporaryFolder sys;
  write_file(sys.path() / "devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "800000\n");
  write_file(sys.path() / "devices/system/cpu/cpu13/cpufreq/scaling_cur_freq", "2400000\n");
  EXPECT_EQ((CurrentFrequency{sys.path(), 13}.read()), 2'400'000U);
  EXPECT_FALSE((CurrentFrequency{sys.path(), std::nullopt}.read()));
}

TEST(CurrentFrequency, IsUnknownWhereTheKernelDoesNotTell) {
  const TemporaryFolder sys;
  EXPECT_FALSE((CurrentFrequency{sys.path(), 0}.read()));
}

}  // namespace
}  // namespace greenbench
