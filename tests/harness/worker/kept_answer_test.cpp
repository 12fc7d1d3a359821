#include "harness/worker/kept_answer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <limits>

#include "results/files/atomic_file.hpp"

namespace greenbench {
namespace {

class KeptAnswerFile : public ::testing::Test {
 protected:
  Answer read_back(const Answer& answer) {
    keep_answer(file_, {"a/b/python:one@main", answer});
    const KeptAnswer kept = kept_answer(file_);
    EXPECT_EQ(kept.name, "a/b/python:one@main");
    return kept.answer;
  }
  void TearDown() override { std::filesystem::remove(file_); }

  const std::filesystem::path file_ =
      std::filesystem::path{::testing::TempDir()} / ("greenbench-kept-answer-" + std::to_string(getpid()));
};

TEST_F(KeptAnswerFile, IsExactForEveryKindOfAnswer) {
  const std::string bytes{"\x00\xff\n\"text", 8};
  const AnswerList each = {{std::monostate{}},
                           {true},
                           {std::int64_t{-9'223'372'036'854'775'807}},
                           {0.1},
                           {-0.0},
                           {std::numeric_limits<double>::infinity()},
                           {std::numeric_limits<double>::quiet_NaN()},
                           {std::numeric_limits<double>::denorm_min()},
                           {bytes},
                           {std::string{}},
                           {std::vector<double>{1.0, 2.5}},
                           {AnswerList{{std::int64_t{1}}, {AnswerList{}}}},
                           {AnswerSet{{{std::int64_t{1}}, {std::int64_t{2}}}}},
                           {AnswerMap{{{std::string{"key"}}}, {{2.0}}}}};
  for (const Answer& answer : each) {
    const Answer again = read_back(answer);
    EXPECT_EQ(again.value.index(), answer.value.index()) << describe(answer);
    EXPECT_EQ(difference(answer, again, 0.0), std::nullopt) << describe(answer);
  }
  EXPECT_TRUE(std::signbit(std::get<double>(read_back({-0.0}).value)));
}

TEST_F(KeptAnswerFile, IsRefusedWhereItIsSomethingElse) {
  for (const char* text : {"", "{}", "\x82\x61", "text"}) {
    write_file_atomically(file_, text);
    EXPECT_THROW(static_cast<void>(kept_answer(file_)), std::runtime_error) << text;
  }
}

}  // namespace
}  // namespace greenbench
