#include "results/text/display_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace greenbench {
namespace {

struct CodePointRange {
  std::uint32_t first;
  std::uint32_t last;
};

/// Combining marks, zero-width characters and variation selectors.
constexpr std::array zero_width{CodePointRange{0x0300, 0x036F}, CodePointRange{0x200B, 0x200F},
                                CodePointRange{0x20D0, 0x20FF}, CodePointRange{0xFE00, 0xFE0F},
                                CodePointRange{0xFEFF, 0xFEFF}};

/// Wide and full-width blocks of Unicode's East Asian Width, and emoji.
constexpr std::array double_width{
    CodePointRange{0x1100, 0x115F}, CodePointRange{0x2E80, 0xA4CF},   CodePointRange{0xAC00, 0xD7A3},
    CodePointRange{0xF900, 0xFAFF}, CodePointRange{0xFE30, 0xFE6F},   CodePointRange{0xFF00, 0xFF60},
    CodePointRange{0xFFE0, 0xFFE6}, CodePointRange{0x1F300, 0x1FAFF}, CodePointRange{0x20000, 0x3FFFD}};

/// C0 but for the line feed, DEL and C1; marks of direction; separators of lines and paragraphs; the two last ones,
/// which no XML may have.
constexpr std::array steering{CodePointRange{0x00, 0x09},     CodePointRange{0x0B, 0x1F},
                              CodePointRange{0x7F, 0x9F},     CodePointRange{0x061C, 0x061C},
                              CodePointRange{0x200E, 0x200F}, CodePointRange{0x2028, 0x202E},
                              CodePointRange{0x2066, 0x2069}, CodePointRange{0xFFFE, 0xFFFF}};

template <std::size_t Count>
bool contains(const std::array<CodePointRange, Count>& ranges, std::uint32_t point) {
  return std::ranges::any_of(
      ranges, [point](const CodePointRange& range) { return point >= range.first && point <= range.last; });
}

/// Bytes of the character that begins with `lead`; 1 for a byte that begins none.
std::size_t character_length(unsigned char lead) {
  if (lead >= 0xF0) return 4;
  if (lead >= 0xE0) return 3;
  if (lead >= 0xC0) return 2;
  return 1;
}

std::string_view first_character(std::string_view text) {
  return text.substr(0, character_length(static_cast<unsigned char>(text.front())));
}

std::uint32_t code_point(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return lead;
  std::uint32_t point = lead & (0x7FU >> character.size());
  for (const char byte : character.substr(1)) point = (point << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  return point;
}

/// Bytes of the character that `text` begins with; 0 where that is not UTF-8.
std::size_t utf8_length(std::string_view text) {
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const std::string_view character = first_character(text);
  const auto is_inner = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  const auto lead = static_cast<unsigned char>(text.front());
  const bool is_lead = lead < 0x80 || (lead >= 0xC2 && lead <= 0xF4);
  const std::size_t length = character_length(lead);
  if (!is_lead || character.size() < length || !std::ranges::all_of(character.substr(1), is_inner)) return 0;
  const std::uint32_t point = code_point(character);
  const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
  return point >= least.at(length) && point <= 0x10FFFF && !is_surrogate ? length : 0;
}

std::size_t character_width(std::string_view character) {
  const std::uint32_t point = code_point(character);
  if (contains(zero_width, point)) return 0;
  return contains(double_width, point) ? 2 : 1;
}

/// Whether `word` needs no more than `width` columns. Looks no further than that: of a word of a megabyte little is
/// left over when a line is full, and so again for every line.
bool fits(std::string_view word, std::size_t width) {
  std::size_t used = 0;
  while (!word.empty() && used <= width) {
    const std::string_view character = first_character(word);
    used += character_width(character);
    word.remove_prefix(character.size());
  }
  return used <= width;
}

/// Bytes of `word` that fit into `width` columns, at least one character; after the last _ or / among them.
std::size_t break_inside(std::string_view word, std::size_t width) {
  std::size_t fitting = 0;
  std::size_t after_joint = 0;
  std::size_t used = 0;
  while (fitting < word.size()) {
    const std::string_view character = first_character(word.substr(fitting));
    used += character_width(character);
    if (used > width && fitting > 0) break;
    fitting += character.size();
    if (character == "_" || character == "/") after_joint = fitting;
  }
  return after_joint > 0 && fitting < word.size() ? after_joint : fitting;
}

/// The lines of one paragraph, filled word by word.
class Paragraph {
 public:
  Paragraph(const Wrapping& wrapping, std::vector<std::string>& lines) : wrapping_(wrapping), lines_(lines) {
    open_line();
  }

  void add(std::string_view word) {
    while (!word.empty()) {
      const std::size_t gap = begun_ ? 1 : 0;
      if (used_ + gap <= wrapping_.width && fits(word, wrapping_.width - used_ - gap)) {
        append(word);
        return;
      }
      if (begun_) {
        open_line();
        continue;
      }
      const std::size_t left = wrapping_.width - std::min(wrapping_.width - 1, used_);
      const std::size_t bytes = break_inside(word, left);
      append(word.substr(0, bytes));
      word.remove_prefix(bytes);
    }
  }

 private:
  void open_line() {
    lines_.emplace_back(lines_.empty() ? wrapping_.first_indent : wrapping_.indent);
    used_ = display_width(lines_.back());
    begun_ = false;
  }
  void append(std::string_view word) {
    if (begun_) lines_.back() += ' ';
    used_ += (begun_ ? 1 : 0) + display_width(word);
    lines_.back() += word;
    begun_ = true;
  }

  const Wrapping& wrapping_;
  std::vector<std::string>& lines_;
  std::size_t used_ = 0;  ///< columns of the last line
  bool begun_ = false;
};

std::string with_indent(std::string_view line, const Wrapping& wrapping, bool first) {
  return std::string{first ? wrapping.first_indent : wrapping.indent}.append(line);
}

/// Takes the text up to `separator` off the front of `rest`.
std::string_view take_until(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    width += character_width(character);
    text.remove_prefix(character.size());
  }
  return width;
}

std::vector<std::string> wrap(std::string_view text, const Wrapping& wrapping) {
  std::vector<std::string> lines;
  do {
    std::string_view line = take_until(text, '\n');
    if (const std::string whole = with_indent(line, wrapping, lines.empty()); display_width(whole) <= wrapping.width) {
      lines.push_back(whole);
      continue;
    }
    Paragraph paragraph{wrapping, lines};
    while (!line.empty()) paragraph.add(take_until(line, ' '));
  } while (!text.empty());
  return lines;
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (text.front() == '\t') {
      result += ' ';
    } else if (length == 0 || contains(steering, code_point(text.substr(0, length)))) {
      result += '?';
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

}  // namespace greenbench
