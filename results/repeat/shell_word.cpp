#include "results/repeat/shell_word.hpp"

namespace greenbench {

std::string shell_word(std::string_view text) {
  constexpr std::string_view harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:%@";
  if (!text.empty() && text.find_first_not_of(harmless) == std::string_view::npos) return std::string{text};
  std::string quoted = "'";
  for (const char character : text) quoted += character == '\'' ? std::string{"'\\''"} : std::string{character};
  return quoted + "'";
}

std::string flag_word(std::string_view flag, std::string_view value) {
  if (value.empty()) return std::string{flag};
  std::string text{flag};
  if (!flag.empty()) text += value.starts_with('-') ? "=" : " ";
  return text + shell_word(value);
}

}  // namespace greenbench
