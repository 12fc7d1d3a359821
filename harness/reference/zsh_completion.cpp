#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "harness/reference/pages.hpp"

namespace greenbench {
namespace {

constexpr std::string_view zsh_end = R"(
_greenbench() {
    local -a commands
    commands=(
COMMANDS    )
    if ((CURRENT == 2)); then
        if [[ $words[2] == -* ]]; then
            __greenbench_program
        else
            _describe -t commands command commands
            _alternative NAMES
        fi
        return
    fi
    if (($+functions[__greenbench_command_$words[2]])); then
        shift words
        ((CURRENT--))
        __greenbench_command_$words[1]
    else
        __greenbench_command_IMPLIED
    fi
}

if [[ $funcstack[1] == _greenbench ]]; then
    _greenbench "$@"
else
    compdef _greenbench greenbench
fi
)";

std::string replaced(std::string text, std::string_view what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

/// Inside a specification of _arguments, which stands in single quotes.
std::string zsh_text(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    if (std::string_view{"\\[]:"}.find(character) != std::string_view::npos) escaped += '\\';
    escaped += character == '\'' ? "'\\''" : std::string{character};
  }
  return escaped;
}

/// Where names and paths are values.
std::string alternatives(const ArgumentValue& value) {
  return fmt::format("\"names:name:({})\" \"files:file:_files\"", fmt::join(value.offers, " "));
}

std::string action(const ArgumentValue& value) {
  if (value.offers.empty()) return value.files ? "_files" : " ";
  if (!value.files) return fmt::format("({})", fmt::join(value.offers, " "));
  return "{_alternative " + alternatives(value) + "}";
}

std::string flag_lines(const FlagPage& flag) {
  std::string text;
  for (const std::string& name : flag.names) {
    text += fmt::format(" \\\n        '{}{}{}[{}]", flag.several ? "*" : "", name, flag.takes_value ? "=" : "",
                        zsh_text(flag.description));
    if (flag.takes_value) text += fmt::format(":{}:{}", zsh_text(flag.value.name), action(flag.value));
    text += "'";
  }
  return text;
}

std::string operand_line(const OperandPage& operand) {
  return fmt::format(" \\\n        '{}:{}:{}'", operand.several ? "*" : "", zsh_text(operand.value.name),
                     action(operand.value));
}

std::string function(const std::string& name, const CommandPage& command) {
  std::string text = fmt::format("\n{}() {{\n    _arguments -S :", name);
  for (const FlagPage& flag : command.flags) text += flag_lines(flag);
  for (const OperandPage& operand : command.operands) text += operand_line(operand);
  return text + "\n}\n";
}

}  // namespace

std::string zsh_completion(const ProgramPage& program) {
  std::string text = "#compdef greenbench\n# Completion of greenbench for zsh, made by: greenbench generate zsh\n";
  std::string commands;
  for (const CommandPage& command : program.commands) {
    text += function("__greenbench_command_" + command.name, command);
    commands += fmt::format("        '{}:{}'\n", command.name, zsh_text(command.description));
  }
  text += function("__greenbench_program", program.program);
  const auto implied = std::ranges::find(program.commands, program.implied_command, &CommandPage::name);
  const std::string names = alternatives(implied->operands.front().value);
  return text + replaced(replaced(replaced(std::string{zsh_end}, "COMMANDS", commands), "NAMES", names), "IMPLIED",
                         implied->name);
}

}  // namespace greenbench
