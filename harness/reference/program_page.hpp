// What there is to say of the commands and their flags, as plain data: made of the definitions that parse them.
//
//   const ProgramPage program = program_page();
//   program.commands.front().name;                   // "run"
//   program.commands.front().flags.front().names;    // {"-h", "--help"}
#pragma once

#include <string>
#include <vector>

namespace greenbench {

/// What an argument may be.
struct ArgumentValue {
  std::string name;                 ///< "FILE"; empty where there is none
  std::vector<std::string> offers;  ///< names that a shell can complete
  bool files = false;               ///< paths are values, too
};

struct FlagPage {
  std::vector<std::string> names;  ///< "-h", "--help"
  bool takes_value = false;
  bool several = false;  ///< it may be repeated
  ArgumentValue value = {};
  std::string description;
};

/// An argument without a flag.
struct OperandPage {
  ArgumentValue value;
  std::string description;
  bool required = false;
  bool several = false;
};

struct CommandPage {
  std::string name;
  std::string description;
  std::vector<FlagPage> flags;
  std::vector<OperandPage> operands;
  std::string footer;  ///< examples and remarks, with line breaks
};

struct ProgramPage {
  std::string version;
  CommandPage program;  ///< its own flags and remarks
  std::vector<CommandPage> commands;
  std::string implied_command;  ///< what is meant where the first word is no command
};

/// Without the processes that the program starts itself.
[[nodiscard]] ProgramPage program_page();

}  // namespace greenbench
