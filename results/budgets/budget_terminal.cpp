// Checked budgets for people at a terminal: one table, then what would decide the rest.

#include <fmt/format.h>

#include <cstddef>

#include "results/budgets/budget_text.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/text/compare_captions.hpp"
#include "results/text/display_text.hpp"
#include "results/text/number_text.hpp"
#include "results/writers/wrapped_table.hpp"

namespace greenbench {
namespace {

Style style_of_outcome(BudgetOutcome outcome) {
  switch (outcome) {
    case BudgetOutcome::within:
      return Style::green;
    case BudgetOutcome::exceeded:
    case BudgetOutcome::failed:
      return Style::red;
    case BudgetOutcome::undecided:
      return Style::yellow;
  }
  return Style::plain;
}

/// What stands above a finding: its hotspot, and what an increase is counted from.
std::string heading_of(const BudgetFinding& finding) {
  const std::string hotspot = hotspot_title(finding.hotspot, finding.size);
  return finding.limit.increase ? fmt::format("{}, increase over {}", hotspot, finding.reference) : hotspot;
}

/// More than these are not read: what is within is then only counted.
constexpr std::size_t most_rows = 10;

/// A heading stands where it changes. Without `all`, what is within is left out.
void draw_findings(Page& page, const BudgetReport& report, bool all) {
  WrappedTable table{{{"variant", 0.3}, {"cost", 0.1}, {"measured"}, {"limit", 0.15}, {"finding", 0.12}}};
  std::string last;
  for (const BudgetFinding& finding : report.findings) {
    if (!all && finding.outcome == BudgetOutcome::within) continue;
    const std::string heading = heading_of(finding);
    if (heading != last) table.add_heading(heading);
    last = heading;
    table.add({printable(finding.variant.text()), cost_text(finding), measured_text(finding), limit_alone(finding),
               std::string{name_of(finding.outcome)}},
              style_of_outcome(finding.outcome));
  }
  table.draw(page);
}

void add_open_findings(Page& page, const BudgetReport& report) {
  for (const OpenFindings& open : open_findings(report)) {
    page.skip_line();
    page.add(open_text(open) + ".", fmt::format("{}: ", name_of(open.first->outcome)),
             style_of_outcome(open.first->outcome));
    page.add(open.first->remedy, "  ");
  }
}

}  // namespace

std::string write_budgets_terminal(const BudgetReport& report, const WriteOptions& options) {
  Page page{options};
  page.add("greenbench check: a saved run against its budgets", "", Style::bold);
  page.add(report.file, "budgets: ");
  page.add(identity_sentence(report.run), "run:     ");
  page.add(budget_energy_sentence(report));
  const std::size_t within = count_of(report, BudgetOutcome::within);
  const bool all = options.detail == Detail::everything || report.findings.size() <= most_rows || within == 0;
  if (all || within < report.findings.size()) {
    page.skip_line();
    draw_findings(page, report, all);
  }
  if (!all) page.add(fmt::format("{} within {} not shown; --verbose shows all.", within, within == 1 ? "is" : "are"));
  add_open_findings(page, report);
  if (!report.not_checked.empty()) page.skip_line();
  for (const std::string& each : report.not_checked) page.add(each, "not checked: ");
  page.skip_line();
  page.add(budget_count_sentence(report), "", Style::bold);
  page.add(budget_caption(report));
  if (!report.warnings.empty()) page.skip_line();
  for (const Warning& warning : report.warnings) {
    page.add(warning.text, "warning: ", Style::yellow);
    page.add(warning.remedy, " remedy: ");
  }
  return page.take();
}

}  // namespace greenbench
