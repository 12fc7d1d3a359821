// The keys of caching/memoize, in both languages.
#include "workloads/caching/key_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/workloads/python_fixture.hpp"
#include "workloads/native_answer.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::Lt;

class KeyStream : public PythonTest {};

// The generator's first state is 6364136223846793005 + 1442695040888963407 = 0.42321 of 2^64. The harmonic number of
// 1,000 is 7.4855, 0.42321 of it 3.168, and that lies between those of 12 (3.103) and 13 (3.180): the 13th key.
TEST_F(KeyStream, DrawsTheFirstKeyAsCanBeWorkedOutByHand) {
  EXPECT_THAT(zipf_keys(1), ElementsAre(1'000'012U));
}

TEST_F(KeyStream, IsTheSameInBothLanguages) {
  const Answer python = evaluate("zipf_keys(2_000)", "import sys\nsys.path.append('" GREENBENCH_SOURCE_FOLDER
                                                     "/workloads/caching')\nfrom memoize import zipf_keys");
  EXPECT_EQ(difference(python, to_answer(zipf_keys(2'000)), 0.0), std::nullopt);
}

TEST_F(KeyStream, AsksForAKeyInProportionToItsRanksReciprocal) {
  constexpr std::uint64_t drawn = 100'000;
  const std::vector<std::uint64_t> keys = zipf_keys(drawn);
  EXPECT_THAT(keys, Each(AllOf(Ge(1'000'000U), Lt(1'001'000U))));
  constexpr double harmonic_number = 7.48547;
  for (const std::uint64_t rank : {1U, 2U, 10U, 100U}) {
    const auto seen = static_cast<double>(std::ranges::count(keys, 1'000'000 + rank - 1));
    const double expected = static_cast<double>(drawn) / (static_cast<double>(rank) * harmonic_number);
    EXPECT_NEAR(seen, expected, 4.0 * std::sqrt(expected)) << rank;
  }
}

}  // namespace
}  // namespace greenbench
