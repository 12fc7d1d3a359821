#include "results/text/outside_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace greenbench {
namespace {

/// Whether this byte of UTF-8 continues a character that began before it.
bool is_inner(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

bool is_usual_number(double value) {
  const double size = std::abs(value);
  return size == 0.0 || (size >= least_number && size <= largest_number);
}

bool is_long_name(std::string_view name) {
  return name.size() - static_cast<std::size_t>(std::ranges::count_if(name, is_inner)) > most_name_characters;
}

std::string shortened(std::string text) {
  if (text.size() <= most_text_bytes) return text;
  constexpr std::size_t room_for_note = 64;
  constexpr std::size_t half = (most_text_bytes - room_for_note) / 2;
  std::size_t first_left_out = half;
  while (first_left_out > 0 && is_inner(text[first_left_out])) --first_left_out;
  std::size_t end = text.size() - half;
  while (end < text.size() && is_inner(text[end])) ++end;
  return fmt::format("{} [{} bytes left out] {}", text.substr(0, first_left_out), end - first_left_out,
                     text.substr(end));
}

}  // namespace greenbench
