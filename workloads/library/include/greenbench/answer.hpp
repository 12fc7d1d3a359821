// What a variant may return, and how it crosses the boundary to greenbench: nothing, truth values, numbers, text, and
// pairs, tuples, containers, sets and maps of them.
//
//   write_answer(writer, std::vector<double>{0.5, 1.5});
//   write_answer(writer, std::map<std::string, int>{{"a", 1}});
//   write_answer(writer, std::make_pair(3, "three"));
#pragma once

#include <complex>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "greenbench/hotspot_abi.hpp"

namespace greenbench {

namespace detail {

template <class, class = void>
inline constexpr bool is_range = false;
template <class T>
inline constexpr bool is_range<
    T, std::void_t<decltype(std::begin(std::declval<const T&>())), decltype(std::end(std::declval<const T&>()))>> =
    true;

template <class, class = void>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<T, std::void_t<typename T::key_type, typename T::mapped_type>> = true;

template <class, class = void>
inline constexpr bool is_set = false;
template <class T>
inline constexpr bool is_set<T, std::void_t<typename T::key_type>> = !is_map<T>;

/// Doubles that lie side by side.
template <class, class = void>
inline constexpr bool is_double_array = false;
template <class T>
inline constexpr bool is_double_array<
    T, std::enable_if_t<std::is_convertible_v<decltype(std::data(std::declval<const T&>())), const double*>>> =
    std::is_integral_v<decltype(std::size(std::declval<const T&>()))>;

template <class, class = void>
inline constexpr bool is_tuple = false;
template <class T>
inline constexpr bool is_tuple<T, std::void_t<decltype(std::tuple_size<T>::value)>> = true;

template <class>
inline constexpr bool is_complex = false;
template <class Real>
inline constexpr bool is_complex<std::complex<Real>> = true;

template <class>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class>
inline constexpr bool never = false;

inline hotspot_abi::Text as_text(std::string_view text) {
  return {text.data(), text.size()};
}

/// Beyond 64 signed bits an integer is its decimal text, as everywhere in greenbench.
template <class Integer>
void write_integer(const hotspot_abi::AnswerWriter& to, Integer value) {
  if constexpr (std::is_unsigned_v<Integer> && sizeof(Integer) >= sizeof(std::int64_t)) {
    if (value > static_cast<Integer>(std::numeric_limits<std::int64_t>::max())) {
      const std::string decimal = std::to_string(value);
      return to.text(to.context, as_text(decimal));
    }
  }
  to.integer(to.context, static_cast<std::int64_t>(value));
}

}  // namespace detail

template <class Value>
void write_answer(const hotspot_abi::AnswerWriter& to, const Value& value);

namespace detail {

template <class Range>
void write_range(const hotspot_abi::AnswerWriter& to, const Range& range, hotspot_abi::Container kind) {
  to.open(to.context, kind);
  for (const auto& element : range) {
    if constexpr (is_map<Range>) {
      write_answer(to, element.first);
      write_answer(to, element.second);
    } else {
      write_answer(to, element);
    }
  }
  to.close(to.context);
}

template <class... Elements>
void write_list(const hotspot_abi::AnswerWriter& to, const Elements&... elements) {
  to.open(to.context, hotspot_abi::Container::list);
  (write_answer(to, elements), ...);
  to.close(to.context);
}

template <class Range>
void write_container(const hotspot_abi::AnswerWriter& to, const Range& range) {
  if constexpr (is_map<Range>) {
    write_range(to, range, hotspot_abi::Container::map);
  } else if constexpr (is_set<Range>) {
    write_range(to, range, hotspot_abi::Container::set);
  } else if constexpr (is_double_array<Range>) {
    to.reals(to.context, std::data(range), std::size(range));
  } else {
    write_range(to, range, hotspot_abi::Container::list);
  }
}

}  // namespace detail

/// Hands one result to greenbench. Other types are turned into one of these by the hotspot's `check`.
template <class Value>
void write_answer(const hotspot_abi::AnswerWriter& to, const Value& value) {
  if constexpr (std::is_same_v<Value, std::monostate>) {
    to.nothing(to.context);
  } else if constexpr (std::is_same_v<Value, bool>) {
    to.boolean(to.context, value ? 1 : 0);
  } else if constexpr (std::is_integral_v<Value>) {
    detail::write_integer(to, value);
  } else if constexpr (std::is_floating_point_v<Value>) {
    to.real(to.context, static_cast<double>(value));
  } else if constexpr (std::is_convertible_v<const Value&, std::string_view>) {
    to.text(to.context, detail::as_text(value));
  } else if constexpr (detail::is_optional<Value>) {
    value ? write_answer(to, *value) : to.nothing(to.context);
  } else if constexpr (detail::is_complex<Value>) {
    detail::write_list(to, value.real(), value.imag());
  } else if constexpr (detail::is_range<Value>) {
    detail::write_container(to, value);
  } else if constexpr (detail::is_tuple<Value>) {
    std::apply([&](const auto&... elements) { detail::write_list(to, elements...); }, value);
  } else {
    static_assert(detail::never<Value>,
                  "a result of this type cannot be compared: give the class a check(const Result&) that turns it into "
                  "numbers, text, or containers of them");
  }
}

}  // namespace greenbench
