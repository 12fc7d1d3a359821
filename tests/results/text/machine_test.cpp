#include "results/text/machine.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(MachineSummary, NamesOnlyWhatIsKnown) {
  EXPECT_EQ(machine_summary({{"kernel", "Linux 6.1"}, {"locale", "C"}, {"cpu_model", "AMD EPYC"}}),
            "AMD EPYC, Linux 6.1");
  EXPECT_EQ(machine_summary({}), "");
}

}  // namespace
}  // namespace greenbench
