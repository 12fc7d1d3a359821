#include <algorithm>
#include <array>

#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "harness/reference/pages.hpp"

namespace greenbench {
namespace {

struct Page {
  std::string_view name;
  std::string (*text)(const ProgramPage& program);
};

/// The names that the command takes.
constexpr std::array pages{Page{"man", man_page}, Page{"bash", bash_completion}, Page{"zsh", zsh_completion},
                           Page{"fish", fish_completion}};

}  // namespace

ExitCode generate_command(const GenerateOptions& options) {
  const auto page = std::ranges::find(pages, options.what, &Page::name);
  print_text(page->text(program_page()));
  return ExitCode::done;
}

}  // namespace greenbench
