// Messages to the user, on standard error.
//
//   say("saved in {}", folder.string());      // greenbench: saved in runs/one
//
// A message that cannot be written (a full disk, a closed terminal, a reader that went away) is dropped: what was
// measured, and the exit code, matter more than the words about them.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "results/text/display_text.hpp"
#include "results/text/outside_limits.hpp"

namespace greenbench {

/// Writes `text` to standard error as it is, or as much of it as can be written.
void write_message(std::string_view text) noexcept;

/// A line that names the program, cut in its middle where it is very long. What a workload, a file's name or a
/// docstring put into it cannot steer the terminal.
template <typename... Values>
void say(fmt::format_string<Values...> format, Values&&... values) {
  const std::string text = shortened(fmt::format(format, std::forward<Values>(values)...));
  write_message(fmt::format("greenbench: {}\n", printable(text)));
}

/// To be called before any file is opened. A standard descriptor that the caller closed would be given to the next
/// file, which would then receive the report or the messages. Input and messages go nowhere instead; standard output
/// cannot be written, so that a report that is lost is still an error.
void hold_standard_descriptors() noexcept;

}  // namespace greenbench
