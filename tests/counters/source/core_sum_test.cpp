#include "counters/source/core_sum.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/counters/allocation_count.hpp"

namespace greenbench {
namespace {

constexpr std::uint64_t mask32 = 0xffffffff;

/// Two cores whose counters a test sets.
struct TwoCores {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  int reads = 0;
  std::error_code second_error;
  int first_file = -1;
  CoreSum sum;

  explicit TwoCores(Seconds read_every = Seconds{0.0})
      : sum(files(), [this](const FileDescriptor& core) { return read(core); },
            {.mask = mask32, .read_every = read_every}) {}

  std::uint64_t ticks() {
    const NumberRead result = sum.read();
    EXPECT_FALSE(result.error);
    return result.value;
  }

 private:
  std::vector<FileDescriptor> files() {
    std::vector<FileDescriptor> opened;
    for (int i = 0; i < 2; ++i) opened.push_back(open_file("/dev/null").descriptor);
    first_file = opened.front().get();
    return opened;
  }
  NumberRead read(const FileDescriptor& core) {
    ++reads;
    return core.get() == first_file ? NumberRead{first, {}} : NumberRead{second, second_error};
  }
};

TEST(CoreSum, AddsWhatEachCoreMoved) {
  TwoCores cores;
  cores.first = 1000;
  cores.second = 50;
  EXPECT_EQ(cores.ticks(), 0U);
  cores.first += 7;
  cores.second += 30;
  EXPECT_EQ(cores.ticks(), 37U);
  cores.second += 1;
  EXPECT_EQ(cores.ticks(), 38U);
}

TEST(CoreSum, ExtendsEachCoreThroughItsOwnWraps) {
  TwoCores cores;
  cores.first = mask32 - 4;  // five steps before it wraps
  cores.second = 100;
  EXPECT_EQ(cores.ticks(), 0U);
  cores.first = 5;  // ten steps on
  cores.second = 101;
  EXPECT_EQ(cores.ticks(), 11U);
  cores.first = 4;  // nearly a whole range: 2^32 - 1
  EXPECT_EQ(cores.ticks(), 11U + mask32);
  cores.second = 99;  // and so here: 2^32 - 2
  EXPECT_EQ(cores.ticks(), 11U + mask32 + mask32 - 1);
}

TEST(CoreSum, DoesNotReadTheCoresAgainBeforeItIsTime) {
  TwoCores cores{Seconds{3600.0}};
  EXPECT_EQ(cores.ticks(), 0U);
  EXPECT_EQ(cores.reads, 2);
  cores.first = 9;
  EXPECT_EQ(cores.ticks(), 0U);
  EXPECT_EQ(cores.reads, 2);
}

TEST(CoreSum, TellsWhichCoreFailedAndLosesNothing) {
  TwoCores cores;
  EXPECT_EQ(cores.ticks(), 0U);
  cores.first = 10;
  cores.second = 20;
  cores.second_error = std::make_error_code(std::errc::io_error);
  EXPECT_EQ(cores.sum.read().error, std::errc::io_error);
  EXPECT_EQ(cores.sum.failed_core(), 1U);
  cores.second_error.clear();
  EXPECT_EQ(cores.ticks(), 30U);
}

TEST(CoreSum, CountsNothingTwiceWhenTwoThreadsReadIt) {
  std::vector<FileDescriptor> files;
  for (int i = 0; i < 2; ++i) files.push_back(open_file("/dev/null").descriptor);
  std::atomic<std::uint64_t> reads = 0;
  // Every read moves the counter that both cores show by one.
  CoreSum sum{std::move(files),
              [&](const FileDescriptor&) {
                return NumberRead{++reads, {}};
              },
              {.mask = mask32, .read_every = Seconds{0.0}}};
  ASSERT_EQ(sum.read().value, 0U);
  const auto read_often = [&] {
    std::uint64_t last = 0;
    for (int i = 0; i < 2000; ++i) {
      const std::uint64_t now = sum.read().value;
      EXPECT_GE(now, last);
      last = now;
    }
  };
  std::thread guard{read_often};
  read_often();
  guard.join();
  // From the first pair of readings (1 and 2) to the last (n - 1 and n) each core moved by n - 2.
  const std::uint64_t last = sum.read().value;
  EXPECT_EQ(last, 2 * (reads - 2));
}

TEST(CoreSum, AllocatesNothing) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer's allocator is in use";
  TwoCores cores;
  const std::uint64_t before = testing::allocation_count();
  const NumberRead result = cores.sum.read();
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_FALSE(result.error);
}

}  // namespace
}  // namespace greenbench
