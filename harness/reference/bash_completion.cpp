#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "harness/reference/pages.hpp"

namespace greenbench {
namespace {

constexpr std::string_view bash_start = R"(# Completion of greenbench for bash, made by: greenbench generate bash

_greenbench() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command='' flags='' offers='' files='' is_value=''
    # The "=" of --flag=value is a word of its own.
    if [[ $word == = ]]; then
        word=''
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if ((COMP_CWORD > 1)); then command=${COMP_WORDS[1]}; fi
    case $command in
)";

constexpr std::string_view bash_end = R"(    esac
    if [[ -z $is_value && $word == -* ]]; then offers=$flags files=''; fi
    mapfile -t COMPREPLY < <(compgen -W "$offers" -- "$word")
    if [[ $files ]]; then
        local found
        mapfile -t found < <(compgen -f -- "$word")
        if ((${#found[@]})); then
            COMPREPLY+=("${found[@]}")
            compopt -o filenames 2>/dev/null # fails outside of a completion
        fi
    fi
}

complete -F _greenbench greenbench
)";

std::string names_of(const std::vector<FlagPage>& flags) {
  std::vector<std::string> names;
  for (const FlagPage& flag : flags) std::ranges::copy(flag.names, std::back_inserter(names));
  return fmt::format("{}", fmt::join(names, " "));
}

std::string assignments(const std::vector<std::string>& offers, bool files) {
  return fmt::format("offers='{}' files={}", fmt::join(offers, " "), files ? "yes" : "''");
}

std::string value_case(const FlagPage& flag) {
  return fmt::format("                {}) is_value=yes {} ;;\n", fmt::join(flag.names, " | "),
                     assignments(flag.value.offers, flag.value.files));
}

std::string operands_text(const CommandPage& command, std::vector<std::string> offers) {
  bool files = false;
  for (const OperandPage& operand : command.operands) {
    std::ranges::copy(operand.value.offers, std::back_inserter(offers));
    files = files || operand.value.files;
  }
  return assignments(offers, files);
}

std::string command_case(const CommandPage& command, const std::string& pattern) {
  std::string text = fmt::format("        {})\n            flags='{}'\n            {}\n            case $before in\n",
                                 pattern, names_of(command.flags), operands_text(command, {}));
  for (const FlagPage& flag : command.flags) {
    if (flag.takes_value) text += value_case(flag);
  }
  return text + "            esac\n            ;;\n";
}

}  // namespace

std::string bash_completion(const ProgramPage& program) {
  const auto implied = std::ranges::find(program.commands, program.implied_command, &CommandPage::name);
  std::vector<std::string> commands;
  for (const CommandPage& command : program.commands) commands.push_back(command.name);
  std::string text{bash_start};
  text +=
      fmt::format("        '') flags='{}' {} ;;\n", names_of(program.program.flags), operands_text(*implied, commands));
  for (const CommandPage& command : program.commands) {
    if (command.name != implied->name) text += command_case(command, command.name);
  }
  return text + command_case(*implied, "*") + std::string{bash_end};
}

}  // namespace greenbench
