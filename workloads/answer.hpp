// What a variant computed, in a form that can be compared across languages.
//
//   Answer a{std::string{"1,2"}}, b{std::string{"1;2"}};
//   std::optional<std::string> where = difference(a, b, 0.0);
//   // "texts of 3 bytes differ at byte 1: \",\" against \";\""
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace greenbench {

struct Answer;
using AnswerList = std::vector<Answer>;

/// Nothing, a truth value, an integer, a real number, text or bytes, an array of real numbers, or a list.
struct Answer {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<double>, AnswerList> value;
};

/// Where `got` differs from `expected`, in one sentence; empty when they agree. Integers and real
/// numbers of the same value agree; real numbers agree within `relative_tolerance` of the larger one.
[[nodiscard]] std::optional<std::string> difference(const Answer& expected, const Answer& got,
                                                    double relative_tolerance);

}  // namespace greenbench
