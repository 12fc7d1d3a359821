#include "counters/system/own_program.hpp"

#include <gmock/gmock.h>

#include <cstdio>

namespace greenbench {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;

TEST(OwnProgram, IsTheFileThatWasStarted) {
  static constexpr char here = 0;
  EXPECT_TRUE(is_of_main_program(&here));
  EXPECT_THAT(own_program(), Optional(EndsWith("/counters_tests")));
}

TEST(OwnProgram, IsNotTheFileOfALibrary) {
  EXPECT_FALSE(is_of_main_program(stdout)) << "an object of the C library";
}

TEST(OwnProgram, IsNotGivenRightsWhereItIsAModuleOfPython) {
  EXPECT_THAT(take_the_program_instead("cap_perfmon"), HasSubstr("the right cap_perfmon"));
  EXPECT_THAT(take_the_program_instead("cap_perfmon"), Not(HasSubstr("setcap")));
}

}  // namespace
}  // namespace greenbench
