// The values that a flag offers: for its check, for the completion of a shell, for the man page.
//
//   offer_only(*app.add_option("--language", languages), "language", {"python", "cpp"});    // others are refused
//   offer(*app.add_option("--suite", suites), bundled_suites());                           // others are fine
//   offered_by(option).names;                                                              // {"python", "cpp"}
//
// CLI11 keeps them with the flag, as the name of a check: there they show up neither in the help nor in a message.
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class Option;
}

namespace greenbench {

struct OfferedValues {
  std::vector<std::string> names;
  bool others = true;  ///< something else is a value, too
};

/// None of `names` has a blank in it. `what` they are stands in the message: "unknown format 'pdf'".
CLI::Option* offer_only(CLI::Option& option, const std::string& what, const std::vector<std::string>& names);
CLI::Option* offer(CLI::Option& option, const std::vector<std::string>& names);
[[nodiscard]] OfferedValues offered_by(CLI::Option& option);

}  // namespace greenbench
