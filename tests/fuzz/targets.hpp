// What is fuzzed: every reader of texts from outside, and all that is made of what it read.
//
//   const FuzzTarget* target = find_fuzz_target("claims");
//   bool taken = target->take(text);     // returns, whatever the text is; anything else is a finding
//
// A text may be refused with a sentence. An exception of any other kind escapes, and so ends the program.
#pragma once

#include <span>
#include <string_view>

namespace greenbench::testing {

struct FuzzTarget {
  std::string_view name;
  bool (*take)(std::string_view text);  ///< false when it was refused with a sentence
};

/// Whether a message with a name of the standard library or of another one in it is a finding. A fuzzer that sees the
/// comparisons writes such a name into the text itself, and then the message may quote it.
void watch_for_foreign_messages(bool watch);

[[nodiscard]] std::span<const FuzzTarget> fuzz_targets();

/// Null when there is none of that name.
[[nodiscard]] const FuzzTarget* find_fuzz_target(std::string_view name);

}  // namespace greenbench::testing
