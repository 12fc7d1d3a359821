#include "harness/controller/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "harness/command_line/failure.hpp"

namespace greenbench {
namespace {

class JournalTest : public testing::Test {
 protected:
  JournalTest() {
    std::string pattern = testing::TempDir() + "journalXXXXXX";
    folder_ = mkdtemp(pattern.data());
    run_.greenbench_version = "0.1.0";
    run_.started_at = "2026-01-01T12:00:00Z";
    run_.plan.seed = 99;
    run_.plan.hotspots = {{"strings/build", "", "", 10, 0.0, {{{"cpp", "a"}, true}, {{"cpp", "b"}, false}}, {}}};
    run_.idle.before = IdlePower{.started_at = 1.0, .seconds = 2.0, .watts = 8.0, .uncertainty_watts = 0.1};
    run_.hotspots.resize(1);
  }
  ~JournalTest() override { std::filesystem::remove_all(folder_); }

  static std::vector<Sample> block(std::uint32_t number) {
    std::vector<Sample> samples(2);
    for (std::uint32_t i = 0; i < 2; ++i) {
      samples[i].variant = i;
      samples[i].block = number;
      samples[i].iterations = 5;
      samples[i].wall_seconds = 0.01;
    }
    return samples;
  }

  static RoundRecord round(std::uint32_t index) {
    RoundRecord record;
    record.index = index;
    record.seed = index + 1;
    record.cpu = 3;
    return record;
  }

  static void write_round(Journal& journal, std::uint32_t index) {
    journal.begin_round(0, round(index));
    if (index == 0) {
      journal.add(Calibration{{5, 7}});
      journal.add({PeakMemory{.resident_before_bytes = 40, .peak_resident_bytes = 120}, std::nullopt});
    }
    journal.add(block(0));
    journal.add(block(1));
    journal.end_round(
        0, {.round_wall_seconds = 1.5, .run_wall_seconds = 2.0 * (index + 1), .failed_variants = {}, .failure = {}});
  }

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "journal.jsonl"; }

  void cut_last_bytes(std::uintmax_t bytes) const {
    std::filesystem::resize_file(file(), std::filesystem::file_size(file()) - bytes);
  }

  std::filesystem::path folder_;
  greenbench::Run run_;
};

TEST_F(JournalTest, HowTheRunIsJudgedComesBack) {
  run_.settings = {.level = 0.9, .margin = 0.3, .baseline = VariantId{"cpp", "b"}};
  run_.plan.request = RunRequest{.suites = {"strings"}};
  { const Journal journal = Journal::create(folder_, run_); }
  const ResumedRun resumed = read_journal(folder_);
  EXPECT_EQ(resumed.run.settings, run_.settings);
  EXPECT_EQ(resumed.run.plan.request->suites, run_.plan.request->suites);
}

TEST_F(JournalTest, WholeRoundsComeBack) {
  {
    Journal journal = Journal::create(folder_, run_);
    write_round(journal, 0);
    write_round(journal, 1);
  }
  const ResumedRun resumed = read_journal(folder_);
  EXPECT_EQ(resumed.run.plan.seed, 99U);
  ASSERT_EQ(resumed.run.hotspots[0].rounds.size(), 2U);
  EXPECT_EQ(resumed.run.hotspots[0].rounds[1].samples.size(), 4U);
  EXPECT_EQ(resumed.run.hotspots[0].rounds[1].seed, 2U);
  EXPECT_DOUBLE_EQ(resumed.run.hotspots[0].rounds[1].wall_seconds, 1.5);
  EXPECT_THAT(resumed.run.hotspots[0].calibration->iterations, testing::ElementsAre(5, 7));
  EXPECT_EQ(resumed.run.hotspots[0].rounds[1].cpu, 3);
  ASSERT_EQ(resumed.run.hotspots[0].peak_memory.size(), 2U);
  EXPECT_EQ(resumed.run.hotspots[0].peak_memory[0]->growth_bytes(), 80U);
  EXPECT_FALSE(resumed.run.hotspots[0].peak_memory[1]);
  ASSERT_TRUE(resumed.run.idle.before);
  EXPECT_EQ(resumed.run.idle.before->watts, 8.0);
  EXPECT_DOUBLE_EQ(resumed.run.wall_seconds, 4.0);
  EXPECT_EQ(resumed.complete_bytes, std::filesystem::file_size(file()));
}

TEST_F(JournalTest, ARoundInFlightIsLostWhereverTheWriteWasCut) {
  {
    Journal journal = Journal::create(folder_, run_);
    write_round(journal, 0);
  }
  const std::uintmax_t one_round = std::filesystem::file_size(file());
  {
    Journal journal = Journal::reopen(folder_, read_journal(folder_));
    write_round(journal, 1);
  }
  const std::uintmax_t two_rounds = std::filesystem::file_size(file());
  for (std::uintmax_t cut = 1; cut <= two_rounds - one_round; cut += 7) {
    std::filesystem::copy_file(file(), folder_ / "whole", std::filesystem::copy_options::overwrite_existing);
    cut_last_bytes(cut);
    const ResumedRun resumed = read_journal(folder_);
    EXPECT_EQ(resumed.run.hotspots[0].rounds.size(), 1U) << "cut " << cut;
    EXPECT_EQ(resumed.complete_bytes, one_round) << "cut " << cut;
    std::filesystem::rename(folder_ / "whole", file());
  }
}

TEST_F(JournalTest, ContinuingReplacesTheTornEnd) {
  {
    Journal journal = Journal::create(folder_, run_);
    write_round(journal, 0);
    journal.begin_round(0, round(1));
    journal.add(block(0));
  }
  cut_last_bytes(3);
  {
    Journal journal = Journal::reopen(folder_, read_journal(folder_));
    write_round(journal, 1);
  }
  const ResumedRun resumed = read_journal(folder_);
  ASSERT_EQ(resumed.run.hotspots[0].rounds.size(), 2U);
  EXPECT_EQ(resumed.run.hotspots[0].rounds[1].samples.size(), 4U);
}

TEST_F(JournalTest, IsNotContinuedWhereItHasGrownSinceItWasRead) {
  {
    Journal journal = Journal::create(folder_, run_);
    write_round(journal, 0);
  }
  const ResumedRun early = read_journal(folder_);
  {
    Journal journal = Journal::reopen(folder_, early);
    write_round(journal, 1);
  }
  EXPECT_THROW((void)Journal::reopen(folder_, early), UsageError);
  EXPECT_EQ(read_journal(folder_).run.hotspots[0].rounds.size(), 2U) << "nothing was cut off";
}

TEST_F(JournalTest, AFailedRoundLeavesItsFailureAndNoSamples) {
  {
    Journal journal = Journal::create(folder_, run_);
    journal.begin_round(0, RoundRecord{});
    journal.add(block(0));
    journal.end_round(0, {1.0, 1.0, {}, Failure{Failure::Kind::crashed, "signal 11", {}, 0}, false});
  }
  const ResumedRun resumed = read_journal(folder_);
  EXPECT_TRUE(resumed.run.hotspots[0].rounds.empty());
  ASSERT_TRUE(resumed.run.hotspots[0].failure);
  EXPECT_EQ(resumed.run.hotspots[0].failure->reason, "signal 11");
}

TEST_F(JournalTest, AVariantThatFailedKeepsItsReasonAndLosesItsSamplesOfThatRoundOnly) {
  {
    Journal journal = Journal::create(folder_, run_);
    write_round(journal, 0);
    journal.begin_round(0, round(1));
    journal.add(block(0));
    const VariantFailure failed{.variant = 1, .failure = {Failure::Kind::hung, "said nothing", "last words", 1}};
    journal.end_round(0, {1.0, 4.0, {failed}, {}});
  }
  const HotspotRun resumed = read_journal(folder_).run.hotspots[0];
  EXPECT_FALSE(resumed.failure) << "the hotspot goes on";
  ASSERT_EQ(resumed.failed_variants.size(), 1U);
  EXPECT_EQ(resumed.failed_variants[0].variant, 1U);
  EXPECT_EQ(resumed.failed_variants[0].failure.kind, Failure::Kind::hung);
  EXPECT_EQ(resumed.failed_variants[0].failure.detail, "last words");
  EXPECT_EQ(resumed.failed_variants[0].failure.round, 1U);
  ASSERT_EQ(resumed.rounds.size(), 2U);
  EXPECT_EQ(resumed.rounds[0].samples.size(), 4U) << "two blocks of two variants, before the failure";
  ASSERT_EQ(resumed.rounds[1].samples.size(), 1U);
  EXPECT_EQ(resumed.rounds[1].samples[0].variant, 0U);
}

TEST_F(JournalTest, ARoundThatWasDiscardedComesBackWithoutABlockThatCounts) {
  {
    Journal journal = Journal::create(folder_, run_);
    journal.begin_round(0, round(0));
    std::vector<Sample> disturbed = block(0);
    for (Sample& sample : disturbed) sample.void_reason = "thermal throttling: 1 events";
    journal.add(disturbed);
    journal.add(block(1));
    journal.end_round(0, {1.0, 1.0, {}, {}, true, "the CPU was busy"});
  }
  const HotspotRun resumed = read_journal(folder_).run.hotspots[0];
  ASSERT_EQ(resumed.rounds.size(), 1U);
  ASSERT_EQ(resumed.rounds[0].samples.size(), 4U);
  EXPECT_EQ(resumed.rounds[0].samples[0].void_reason, "thermal throttling: 1 events");
  EXPECT_EQ(resumed.rounds[0].samples[2].void_reason, "the CPU was busy");
}

/// One entry of a journal that does not fit the plan, which is one of variants cpp:a and cpp:b and of no energy
/// counter.
struct Misfit {
  const char* entry;      ///< as the journal has it
  const char* damaged;    ///< instead
  const char* objection;  ///< what is said, with the line
};

TEST_F(JournalTest, WhatDoesNotFitThePlanIsRefused) {
  const std::vector<Misfit> misfits = {
      {R"("language":"cpp","name":"a")", R"("language":"rust","name":"a")", ":1: run.plan.hotspots[0].variants[0]"},
      {R"("language":"cpp","name":"a")", R"("language":"python","name":"a")", "a variant in Python needs its file"},
      {R"("language":"cpp","name":"b")", R"("language":"cpp","name":"a")", "cpp:a stands there twice"},
      {R"("baseline":false)", R"("baseline":true)", "cpp has a baseline already"},
      {R"("id":"strings/build")", R"("id":"build")", "expected SUITE/NAME, found build"},
      {R"("max_rounds":80)", R"("max_rounds":1)", "expected 6 or more, found 1"},
      {R"("precision":0.02)", R"("precision":0)", "expected more than 0, found 0"},
      {R"({"round":{"hotspot":0)", R"({"round":{"hotspot":1)", ":2: round.hotspot: the plan has no such hotspot"},
      {R"("index":0)", R"("index":1)", ":2: round.record.index: expected round 0, found 1"},
      {R"({"iterations":[5,7]})", R"({"iterations":[5]})", ":3: calibration.iterations: expected one number for each"},
      {",null]}", "]}", ":4: peak_memory: expected one entry for each of 2 variants, found 1"},
      {R"("variant":1)", R"("variant":2)", ":5: block[1].variant: the plan has no variant 2"},
      {R"("variant":1)", R"("variant":0)", ":5: block[1].variant: this variant has its repetition already"},
      {R"("block":0)", R"("block":3)", ":5: block[1].block: this repetition is of another block"},
      {R"("domain_joules":[])", R"("domain_joules":[1.0])",
       "expected one number for each of 0 energy counters, found 1"},
      {R"("iterations":5)", R"("iterations":0)", ":5: block[0].iterations: expected at least 1, found 0"},
      {R"("wall_seconds":0.01)", R"("wall_seconds":-1)", ":5: block[0].wall_seconds: expected more than 0, found -1"},
      {R"("failed_variants":[])",
       R"("failed_variants":[{"variant":2,"failure":{"kind":"hung","reason":"","detail":"","round":null}}])",
       ":7: end.failed_variants: the plan has no variant 2"},
      {R"("end":{"hotspot":0)", R"("end":{"hotspot":1)", ":7: end.hotspot: another hotspot's round has begun"},
  };
  {
    Journal journal = Journal::create(folder_, run_);
    write_round(journal, 0);
  }
  std::stringstream whole;
  whole << std::ifstream{file()}.rdbuf();
  for (const Misfit& misfit : misfits) {
    std::string text = whole.str();
    const std::size_t place = text.find(misfit.entry);
    ASSERT_NE(place, std::string::npos) << misfit.entry;
    std::ofstream{file(), std::ios::trunc}
        << text.replace(place, std::string_view{misfit.entry}.size(), misfit.damaged);
    try {
      (void)read_journal(folder_);
      ADD_FAILURE() << "taken: " << misfit.damaged;
    } catch (const DocumentError& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr(misfit.objection));
    }
  }
}

TEST_F(JournalTest, ABlockThatWasTwiceInTheJournalIsRefused) {
  {
    Journal journal = Journal::create(folder_, run_);
    journal.begin_round(0, round(0));
    journal.add(block(1));
    journal.add(block(1));
  }
  EXPECT_THAT([&] { (void)read_journal(folder_); },
              testing::ThrowsMessage<DocumentError>(testing::HasSubstr("has been there already")));
}

TEST_F(JournalTest, ASecondHeaderIsRefused) {
  for (int i = 0; i < 2; ++i) {
    { Journal journal = Journal::create(folder_, run_); }
    std::filesystem::rename(file(), folder_ / std::to_string(i));
  }
  std::ofstream{file()} << std::ifstream{folder_ / "0"}.rdbuf() << std::ifstream{folder_ / "1"}.rdbuf();
  EXPECT_THAT([&] { (void)read_journal(folder_); },
              testing::ThrowsMessage<DocumentError>(testing::HasSubstr(":2: run: the run has begun already")));
}

TEST_F(JournalTest, AJournalOfTheOldFormatIsRefusedWithTheReason) {
  std::ofstream{file()} << R"({"run":{"schema_version":1}})"
                        << "\n";
  try {
    static_cast<void>(read_journal(folder_));
    FAIL() << "accepted";
  } catch (const DocumentError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("ran all variants in one process"));
  }
}

TEST_F(JournalTest, DamageInTheMiddleIsNotSkipped) {
  {
    Journal journal = Journal::create(folder_, run_);
    write_round(journal, 0);
  }
  std::ofstream{file(), std::ios::app} << "not json\n";
  try {
    static_cast<void>(read_journal(folder_));
    FAIL() << "accepted";
  } catch (const DocumentError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("journal.jsonl:8: not JSON"));
  }
}

TEST_F(JournalTest, AnExistingJournalIsNeverOverwritten) {
  { Journal journal = Journal::create(folder_, run_); }
  EXPECT_THROW(static_cast<void>(Journal::create(folder_, run_)), std::system_error);
}

TEST_F(JournalTest, AFolderWithoutJournalSaysSo) {
  try {
    static_cast<void>(read_journal(folder_));
    FAIL() << "accepted";
  } catch (const DocumentError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("no run to resume here"));
  }
}

}  // namespace
}  // namespace greenbench
