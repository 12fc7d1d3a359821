#include "harness/machine/build_info.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(BuildInfo, SaysWhenNoFlagChoosesTheInstructionSet) {
  EXPECT_EQ(with_instruction_set("-O3 -DNDEBUG"), "-O3 -DNDEBUG (baseline instruction set)");
  EXPECT_EQ(with_instruction_set(""), " (baseline instruction set)");
}

TEST(BuildInfo, LeavesFlagsThatChooseTheInstructionSetAlone) {
  for (const char* flags : {"-O3 -march=native", "-mcpu=neoverse-n1 -O2", "-mavx2 -mfma -O3"})
    EXPECT_EQ(with_instruction_set(flags), flags);
}

TEST(BuildInfo, TuningForAProcessorIsNoChoiceOfInstructions) {
  EXPECT_EQ(with_instruction_set("-mtune=native -O3"), "-mtune=native -O3 (baseline instruction set)");
}

}  // namespace
}  // namespace greenbench
