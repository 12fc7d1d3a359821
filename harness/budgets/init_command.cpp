// `greenbench init`: a file of budgets to begin with.
#include <fmt/format.h>

#include <system_error>

#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "results/budgets/budget_template.hpp"
#include "results/files/atomic_file.hpp"
#include "results/repeat/shell_word.hpp"

namespace greenbench {

ExitCode init_command(const InitOptions& options) {
  std::error_code ignored;
  // Of a link to nowhere, too.
  if (std::filesystem::exists(std::filesystem::symlink_status(options.file, ignored))) {
    throw UsageError{fmt::format("{} is there already; name another file, as in greenbench init budgets.toml",
                                 options.file.string())};
  }
  const std::filesystem::path folder = options.file.parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    throw UsageError{fmt::format("{}: there is no folder {}; make it first", options.file.string(), folder.string())};
  }
  write_file_atomically(options.file, budget_template());
  const std::string flag = options.file == InitOptions{}.file ? "" : " --budget " + shell_word(options.file.string());
  say("wrote {}; measure something, then: greenbench check{}", options.file.string(), flag);
  return ExitCode::done;
}

}  // namespace greenbench
