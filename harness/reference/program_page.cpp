#include "harness/reference/program_page.hpp"

#include <algorithm>
#include <string_view>

#include "harness/command_line/command_app.hpp"
#include "harness/command_line/offered_values.hpp"

namespace greenbench {
namespace {

bool is_path(std::string_view type) {
  return type == "FILE" || type == "PATH" || type == "DIR";
}

FlagPage flag_page(CLI::Option& option) {
  FlagPage page;
  for (const std::string& name : option.get_snames()) page.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) page.names.push_back("--" + name);
  page.takes_value = option.get_items_expected_max() > 0;
  page.several = option.get_items_expected_max() > 1;
  if (page.takes_value) {
    page.value = {option.get_type_name(), offered_by(option).names, is_path(option.get_type_name())};
  }
  page.description = option.get_description() + (option.get_required() ? " (required)" : "");
  return page;
}

/// An operand that takes more than the values it offers takes paths.
OperandPage operand_page(CLI::Option& option) {
  const OfferedValues offered = offered_by(option);
  return {{option.get_name(true), offered.names, offered.others},
          option.get_description(),
          option.get_required(),
          option.get_items_expected_max() > 1};
}

CommandPage command_page(CLI::App& app) {
  CommandPage page{app.get_name(), app.get_description(), {}, {}, app.get_footer()};
  for (CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      page.operands.push_back(operand_page(*option));
    } else {
      page.flags.push_back(flag_page(*option));
    }
  }
  return page;
}

/// `greenbench help run` is taken for `greenbench run --help` before anything is parsed.
CommandPage help_page() {
  const OperandPage command{{"COMMAND", command_names(), false}, "The command; without one, the program", false, false};
  return {"help", "Print what --help prints", {}, {command}, {}};
}

}  // namespace

ProgramPage program_page() {
  CommandApp commands;
  ProgramPage page{GREENBENCH_VERSION, command_page(commands.app()), {}, "run"};
  for (const std::string& name : command_names()) {
    page.commands.push_back(command_page(*commands.app().get_subcommand(name)));
  }
  page.commands.push_back(help_page());
  return page;
}

}  // namespace greenbench
