#include "analysis/rounds/cpu_speeds.hpp"

#include <gtest/gtest.h>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

const PlannedHotspot two_variants = planned_hotspot("strings/build", {"python:concat", "python:join"});

std::vector<CpuSpeed> speeds_of(const HotspotRun& measured) {
  return cpu_speeds(measured, valid_blocks(two_variants, measured), two_variants.variants.size());
}

/// Rounds on these CPUs, each of which takes so many times as long.
HotspotRun rounds_on(const std::vector<std::pair<int, double>>& rounds) {
  HotspotRun measured;
  for (const auto& [cpu, factor] : rounds) {
    const auto index = static_cast<std::uint32_t>(measured.rounds.size());
    measured.rounds.push_back(round_of(index, {{{2.0 * factor}, {5.0 * factor}}}));
    measured.rounds.back().cpu = cpu;
  }
  return measured;
}

TEST(CpuSpeeds, SayHowMuchLongerTheSameWorkTakes) {
  const std::vector<CpuSpeed> speeds = speeds_of(rounds_on({{3, 1.4}, {0, 1.0}, {3, 1.4}, {0, 1.0}, {0, 9.0}}));
  ASSERT_EQ(speeds.size(), 2U);
  EXPECT_EQ(speeds[0].cpu, 0);
  EXPECT_EQ(speeds[0].rounds, 3U);
  EXPECT_NEAR(speeds[0].relative_seconds, 1.0, 1e-12) << "one slow round does not decide";
  EXPECT_EQ(speeds[1].cpu, 3);
  EXPECT_NEAR(speeds[1].relative_seconds, 1.4, 1e-12);
}

TEST(CpuSpeeds, DoNotTakeAVariantThatIsMissingForASlowCpu) {
  HotspotRun measured = rounds_on({{0, 1.0}, {1, 1.0}, {0, 1.0}, {1, 1.0}});
  std::erase_if(measured.rounds[3].samples, [](const Sample& sample) { return sample.variant == 1; });
  for (const CpuSpeed& speed : speeds_of(measured)) EXPECT_NEAR(speed.relative_seconds, 1.0, 1e-12) << speed.cpu;
}

TEST(CpuSpeeds, AreUnknownOfRoundsOnAllCpusOrWithoutAValidBlock) {
  HotspotRun measured = rounds_on({{0, 1.0}, {1, 1.0}});
  measured.rounds[0].cpu.reset();
  void_blocks(measured.rounds[1].samples, "the CPU was busy");
  EXPECT_TRUE(speeds_of(measured).empty());
}

}  // namespace
}  // namespace greenbench
