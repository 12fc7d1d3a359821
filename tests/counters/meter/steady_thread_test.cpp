#include "counters/meter/steady_thread.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <chrono>
#include <csignal>

namespace greenbench {
namespace {

bool becomes(const std::atomic<int>& count, int enough) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (count < enough && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  return count >= enough;
}

TEST(SteadyThread, DoesItsWorkAgainAndAgainAndEndsWithItsOwner) {
  std::atomic<int> count{0};
  {
    const SteadyThread thread{Seconds{1e-3}, [&] { ++count; }};
    EXPECT_TRUE(becomes(count, 3));
  }
  const int at_end = count;
  std::this_thread::yield();
  EXPECT_EQ(count, at_end);
}

TEST(SteadyThread, EndsAtOnceHoweverLongItSleeps) {
  std::atomic<int> count{0};
  {
    const SteadyThread thread{Seconds{3600.0}, [&] { ++count; }};
  }
  EXPECT_EQ(count, 0);
}

TEST(SteadyThread, TakesNoSignalsAndLeavesTheMaskOfItsMaker) {
  std::atomic<int> blocked{0};
  std::atomic<int> count{0};
  const auto is_blocked = [](int signal) {
    sigset_t now;
    pthread_sigmask(SIG_SETMASK, nullptr, &now);
    return sigismember(&now, signal);
  };
  const SteadyThread thread{Seconds{1e-3}, [&] {
                              blocked = is_blocked(SIGINT) + is_blocked(SIGTERM);
                              ++count;
                            }};
  ASSERT_TRUE(becomes(count, 1));
  EXPECT_EQ(blocked, 2);
  EXPECT_EQ(is_blocked(SIGINT), 0);
}

}  // namespace
}  // namespace greenbench
