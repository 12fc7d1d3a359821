// Text as a POSIX shell must be given it.
//
//   shell_word("strings/build");      // strings/build
//   shell_word("my bench's.py");      // 'my bench'\''s.py'
//   flag_word("--file", "-mine.py");  // --file=-mine.py: a word of its own would be taken for a flag
#pragma once

#include <string>
#include <string_view>

namespace greenbench {

/// One word. In quotes unless all of it is harmless.
[[nodiscard]] std::string shell_word(std::string_view text);

/// A flag and its value: two words, or one where the value begins with a dash. An empty flag: the value alone. An empty
/// value: the flag alone.
[[nodiscard]] std::string flag_word(std::string_view flag, std::string_view value);

}  // namespace greenbench
