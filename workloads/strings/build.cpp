// strings/build in C++: six ways to turn integers into one comma-separated text.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot strings_build();

namespace {

/// Every variant writes a comma after each number and removes the last one, so that all return ",".join's text.
std::string without_last_comma(std::string text) {
  if (!text.empty()) text.pop_back();
  return text;
}

class Build {
 public:
  explicit Build(std::uint64_t size) : numbers_(size) { std::iota(numbers_.begin(), numbers_.end(), 0); }

  std::string concat_new() const;
  std::string append() const;
  std::string append_reserved() const;
  std::string ostringstream() const;
  std::string fmt_memory_buffer() const;
  std::string to_chars() const;

 private:
  std::vector<std::int64_t> numbers_;  ///< 0, 1, 2, ...
};

/// A new text per number, each a copy of everything so far.
std::string Build::concat_new() const {
  std::string text;
  // NOLINTNEXTLINE(performance-inefficient-string-concatenation): what this costs is the question
  for (const std::int64_t number : numbers_) text = text + std::to_string(number) + ",";
  return without_last_comma(std::move(text));
}

std::string Build::append() const {
  std::string text;
  for (const std::int64_t number : numbers_) {
    text += std::to_string(number);
    text += ',';
  }
  return without_last_comma(std::move(text));
}

/// One allocation, of the largest size that the text can have.
std::string Build::append_reserved() const {
  std::string text;
  if (!numbers_.empty()) text.reserve(numbers_.size() * (std::to_string(numbers_.back()).size() + 1));
  for (const std::int64_t number : numbers_) {
    text += std::to_string(number);
    text += ',';
  }
  return without_last_comma(std::move(text));
}

std::string Build::ostringstream() const {
  std::ostringstream stream;
  for (const std::int64_t number : numbers_) stream << number << ',';
  return without_last_comma(stream.str());
}

std::string Build::fmt_memory_buffer() const {
  fmt::memory_buffer buffer;
  for (const std::int64_t number : numbers_) fmt::format_to(std::back_inserter(buffer), "{},", number);
  return without_last_comma(fmt::to_string(buffer));
}

/// No temporary text per number: the digits are written to the stack and appended from there.
std::string Build::to_chars() const {
  std::string text;
  std::array<char, 20> digits;
  for (const std::int64_t number : numbers_) {
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    text.append(digits.data(), end);
    text += ',';
  }
  return without_last_comma(std::move(text));
}

}  // namespace

NativeHotspot strings_build() {
  return native_hotspot<Build>(
      {.id = "strings/build",
       .description = "Integers become one comma-separated text, by += or by the tools made for it. "
                      "Every export, log line and template does this, and the advice to avoid += is rarely measured.",
       .default_size = 30'000,
       .article_size = 1'000'000,
       .sizes = {100, 1'000, 10'000, 100'000, 1'000'000}},
      native_baseline("concat_new", &Build::concat_new,
                      {100'000, "quadratic copying: one iteration at 1,000,000 takes minutes"}),
      native_variant("append", &Build::append), native_variant("append_reserved", &Build::append_reserved),
      native_variant("ostringstream", &Build::ostringstream),
      native_variant("fmt_memory_buffer", &Build::fmt_memory_buffer), native_variant("to_chars", &Build::to_chars));
}

}  // namespace greenbench
