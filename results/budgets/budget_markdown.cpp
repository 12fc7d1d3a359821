// Checked budgets for a comment on a pull request: the worst first, what is fine folded away.

#include <fmt/format.h>

#include <string_view>

#include "results/budgets/budget_text.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/text/compare_captions.hpp"
#include "results/text/number_text.hpp"
#include "results/writers/markdown_text.hpp"

namespace greenbench {
namespace {

std::string_view title_of(BudgetOutcome outcome) {
  switch (outcome) {
    case BudgetOutcome::within:
      return "all budgets are kept";
    case BudgetOutcome::exceeded:
      return "a budget is exceeded";
    case BudgetOutcome::failed:
      return "something could not be measured";
    case BudgetOutcome::undecided:
      break;
  }
  return "a budget is undecided";
}

std::string table_of(const BudgetReport& report, bool within) {
  MarkdownTable table{{{"finding"}, {"budget"}, {"hotspot"}, {"variant"}, {"cost"}, {"measured"}, {"limit"}}};
  bool any = false;
  for (const BudgetOutcome outcome : all_budget_outcomes) {
    if ((outcome == BudgetOutcome::within) != within) continue;
    for (const BudgetFinding& finding : report.findings) {
      if (finding.outcome != outcome) continue;
      table.add({std::string{name_of(outcome)}, finding.budget, hotspot_title(finding.hotspot, finding.size),
                 finding.variant.text(), cost_text(finding), measured_text(finding), limit_text(finding)});
      any = true;
    }
  }
  return any ? table.text() : "";
}

std::string open_section(const BudgetReport& report) {
  std::string text;
  for (const OpenFindings& open : open_findings(report)) {
    text += fmt::format("- **{}**: {}. {}\n", name_of(open.first->outcome), escaped(open_text(open)),
                        escaped(open.first->remedy));
  }
  for (const std::string& each : report.not_checked) text += fmt::format("- not checked: {}\n", escaped(each));
  return text.empty() ? "" : "\n" + text;
}

std::string folded(std::string_view title, const std::string& content) {
  return fmt::format("\n<details><summary>{}</summary>\n\n{}\n</details>\n", title, content);
}

}  // namespace

std::string write_budgets_markdown(const BudgetReport& report, const WriteOptions& /*options*/) {
  std::string text =
      fmt::format("## greenbench: {}\n\n**{}**\n", title_of(outcome_of(report)), budget_count_sentence(report));
  if (const std::string open = table_of(report, false); !open.empty()) text += "\n" + open;
  text += open_section(report);
  for (const Warning& warning : report.warnings) {
    text += fmt::format("\n**{}**: {} *Remedy:* {}\n", escaped(warning.code), escaped(warning.text),
                        escaped(warning.remedy));
  }
  if (const std::string within = table_of(report, true); !within.empty()) {
    text += folded(fmt::format("{} within", count_of(report, BudgetOutcome::within)), within);
  }
  text +=
      folded("How to read this", fmt::format("- Budgets: {}\n- Run: {}\n- {}\n\n{}\n", escaped(report.file),
                                             escaped(identity_sentence(report.run)),
                                             escaped(budget_energy_sentence(report)), escaped(budget_caption(report))));
  return text;
}

}  // namespace greenbench
