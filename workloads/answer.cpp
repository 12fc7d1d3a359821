#include "workloads/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "workloads/rounding.hpp"

namespace greenbench {
namespace {

using Difference = std::optional<std::string>;

constexpr std::size_t excerpt_bytes = 20;
constexpr std::size_t elements_described = 3;

std::string escaped(char character) {
  const auto byte = static_cast<unsigned char>(character);
  if (character == '\n') return "\\n";
  if (character == '"' || character == '\\') return {'\\', character};
  if (byte < 0x20 || byte >= 0x7f) return fmt::format("\\x{:02x}", byte);
  return {character};
}

/// The bytes from `start` on, quoted, printable and cut to a length that fits into a message.
std::string excerpt(std::string_view text, std::size_t start) {
  if (start >= text.size()) return "the end";
  std::string quoted = "\"";
  for (const char character : text.substr(start, excerpt_bytes)) quoted += escaped(character);
  quoted += '"';
  if (text.size() - start > excerpt_bytes) quoted += "...";
  return quoted;
}

bool agree_within(double expected, double got, double relative_tolerance) {
  if (expected == got || (std::isnan(expected) && std::isnan(got))) return true;
  // Without this an infinity would lie within any tolerance of itself times a finite number.
  if (!std::isfinite(expected) || !std::isfinite(got)) return false;
  return std::abs(expected - got) <= relative_tolerance * std::max(std::abs(expected), std::abs(got));
}

/// Compares without rounding the integer to a double: beyond 2^53 neighbouring integers share one.
bool exactly_equal(std::int64_t integer, double real) {
  constexpr double two_to_the_63 = 9223372036854775808.0;
  if (!(real >= -two_to_the_63 && real < two_to_the_63)) return false;
  return std::trunc(real) == real && static_cast<std::int64_t>(real) == integer;
}

template <typename Value>
constexpr bool is_sequence = std::is_same_v<Value, std::vector<double>> || std::is_same_v<Value, AnswerList>;

Answer element(const std::vector<double>& array, std::size_t index) {
  return {array[index]};
}

const Answer& element(const AnswerList& list, std::size_t index) {
  return list[index];
}

template <typename Sequence>
std::string first_elements(const Sequence& sequence) {
  std::string text;
  for (std::size_t index = 0; index < std::min(sequence.size(), elements_described); ++index)
    text += (index == 0 ? ": " : ", ") + describe(element(sequence, index));
  if (sequence.size() > elements_described) text += ", ...";
  return text;
}

std::string first_entries(const AnswerMap& map) {
  std::string text;
  for (std::size_t index = 0; index < std::min(map.keys.size(), elements_described); ++index)
    text += (index == 0 ? ": " : ", ") + describe(map.keys[index]) + " -> " + describe(map.values[index]);
  if (map.keys.size() > elements_described) text += ", ...";
  return text;
}

struct Describer {
  std::string operator()(std::monostate) const { return "nothing"; }
  std::string operator()(bool truth) const { return truth ? "true" : "false"; }
  std::string operator()(std::int64_t integer) const { return fmt::format("integer {}", integer); }
  std::string operator()(double real) const { return fmt::format("real number {}", real); }
  std::string operator()(const std::string& text) const {
    if (text.empty()) return "empty text";
    return fmt::format("text of {} bytes {}", text.size(), excerpt(text, 0));
  }
  std::string operator()(const std::vector<double>& array) const {
    return fmt::format("array of {} real numbers{}", array.size(), first_elements(array));
  }
  std::string operator()(const AnswerList& list) const {
    return fmt::format("list of {} elements{}", list.size(), first_elements(list));
  }
  std::string operator()(const AnswerSet& set) const {
    return fmt::format("set of {} elements{}", set.elements.size(), first_elements(set.elements));
  }
  std::string operator()(const AnswerMap& map) const {
    return fmt::format("dictionary of {} entries{}", map.keys.size(), first_entries(map));
  }
};

/// How far apart two numbers are that may differ by rounding alone; empty for others.
std::string distance(double expected, double got) {
  constexpr double next_to_nothing = 1e-12;
  if (!std::isfinite(expected) || !std::isfinite(got)) return {};
  const double relative = relative_difference(expected, got);
  if (relative <= largest_rounding) return fmt::format(" (relative difference {:.2g})", relative);
  if (std::abs(expected - got) > next_to_nothing) return {};
  return fmt::format(" (difference {:.2g}; so near 0 no tolerance accepts rounding: round the result itself)",
                     std::abs(expected - got));
}

/// One overload for every pair of kinds that may agree; the last template catches all other pairs.
struct Comparer {
  double relative_tolerance;

  Difference operator()(std::monostate, std::monostate) const { return {}; }
  Difference operator()(bool expected, bool got) const { return unless(expected == got, expected, got); }
  Difference operator()(std::int64_t expected, std::int64_t got) const {
    return unless(expected == got, expected, got);
  }
  Difference operator()(double expected, double got) const {
    return unless_close(agree_within(expected, got, relative_tolerance), expected, got);
  }
  Difference operator()(std::int64_t expected, double got) const {
    return unless_close(mixed_agree(expected, got), expected, got);
  }
  Difference operator()(double expected, std::int64_t got) const {
    return unless_close(mixed_agree(got, expected), expected, got);
  }
  Difference operator()(const std::string& expected, const std::string& got) const;
  Difference operator()(const AnswerSet& expected, const AnswerSet& got) const {
    return (*this)(expected.elements, got.elements);
  }
  Difference operator()(const AnswerMap& expected, const AnswerMap& got) const;

  template <typename Expected, typename Got>
  requires(is_sequence<Expected>&& is_sequence<Got>) Difference operator()(const Expected& expected,
                                                                           const Got& got) const;

  template <typename Expected, typename Got>
  Difference operator()(const Expected& expected, const Got& got) const {
    return unless(false, expected, got);
  }

 private:
  [[nodiscard]] bool mixed_agree(std::int64_t integer, double real) const {
    return exactly_equal(integer, real) ||
           (relative_tolerance > 0.0 && agree_within(static_cast<double>(integer), real, relative_tolerance));
  }

  template <typename Expected, typename Got>
  static Difference unless(bool agree, const Expected& expected, const Got& got) {
    if (agree) return {};
    return Describer{}(expected) + " against " + Describer{}(got);
  }

  template <typename Expected, typename Got>
  static Difference unless_close(bool agree, const Expected& expected, const Got& got) {
    Difference found = unless(agree, expected, got);
    if (found) *found += distance(static_cast<double>(expected), static_cast<double>(got));
    return found;
  }
};

Difference Comparer::operator()(const std::string& expected, const std::string& got) const {
  if (expected == got) return {};
  const auto place = std::ranges::mismatch(expected, got);
  const auto byte = static_cast<std::size_t>(place.in1 - expected.begin());
  const std::string sizes = expected.size() == got.size() ? fmt::format("{}", got.size())
                                                          : fmt::format("{} and {}", expected.size(), got.size());
  return fmt::format("texts of {} bytes differ at byte {}: {} against {}", sizes, byte, excerpt(expected, byte),
                     excerpt(got, byte));
}

template <typename Expected, typename Got>
requires(is_sequence<Expected>&& is_sequence<Got>) Difference Comparer::operator()(const Expected& expected,
                                                                                   const Got& got) const {
  const std::string sizes = expected.size() == got.size()
                                ? std::string{}
                                : fmt::format("{} elements against {}", expected.size(), got.size());
  for (std::size_t index = 0; index < std::min(expected.size(), got.size()); ++index) {
    const Difference inner = difference(element(expected, index), element(got, index), relative_tolerance);
    if (inner) return fmt::format("{}{}at element {}: {}", sizes, sizes.empty() ? "" : "; ", index, *inner);
  }
  if (!sizes.empty()) return sizes;
  return {};
}

Difference Comparer::operator()(const AnswerMap& expected, const AnswerMap& got) const {
  if (const Difference keys = (*this)(expected.keys, got.keys)) return "keys: " + *keys;
  for (std::size_t index = 0; index < expected.keys.size(); ++index) {
    const Difference inner = difference(expected.values[index], got.values[index], relative_tolerance);
    if (inner) return fmt::format("at key {}: {}", describe(expected.keys[index]), *inner);
  }
  return {};
}

}  // namespace

Difference difference(const Answer& expected, const Answer& got, double relative_tolerance) {
  return std::visit(Comparer{relative_tolerance}, expected.value, got.value);
}

std::string describe(const Answer& answer) {
  return std::visit(Describer{}, answer.value);
}

}  // namespace greenbench
