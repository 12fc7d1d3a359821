#include "harness/worker/peak_memory.hpp"

#include <benchmark/benchmark.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace greenbench {
namespace {

constexpr std::uint64_t mebibyte = 1ULL << 20U;

/// A vector that is really there: its pages are written.
void fill(std::uint64_t bytes) {
  std::vector<char> block(bytes, 'x');
  benchmark::DoNotOptimize(block.data());
}

class PeakMemoryOf : public ::testing::Test {
 protected:
  void SetUp() override {
#ifdef __SANITIZE_THREAD__
    GTEST_SKIP() << "ThreadSanitizer's own memory is several times that of the work";
#endif
    if (!peak_memory_of([] {})) GTEST_SKIP() << "this kernel cannot reset the high-water mark";
  }
};

TEST_F(PeakMemoryOf, SeesMemoryThatIsFreeAgainAtTheEnd) {
  const auto peak = peak_memory_of([] { fill(64 * mebibyte); });
  ASSERT_TRUE(peak);
  EXPECT_GE(peak->growth_bytes(), 63 * mebibyte);
  EXPECT_LE(peak->growth_bytes(), 80 * mebibyte);  // AddressSanitizer keeps one byte of its own for eight
}

TEST_F(PeakMemoryOf, ForgetsWhatEarlierWorkNeeded) {
  fill(128 * mebibyte);
  const auto peak = peak_memory_of([] { fill(16 * mebibyte); });
  ASSERT_TRUE(peak);
  EXPECT_LE(peak->growth_bytes(), 24 * mebibyte);
}

TEST_F(PeakMemoryOf, PassesOnWhatTheWorkThrows) {
  EXPECT_THROW(static_cast<void>(peak_memory_of([] { throw std::runtime_error{"no"}; })), std::runtime_error);
}

}  // namespace
}  // namespace greenbench
