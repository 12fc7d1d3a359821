#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "harness/reference/pages.hpp"

namespace greenbench {
namespace {

constexpr std::string_view fish_start = R"(# Completion of greenbench for fish, made by: greenbench generate fish

# Whether the first word is this command, or no command where this one is implied.
function __greenbench_command
    set -l words (commandline -opc)
    set -q words[2]; or return 1
    if contains -- $words[2] {commands}
        test $words[2] = $argv[1]
    else
        test {implied} = $argv[1]
    end
end

function __greenbench_first
    test (count (commandline -opc)) -eq 1
end

complete -c greenbench -f
)";

std::string fish_text(std::string_view text) {
  std::string escaped = "'";
  for (const char character : text) {
    if (character == '\'' || character == '\\') escaped += '\\';
    escaped += character;
  }
  return escaped + "'";
}

std::string offers_text(const ArgumentValue& value) {
  return value.offers.empty() ? "" : fmt::format(" -a '{}'", fmt::join(value.offers, " "));
}

/// "--suite" is " -l suite", "-h" is " -s h".
std::string name_text(const std::string& name) {
  return name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
}

std::string flag_line(const std::string& condition, const FlagPage& flag) {
  std::string text = "complete -c greenbench -n " + fish_text(condition);
  for (const std::string& name : flag.names) text += name_text(name);
  if (flag.takes_value) text += (flag.value.files ? " -r -F" : " -x") + offers_text(flag.value);
  return text + " -d " + fish_text(flag.description) + "\n";
}

std::string operand_line(const std::string& condition, const OperandPage& operand) {
  return fmt::format("complete -c greenbench -n {}{}{} -d {}\n", fish_text(condition), operand.value.files ? " -F" : "",
                     offers_text(operand.value), fish_text(operand.value.name));
}

std::string lines_of(const std::string& condition, const CommandPage& command) {
  std::string text;
  for (const FlagPage& flag : command.flags) text += flag_line(condition, flag);
  for (const OperandPage& operand : command.operands) text += operand_line(condition, operand);
  return text;
}

}  // namespace

std::string fish_completion(const ProgramPage& program) {
  constexpr const char* first = "__greenbench_first";
  std::vector<std::string> names;
  std::string text = lines_of(first, program.program);
  for (const CommandPage& command : program.commands) {
    names.push_back(command.name);
    text +=
        fmt::format("complete -c greenbench -n {} -a {} -d {}\n", first, command.name, fish_text(command.description));
    text += lines_of("__greenbench_command " + command.name, command);
    if (command.name != program.implied_command) continue;
    for (const OperandPage& operand : command.operands) text += operand_line(first, operand);
  }
  return fmt::format(fmt::runtime(fish_start), fmt::arg("commands", fmt::join(names, " ")),
                     fmt::arg("implied", program.implied_command)) +
         text;
}

}  // namespace greenbench
