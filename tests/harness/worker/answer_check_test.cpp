#include "harness/worker/answer_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Answers with the number of each call, as a function makes it.
class AnsweringVariant final : public Variant {
 public:
  explicit AnsweringVariant(std::function<double(int call)> answers) : answers_(std::move(answers)) {}
  [[nodiscard]] Answer answer() override {
    const double number = answers_(++calls);
    return nothing ? Answer{} : Answer{number};
  }
  [[nodiscard]] Answer checked_answer() override {
    if (!unfit.empty()) throw UnfitVariant{unfit};
    return answer();
  }
  void run(benchmark::State& /*state*/) override {}

  int calls = 0;
  std::string unfit;
  bool nothing = false;  ///< what is returned in place of a number

 private:
  std::function<double(int)> answers_;
};

double always_one(int /*call*/) {
  return 1.0;
}

class CheckAnswers : public ::testing::Test {
 protected:
  std::optional<Refusal> check(double tolerance = 0.0) { return check_answers(named(), tolerance).refusal; }
  bool only_nothing() { return check_answers(named(), 0.0).only_nothing; }

  AnsweringVariant one{always_one};
  AnsweringVariant two{always_one};

 private:
  std::vector<NamedVariant> named() { return {{"a/b/python:one", &one}, {"a/b/cpp:two", &two}}; }
};

TEST_F(CheckAnswers, AcceptsTheSameAnswersAtTwoCallsOfEach) {
  EXPECT_FALSE(check());
  EXPECT_EQ(one.calls, 2);
  EXPECT_EQ(two.calls, 2);
}

TEST_F(CheckAnswers, RefusesDifferentAnswersWithBothNames) {
  two = AnsweringVariant{[](int) { return 2.0; }};
  const auto refusal = check();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind, Failure::Kind::answers_differ);
  EXPECT_THAT(refusal->reason, StartsWith("a/b/python:one and a/b/cpp:two give different answers: "));
}

TEST_F(CheckAnswers, ComparesWithAnAnswerFromElsewhere) {
  const std::vector<NamedVariant> alone{{"a/b/python:one", &one}};
  EXPECT_FALSE(check_answers(alone, 0.0, KeptAnswer{"a/b/python:one@main", {1.0}}).refusal);
  const auto refusal = check_answers(alone, 0.0, KeptAnswer{"a/b/python:one@main", {2.0}}).refusal;
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind, Failure::Kind::answers_differ);
  EXPECT_THAT(refusal->reason, StartsWith("a/b/python:one@main and a/b/python:one give different answers: "));
  one.nothing = true;
  EXPECT_TRUE(check_answers(alone, 0.0, KeptAnswer{"a/b/python:one@main", {}}).only_nothing);
  EXPECT_FALSE(check_answers(alone, 0.0).only_nothing) << "nothing is compared with it";
}

TEST_F(CheckAnswers, KeepsTheAnswerThatAllShare) {
  const std::vector<NamedVariant> alone{{"a/b/python:one", &one}};
  EXPECT_EQ(std::get<double>(check_answers(alone, 0.0).answer->value), 1.0);
}

TEST_F(CheckAnswers, RefusesAnAnswerThatChangesWithTheNameOfWhoseItIs) {
  two = AnsweringVariant{[](int call) { return call; }};
  const auto refusal = check();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind, Failure::Kind::unfit);
  EXPECT_THAT(refusal->reason, AllOf(StartsWith("a/b/cpp:two gives another answer when it is called again: "),
                                     HasSubstr("make iterators and open files inside the variant")));
}

TEST_F(CheckAnswers, AChangingAnswerIsNotTakenForADisagreement) {
  one = AnsweringVariant{[](int call) { return 7.0 * call; }};
  const auto baseline = check();
  ASSERT_TRUE(baseline);
  EXPECT_EQ(baseline->kind, Failure::Kind::unfit);
  EXPECT_THAT(baseline->reason, StartsWith("a/b/python:one gives another answer"));
}

TEST_F(CheckAnswers, AnswersWithinTheToleranceHaveNotChanged) {
  two = AnsweringVariant{[](int call) { return 1.0 + 0.001 * call; }};
  EXPECT_FALSE(check(0.01));
  EXPECT_TRUE(check(0.0001));
}

TEST_F(CheckAnswers, NamesTheToleranceThatAcceptsRounding) {
  one = AnsweringVariant{[](int) { return 0.3; }};
  two = AnsweringVariant{[](int) { return 0.1 + 0.2; }};
  const auto refusal = check();
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->reason, EndsWith("real number 0.3 against real number 0.30000000000000004 (relative difference "
                                        "1.9e-16); if that is rounding, allow it with a relative_tolerance of 1e-15"));
  EXPECT_FALSE(check(1e-15));
}

TEST_F(CheckAnswers, NamesAToleranceThatAcceptsTheVariantsAfterTheFirstDifferentOne) {
  AnsweringVariant near{[](int) { return 1.0 + 4e-16; }};
  AnsweringVariant far{[](int) { return 1.0 + 4e-10; }};
  AnsweringVariant other{[](int) { return 2.0; }};
  const std::vector<NamedVariant> named{
      {"a/b/python:one", &one}, {"a/b/python:near", &near}, {"a/b/python:far", &far}, {"a/b/python:other", &other}};
  const auto refusal = check_answers(named, 0.0).refusal;
  ASSERT_TRUE(refusal);
  EXPECT_THAT(refusal->reason, AllOf(StartsWith("a/b/python:one and a/b/python:near give different answers"),
                                     EndsWith("allow it with @hotspot(..., tolerance=1e-09)")));
}

TEST_F(CheckAnswers, NamesNoToleranceForOtherAnswers) {
  two = AnsweringVariant{[](int) { return 1.01; }};
  EXPECT_THAT(check().value().reason, EndsWith("real number 1 against real number 1.01"));
}

TEST_F(CheckAnswers, NamesTheToleranceForAnAnswerThatIsRoundedInAnotherWayAtTheNextCall) {
  two = AnsweringVariant{[](int call) { return call == 1 ? 1.0 : 1.0 + 4e-16; }};
  EXPECT_THAT(check().value().reason, AllOf(HasSubstr("gives another answer when it is called again"),
                                            EndsWith("allow it with a relative_tolerance of 1e-15")));
}

TEST_F(CheckAnswers, NoticesThatNobodyReturnsAnything) {
  EXPECT_FALSE(only_nothing());
  one.nothing = two.nothing = true;
  EXPECT_TRUE(only_nothing());
  EXPECT_FALSE(check()) << "which is allowed";
}

TEST_F(CheckAnswers, OneVariantAloneHasNothingToCompareWith) {
  one.nothing = true;
  const std::vector<NamedVariant> alone{{"a/b/python:one", &one}};
  EXPECT_FALSE(check_answers(alone, 0.0).only_nothing);
}

TEST_F(CheckAnswers, SaysWhichVariantIsUnfitAndWhatToDo) {
  two.unfit = "returns a generator, whose work is not done; consume it";
  const auto refusal = check();
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->kind, Failure::Kind::unfit);
  EXPECT_EQ(refusal->reason, "a/b/cpp:two returns a generator, whose work is not done; consume it");
}

TEST_F(CheckAnswers, PassesOnAFailureWithTheNameOfTheVariant) {
  two = AnsweringVariant{[](int) -> double { throw std::runtime_error{"went wrong"}; }};
  EXPECT_THAT([&] { static_cast<void>(check()); }, ::testing::ThrowsMessage<VariantFailed>("a/b/cpp:two: went wrong"));
}

}  // namespace
}  // namespace greenbench
