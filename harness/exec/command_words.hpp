// Command lines: split into words where that needs no shell, and with parameters in place.
//
//   split_words("sort -k 2 'a b.txt'");              // {"sort", "-k", "2", "a b.txt"}
//   split_words("ls *.txt | wc -l");                 // nothing: a shell has to do that
//   with_parameters("make -j {jobs}", {{"jobs", "4"}});   // "make -j 4"
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/command_line/options.hpp"

namespace greenbench {

/// The words of a command line as a POSIX shell would split it: blanks, both kinds of quotes and backslashes. Empty
/// where it has anything that a shell would expand, redirect or combine, an assignment in front, an open quote, or no
/// word at all.
[[nodiscard]] std::optional<std::vector<std::string>> split_words(std::string_view text);

/// The same, where the first word is a program that PATH has too: `cd` and `exit` are a shell's.
[[nodiscard]] std::optional<std::vector<std::string>> words_of_program(std::string_view text);

/// Where execvp() would find the program: a path with a slash as it is, else in PATH. Empty where it is nowhere.
[[nodiscard]] std::optional<std::string> find_program(const std::string& name);

/// One value for each name.
using Parameters = std::map<std::string, std::string>;

/// {name} replaced by its value; other braces stay, those in a value too.
[[nodiscard]] std::string with_parameters(std::string_view text, const Parameters& parameters);

/// Every combination, the first name's values changing slowest. One empty one where there are no parameters.
[[nodiscard]] std::vector<Parameters> combinations(const std::vector<ParameterValues>& parameters);

}  // namespace greenbench
