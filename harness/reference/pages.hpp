// The man page, and the completions of shells: each a text made of the commands and their flags.
//
//   print_text(bash_completion(program_page()));
//   print_text(man_page(program_page()));
//   print_text(fish_completion(program_page()));
#pragma once

#include <string>
#include <string_view>

#include "harness/reference/program_page.hpp"

namespace greenbench {

/// In the language of man(7).
[[nodiscard]] std::string man_page(const ProgramPage& program);
/// Files to be sourced by bash 4, as a function of zsh's fpath, and by fish 3.
[[nodiscard]] std::string bash_completion(const ProgramPage& program);
[[nodiscard]] std::string zsh_completion(const ProgramPage& program);
[[nodiscard]] std::string fish_completion(const ProgramPage& program);

}  // namespace greenbench
