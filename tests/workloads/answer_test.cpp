#include "workloads/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "workloads/rounding.hpp"

namespace greenbench {
namespace {

using ::testing::Optional;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t two_to_the_53 = 9'007'199'254'740'992;

Answer integer(std::int64_t value) {
  return {value};
}

Answer real(double value) {
  return {value};
}

Answer text(std::string value) {
  return {std::move(value)};
}

Answer array(std::vector<double> value) {
  return {std::move(value)};
}

Answer list(AnswerList value) {
  return {std::move(value)};
}

Answer set(AnswerList elements) {
  return {AnswerSet{std::move(elements)}};
}

Answer dictionary(AnswerList keys, AnswerList values) {
  return {AnswerMap{std::move(keys), std::move(values)}};
}

std::optional<std::string> exact_difference(const Answer& expected, const Answer& got) {
  return difference(expected, got, 0.0);
}

TEST(Difference, IsEmptyForEqualAnswersOfEveryKind) {
  const std::vector<Answer> answers{{},
                                    {true},
                                    integer(7),
                                    real(0.5),
                                    text("1,2"),
                                    array({1.5, 2.5}),
                                    list({integer(1), list({text("a")})}),
                                    set({integer(1)}),
                                    dictionary({text("a")}, {integer(1)})};
  for (const Answer& answer : answers) EXPECT_EQ(exact_difference(answer, answer), std::nullopt) << describe(answer);
}

TEST(Difference, NamesBothKindsWhenTheyDiffer) {
  EXPECT_THAT(exact_difference(text("5"), integer(5)),
              Optional(std::string{"text of 1 bytes \"5\" against integer 5"}));
  EXPECT_THAT(exact_difference({}, array({1.0, 2.0})),
              Optional(std::string{"nothing against array of 2 real numbers: real number 1, real number 2"}));
  EXPECT_THAT(exact_difference(list({}), text("")), Optional(std::string{"list of 0 elements against empty text"}));
}

TEST(Difference, KeepsTruthValuesApartFromNumbers) {
  EXPECT_THAT(exact_difference({true}, integer(1)), Optional(std::string{"true against integer 1"}));
  EXPECT_THAT(exact_difference(real(0.0), {false}), Optional(std::string{"real number 0 against false"}));
  EXPECT_THAT(exact_difference({true}, {false}), Optional(std::string{"true against false"}));
}

TEST(Difference, ShowsTheFirstDifferingByteOfTexts) {
  EXPECT_THAT(exact_difference(text("1,2"), text("1;2")),
              Optional(std::string{R"(texts of 3 bytes differ at byte 1: ",2" against ";2")"}));
}

TEST(Difference, ShowsWhereTheShorterTextEnds) {
  EXPECT_THAT(exact_difference(text("1,2"), text("1,2,")),
              Optional(std::string{R"(texts of 3 and 4 bytes differ at byte 3: the end against ",")"}));
  EXPECT_THAT(exact_difference(text("a"), text("")),
              Optional(std::string{R"(texts of 1 and 0 bytes differ at byte 0: "a" against the end)"}));
}

TEST(Difference, CutsLongExcerptsAndEscapesWhatCannotBePrinted) {
  EXPECT_THAT(exact_difference(text("x" + std::string(30, 'a')), text(std::string("x\n\"\\\0\xff", 6))),
              Optional(std::string{
                  R"(texts of 31 and 6 bytes differ at byte 1: "aaaaaaaaaaaaaaaaaaaa"... against "\n\"\\\x00\xff")"}));
}

TEST(Difference, ComparesIntegersExactlyEvenBeyondWhatADoubleHolds) {
  EXPECT_EQ(exact_difference(integer(-3), integer(-3)), std::nullopt);
  EXPECT_THAT(difference(integer(two_to_the_53), integer(two_to_the_53 + 1), 0.1),
              Optional(std::string{"integer 9007199254740992 against integer 9007199254740993"}));
}

TEST(Difference, AcceptsARealNumberOfAnIntegersValue) {
  EXPECT_EQ(exact_difference(integer(3), real(3.0)), std::nullopt);
  EXPECT_EQ(exact_difference(real(-3.0), integer(-3)), std::nullopt);
  EXPECT_THAT(exact_difference(integer(3), real(3.5)), Optional(std::string{"integer 3 against real number 3.5"}));
}

TEST(Difference, DoesNotRoundAnIntegerToMeetARealNumber) {
  EXPECT_EQ(exact_difference(integer(two_to_the_53), real(9007199254740992.0)), std::nullopt);
  EXPECT_NE(exact_difference(integer(two_to_the_53 + 1), real(9007199254740992.0)), std::nullopt);
  EXPECT_NE(exact_difference(integer(std::numeric_limits<std::int64_t>::max()), real(9223372036854775808.0)),
            std::nullopt);
  EXPECT_EQ(exact_difference(integer(std::numeric_limits<std::int64_t>::min()), real(-9223372036854775808.0)),
            std::nullopt);
}

TEST(Difference, AppliesTheToleranceBetweenIntegerAndRealNumber) {
  EXPECT_EQ(difference(integer(1000), real(1001.0), 0.001), std::nullopt);
  EXPECT_NE(difference(integer(1000), real(1002.0), 0.001), std::nullopt);
}

TEST(Difference, TakesTheToleranceRelativeToTheLargerNumber) {
  EXPECT_EQ(difference(real(90.0), real(100.0), 0.1), std::nullopt);
  EXPECT_EQ(difference(real(100.0), real(90.0), 0.1), std::nullopt);
  EXPECT_EQ(difference(real(-90.0), real(-100.0), 0.1), std::nullopt);
  EXPECT_NE(difference(real(89.0), real(100.0), 0.1), std::nullopt);
  EXPECT_NE(difference(real(0.0), real(1e-300), 0.1), std::nullopt);
}

TEST(Difference, IsExactWithoutATolerance) {
  EXPECT_THAT(exact_difference(real(0.3), real(0.1 + 0.2)),
              Optional(std::string{"real number 0.3 against real number 0.30000000000000004 (relative difference "
                                   "1.9e-16)"}));
  EXPECT_EQ(exact_difference(real(0.0), real(-0.0)), std::nullopt);
}

TEST(Difference, SaysThatNoToleranceAcceptsRoundingNearZero) {
  EXPECT_THAT(difference(real(0.0), real(5.5e-17), 0.1),
              Optional(std::string{"real number 0 against real number 5.5e-17 (difference 5.5e-17; so near 0 no "
                                   "tolerance accepts rounding: round the result itself)"}));
}

TEST(Difference, LetsNanAgreeWithNanOnly) {
  EXPECT_EQ(exact_difference(real(nan), real(nan)), std::nullopt);
  EXPECT_THAT(difference(real(nan), real(1.0), 0.5), Optional(std::string{"real number nan against real number 1"}));
  EXPECT_NE(difference(integer(1), real(nan), 0.5), std::nullopt);
}

TEST(Difference, LetsAnInfinityAgreeWithItselfOnlyWhateverTheTolerance) {
  EXPECT_EQ(exact_difference(real(infinity), real(infinity)), std::nullopt);
  EXPECT_NE(difference(real(infinity), real(-infinity), 0.5), std::nullopt);
  EXPECT_NE(difference(real(infinity), real(1e308), 0.5), std::nullopt);
  EXPECT_NE(difference(integer(1), real(infinity), 0.5), std::nullopt);
}

TEST(Difference, NamesTheIndexInArrays) {
  EXPECT_THAT(exact_difference(array({1.0, 2.0, 3.0}), array({1.0, 2.5, 4.0})),
              Optional(std::string{"at element 1: real number 2 against real number 2.5"}));
  EXPECT_EQ(difference(array({1.0, 100.0}), array({1.0, 101.0}), 0.01), std::nullopt);
}

TEST(Difference, NamesBothLengthsAndTheFirstDifferenceBeforeTheShorterEnd) {
  EXPECT_THAT(exact_difference(array({1.0, 2.0}), array({1.0, 2.0, 3.0})),
              Optional(std::string{"2 elements against 3"}));
  EXPECT_THAT(exact_difference(list({integer(1), integer(2)}), list({integer(4)})),
              Optional(std::string{"2 elements against 1; at element 0: integer 1 against integer 4"}));
}

TEST(Difference, NamesEveryIndexInNestedLists) {
  const Answer expected = list({text("a"), list({integer(1), integer(2)})});
  const Answer got = list({text("a"), list({integer(1), integer(3)})});
  EXPECT_THAT(exact_difference(expected, got),
              Optional(std::string{"at element 1: at element 1: integer 2 against integer 3"}));
}

TEST(Difference, ComparesAnArrayWithAListOfNumbers) {
  EXPECT_EQ(exact_difference(array({1.0, 2.0}), list({integer(1), real(2.0)})), std::nullopt);
  EXPECT_EQ(exact_difference(list({}), array({})), std::nullopt);
  EXPECT_THAT(exact_difference(list({integer(1), text("2")}), array({1.0, 2.0})),
              Optional(std::string{"at element 1: text of 1 bytes \"2\" against real number 2"}));
}

TEST(Difference, KeepsSetsAndDictionariesApartFromLists) {
  EXPECT_THAT(exact_difference(set({integer(1)}), list({integer(1)})),
              Optional(std::string{"set of 1 elements: integer 1 against list of 1 elements: integer 1"}));
  EXPECT_THAT(exact_difference(dictionary({}, {}), set({})),
              Optional(std::string{"dictionary of 0 entries against set of 0 elements"}));
}

TEST(Difference, NamesTheKeyInDictionaries) {
  EXPECT_THAT(exact_difference(dictionary({text("a"), text("b")}, {integer(1), integer(2)}),
                               dictionary({text("a"), text("b")}, {integer(1), integer(3)})),
              Optional(std::string{"at key text of 1 bytes \"b\": integer 2 against integer 3"}));
  EXPECT_THAT(exact_difference(dictionary({integer(1)}, {{}}), dictionary({integer(1), integer(2)}, {{}, {}})),
              Optional(std::string{"keys: 1 elements against 2"}));
  EXPECT_EQ(difference(dictionary({integer(1)}, {real(100.0)}), dictionary({integer(1)}, {real(101.0)}), 0.01),
            std::nullopt);
}

TEST(Difference, ComparesSetsElementByElement) {
  EXPECT_THAT(exact_difference(set({integer(1), integer(2)}), set({integer(1), integer(3)})),
              Optional(std::string{"at element 1: integer 2 against integer 3"}));
}

TEST(AcceptingTolerance, IsThePowerOfTenThatAcceptsEveryDifferenceByRounding) {
  EXPECT_EQ(accepting_tolerance(real(0.3), real(0.1 + 0.2)), 1e-15);
  EXPECT_EQ(accepting_tolerance(array({0.3, 1.0, 1.0}), array({0.1 + 0.2, 1.0 + 4e-10, 1.0})), 1e-9);
  EXPECT_EQ(accepting_tolerance(integer(1), real(1.0000002)), 1e-6);
  EXPECT_EQ(accepting_tolerance(real(1.0), real(1.0009)), 1e-3);
}

TEST(AcceptingTolerance, LooksIntoListsAndDictionaries) {
  const auto nested = [](double value) {
    return dictionary({text("a"), text("b")}, {text("x"), list({integer(1), array({1.0, value})})});
  };
  const Answer expected = nested(1e6);
  const Answer got = nested(1e6 + 1e-7);
  const auto tolerance = accepting_tolerance(expected, got);
  ASSERT_EQ(tolerance, 1e-12);
  EXPECT_EQ(difference(expected, got, *tolerance), std::nullopt);
}

TEST(AcceptingTolerance, IsEmptyWhereSomethingElseDiffersToo) {
  EXPECT_FALSE(accepting_tolerance(real(1.0), real(1.1)));
  EXPECT_FALSE(accepting_tolerance(real(0.0), real(5.5e-17)));
  EXPECT_FALSE(accepting_tolerance(list({real(0.3), text("a")}), list({real(0.1 + 0.2), text("b")})));
  EXPECT_FALSE(accepting_tolerance(array({0.3}), array({0.1 + 0.2, 1.0})));
}

TEST(Describe, SaysKindAndValueInOneLine) {
  EXPECT_EQ(describe({}), "nothing");
  EXPECT_EQ(describe({true}), "true");
  EXPECT_EQ(describe(integer(-5)), "integer -5");
  EXPECT_EQ(describe(real(0.25)), "real number 0.25");
  EXPECT_EQ(describe(text("1\n2")), "text of 3 bytes \"1\\n2\"");
}

TEST(Describe, ShowsThreeElementsOfALongerSequence) {
  EXPECT_EQ(describe(list({integer(1), text("a")})), "list of 2 elements: integer 1, text of 1 bytes \"a\"");
  EXPECT_EQ(describe(array({1.0, 2.0, 3.0, 4.0})),
            "array of 4 real numbers: real number 1, real number 2, real number 3, ...");
}

}  // namespace
}  // namespace greenbench
