// Checked budgets as workflow commands of GitHub Actions, which become annotations at the budget's line: an error for
// what is exceeded or failed, a warning for what is undecided. The escapes are those of actions/toolkit,
// core/command.ts.

#include <fmt/format.h>

#include <string_view>

#include "results/budgets/budget_text.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

/// In the text of a command a line end would begin a new one.
std::string command_data(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    switch (character) {
      case '%':
        escaped += "%25";
        break;
      case '\r':
        escaped += "%0D";
        break;
      case '\n':
        escaped += "%0A";
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

/// In a property a colon or a comma would end it, too.
std::string command_property(std::string_view text) {
  std::string escaped;
  for (const char character : command_data(text)) {
    if (character == ':') {
      escaped += "%3A";
    } else if (character == ',') {
      escaped += "%2C";
    } else {
      escaped += character;
    }
  }
  return escaped;
}

std::string command_for(const BudgetReport& report, const BudgetFinding& finding) {
  if (finding.outcome == BudgetOutcome::within) return "";
  const std::string_view kind = finding.outcome == BudgetOutcome::undecided ? "warning" : "error";
  const std::string title = printable(fmt::format("{}: {}", finding.budget, name_of(finding.outcome)));
  std::string message = fmt::format("{}: {}", place_text(finding), finding_sentence(finding));
  if (!finding.remedy.empty()) message += ". " + finding.remedy;
  return fmt::format("::{} file={},line={},title={}::{}\n", kind, command_property(report.file), finding.line,
                     command_property(title), command_data(printable(message)));
}

}  // namespace

std::string write_budgets_github(const BudgetReport& report, const WriteOptions& /*options*/) {
  std::string text;
  for (const BudgetFinding& finding : report.findings) text += command_for(report, finding);
  for (const Warning& warning : report.warnings) {
    text += fmt::format("::warning title={}::{}\n", command_property(warning.code),
                        command_data(printable(fmt::format("{} {}", warning.text, warning.remedy))));
  }
  return text + fmt::format("greenbench check: {}\n", budget_count_sentence(report));
}

}  // namespace greenbench
