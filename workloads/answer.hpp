// What a variant computed, in a form that can be compared across languages.
//
//   Answer a{std::string{"1,2"}}, b{std::string{"1;2"}};
//   std::optional<std::string> where = difference(a, b, 0.0);
//   // texts of 3 bytes differ at byte 1: ",2" against ";2"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace greenbench {

struct Answer;
using AnswerList = std::vector<Answer>;

/// In an order that equal sets share.
struct AnswerSet {
  AnswerList elements;
};

/// What each key stands for, in an order that equal dictionaries share; as many values as keys.
struct AnswerMap {
  AnswerList keys;
  AnswerList values;
};

/// Nothing, a truth value, an integer, a real number, text or bytes, an array of real numbers, a list, a set, or a
/// dictionary. An integer beyond 64 bits is held as its decimal text.
struct Answer {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<double>, AnswerList, AnswerSet,
               AnswerMap>
      value;
};

/// Where `got` differs from `expected`, in one sentence; empty when they agree.
///
/// Integers agree when they are equal; an integer and a real number when they have exactly the same value or are
/// within `relative_tolerance`; two real numbers when they are within `relative_tolerance` of the larger one. NaN
/// agrees with NaN and an infinity with itself only. An array agrees with a list of the same numbers, a set with no
/// list. A truth value agrees with no number.
[[nodiscard]] std::optional<std::string> difference(const Answer& expected, const Answer& got,
                                                    double relative_tolerance);

/// One short line: `text of 3 bytes "1,2"`, `list of 2 elements: integer 1, integer 2`.
[[nodiscard]] std::string describe(const Answer& answer);

}  // namespace greenbench
