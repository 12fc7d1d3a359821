#include "harness/worker/measuring.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

/// Two readings whose differences are all different.
Repetition repetition() {
  Repetition made;
  made.iterations = 4;
  made.energy =
      EnergyUse{.wall = Seconds{0.5}, .domains = {Joules{2.0}}, .total = Joules{2.0}, .total_uncertainty = {}};
  made.before.usage = {.cpu = Seconds{1.0},
                       .cpu_user = Seconds{0.5},
                       .cpu_system = Seconds{0.25},
                       .context_switches_voluntary = 10,
                       .context_switches_involuntary = 20,
                       .page_faults_minor = 30,
                       .page_faults_major = 40,
                       .resident_bytes = 50};
  made.after.usage = {.cpu = Seconds{1.5},
                      .cpu_user = Seconds{0.75},
                      .cpu_system = Seconds{0.375},
                      .context_switches_voluntary = 11,
                      .context_switches_involuntary = 22,
                      .page_faults_minor = 33,
                      .page_faults_major = 44,
                      .resident_bytes = 55};
  made.before.idle = IdleReading{.microseconds = 1'000'000, .entries = 100};
  made.after.idle = IdleReading{.microseconds = 1'750'000, .entries = 105};
  for (std::size_t event = 0; event < hardware_event_count; ++event) {
    made.before.events.events[event] = {.count = 1000, .enabled_nanoseconds = 10, .running_nanoseconds = 10};
    made.after.events.events[event] = {.count = 1006 + event, .enabled_nanoseconds = 110, .running_nanoseconds = 110};
  }
  return made;
}

TEST(ToSample, TakesTheDifferencesOfWhatExplains) {
  const Sample sample = to_sample(repetition());
  EXPECT_EQ(sample.cpu_seconds, 0.5);
  EXPECT_EQ(sample.cpu_user_seconds, 0.25);
  EXPECT_EQ(sample.cpu_system_seconds, 0.125);
  EXPECT_EQ(sample.context_switches_voluntary, 1U);
  EXPECT_EQ(sample.context_switches_involuntary, 2U);
  EXPECT_EQ(sample.page_faults_minor, 3U);
  EXPECT_EQ(sample.page_faults_major, 4U);
  EXPECT_EQ(sample.resident_bytes, 55U) << "not a difference: what it was at the end";
  EXPECT_EQ(sample.idle_residency_seconds, 0.75);
  EXPECT_EQ(sample.wake_ups, 5U);
  EXPECT_EQ(sample.instructions, 6U);
  EXPECT_EQ(sample.cycles, 7U);
  EXPECT_EQ(sample.cache_misses, 8U);
}

TEST(ToSample, LeavesUnknownWhatEitherReadingDoesNotKnow) {
  Repetition made = repetition();
  made.after.idle.reset();
  made.before.events.events[1].reset();
  made.after.events.events[2]->running_nanoseconds = 60;  // half of the time only
  const Sample sample = to_sample(made);
  EXPECT_FALSE(sample.idle_residency_seconds);
  EXPECT_FALSE(sample.wake_ups);
  EXPECT_EQ(sample.instructions, 6U);
  EXPECT_FALSE(sample.cycles);
  EXPECT_FALSE(sample.cache_misses);
}

TEST(ToSample, ExplainsAVoidRepetitionTooAndGivesItNoJoules) {
  Repetition made = repetition();
  made.energy = MeterFault{.kind = MeterFault::Kind::reset, .reason = "suspended"};
  const Sample sample = to_sample(made);
  EXPECT_EQ(sample.void_reason, "suspended");
  EXPECT_FALSE(sample.energy_total_joules);
  EXPECT_EQ(sample.wake_ups, 5U);
}

}  // namespace
}  // namespace greenbench
