#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>
#include <string_view>

#include "harness/reference/pages.hpp"

namespace greenbench {
namespace {

/// A hyphen that can be copied into a command, and the characters that man(7) means something else by.
std::string roff_character(char character) {
  switch (character) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '~':
      return "\\(ti";
    case '^':
      return "\\(ha";
    case '`':
      return "\\(ga";
    default:
      return {character};
  }
}

/// Text that is shown as it stands; no line of it is taken for a request.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    const bool begins_line = escaped.empty() || escaped.back() == '\n';
    if (begins_line && character == '.') escaped += "\\&";
    escaped += roff_character(character);
  }
  return escaped;
}

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string flag_text(const FlagPage& flag) {
  std::string text;
  for (const std::string& name : flag.names) text += (text.empty() ? "" : ", ") + bold(name);
  return flag.takes_value ? text + " " + italic(flag.value.name) : text;
}

std::string operand_text(const OperandPage& operand) {
  const std::string text = italic(operand.value.name) + (operand.several ? " ..." : "");
  return operand.required ? text : "[" + text + "]";
}

std::string synopsis(const CommandPage& command) {
  std::string text = bold("greenbench " + command.name);
  if (!command.flags.empty()) text += " [" + italic("flags") + "]";
  for (const OperandPage& operand : command.operands) text += " " + operand_text(operand);
  return text + "\n";
}

std::string entry(const std::string& term, const std::string& description) {
  return ".TP\n" + term + "\n" + roff(description) + "\n";
}

/// Between two lines of which one belongs to an example and the other does not.
std::string_view edge_of_example(bool before, bool after) {
  if (before == after) return {};
  return after ? ".RS 4\n.nf\n" : ".fi\n.RE\n";
}

/// Indented lines stand as they are, as commands and markers do; the others make paragraphs, which blank lines part.
std::string footer_text(const std::string& footer) {
  std::string text;
  bool is_example = false;
  bool begins_paragraph = true;
  std::istringstream lines{footer};
  for (std::string line; std::getline(lines, line);) {
    const bool indented = line.starts_with("  ");
    text += edge_of_example(is_example, indented);
    if (!indented && !line.empty() && (begins_paragraph || is_example)) text += ".PP\n";
    begins_paragraph = line.empty();
    is_example = indented;
    if (!line.empty()) text += roff(line.substr(indented ? 2 : 0)) + "\n";
  }
  return text.append(edge_of_example(is_example, false));
}

std::string command_section(const CommandPage& command) {
  std::string text =
      ".SS " + roff(command.name) + "\n" + synopsis(command) + ".PP\n" + roff(command.description) + ".\n";
  for (const OperandPage& operand : command.operands) text += entry(italic(operand.value.name), operand.description);
  for (const FlagPage& flag : command.flags) text += entry(flag_text(flag), flag.description);
  return text + footer_text(command.footer);
}

constexpr std::string_view rest = R"(.SH ENVIRONMENT
.TP
.B GREENBENCH_PYTHON
The Python executable whose environment workloads run in.
.TP
.B TMPDIR
Where temporary files are made.
.TP
.B NO_COLOR
Where it is set, nothing is coloured.
)";

}  // namespace

std::string man_page(const ProgramPage& program) {
  std::string text =
      fmt::format(".TH GREENBENCH 1 \"\" \"greenbench {}\" \"User Commands\"\n.nh\n.ad l\n", roff(program.version));
  text += ".SH NAME\ngreenbench \\- measure the energy, time and power of competing implementations\n.SH SYNOPSIS\n";
  for (const CommandPage& command : program.commands) {
    text += (text.ends_with("SYNOPSIS\n") ? "" : ".br\n") + synopsis(command);
  }
  text += ".SH DESCRIPTION\n" + roff(program.program.description) + "\n" + footer_text(program.program.footer);
  text += ".SH OPTIONS\n";
  for (const FlagPage& flag : program.program.flags) text += entry(flag_text(flag), flag.description);
  text += ".SH COMMANDS\n";
  for (const CommandPage& command : program.commands) text += command_section(command);
  return text + std::string{rest};
}

}  // namespace greenbench
