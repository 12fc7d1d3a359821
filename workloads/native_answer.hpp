// What C++ variants may return, and how it becomes an Answer.
//
//   Answer text = to_answer(std::string{"1,2"});
//   Answer array = to_answer(std::vector<double>{0.5, 1.5});
//   Answer list = to_answer(std::vector<int>{1, 2});
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "workloads/answer.hpp"

namespace greenbench {

/// A hotspot whose variants return a type of its own adds an overload of to_answer beside that type.
[[nodiscard]] inline Answer to_answer(std::monostate) {
  return {};
}

[[nodiscard]] inline Answer to_answer(std::string text) {
  return {std::move(text)};
}

[[nodiscard]] inline Answer to_answer(std::vector<double> array) {
  return {std::move(array)};
}

/// A view of numbers that the hotspot keeps: the answer has its own copy.
[[nodiscard]] inline Answer to_answer(std::span<const double> array) {
  return {std::vector<double>(array.begin(), array.end())};
}

[[nodiscard]] Answer to_answer(std::floating_point auto real) {
  return {static_cast<double>(real)};
}

/// An integer beyond 64 signed bits becomes its decimal text, as Python's does.
template <std::integral Integer>
[[nodiscard]] Answer to_answer(Integer integer) {
  if constexpr (std::same_as<Integer, bool>) {
    return {integer};
  } else {
    if (std::in_range<std::int64_t>(integer)) return {static_cast<std::int64_t>(integer)};
    return {std::to_string(integer)};
  }
}

template <typename Element>
[[nodiscard]] Answer to_answer(const std::vector<Element>& elements) {
  AnswerList list;
  list.reserve(elements.size());
  for (const Element& element : elements) list.push_back(to_answer(element));
  return {std::move(list)};
}

}  // namespace greenbench
