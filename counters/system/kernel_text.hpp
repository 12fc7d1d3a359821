// Numbers and words as the kernel's files write them.
//
//   std::optional<int> package = whole_number<int>("0");              // empty for "0 ", "0x2" and ""
//   std::optional<std::uint64_t> part = whole_number<std::uint64_t>("d0c", 16);
//   if (has_word("fpu vme hypervisor", "hypervisor")) say_virtual();
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace greenbench {

/// A whole text as a number; empty when it is anything else, or more than the type holds.
template <class Integer>
[[nodiscard]] std::optional<Integer> whole_number(std::string_view text, int base = 10) {
  Integer value{};
  const char* const end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, value, base);
  if (failure != std::errc{} || rest != end) return std::nullopt;
  return value;
}

/// Whether `word` is one of the words, set apart by spaces, of `text`.
[[nodiscard]] inline bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

}  // namespace greenbench
