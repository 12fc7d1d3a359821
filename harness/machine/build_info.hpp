// How this program was built, and whether its numbers can be trusted for that.
//
//   if (auto flaw = build_flaw()) refuse(*flaw);   // "this is a Debug build"
//   fields.push_back({"compiler", compiler_text()});
#pragma once

#include <optional>
#include <string>

namespace greenbench {

/// "GNU 12.2.0"
[[nodiscard]] std::string compiler_text();
/// The flags as they are where one of them chooses instructions, as -march=native does. Where none does they get the
/// remark that the compiler kept to what every processor of the architecture has: it decides what vector code costs.
[[nodiscard]] std::string with_instruction_set(const std::string& flags);
/// "Release: -O3 -DNDEBUG (baseline instruction set)"
[[nodiscard]] std::string build_text();
/// Why this build should not measure; empty for an optimised build without sanitizers.
[[nodiscard]] std::optional<std::string> build_flaw();

}  // namespace greenbench
