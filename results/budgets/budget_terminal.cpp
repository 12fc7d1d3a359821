// Checked budgets for people at a terminal: one table, then what would decide the rest.

#include <fmt/format.h>

#include <algorithm>

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

/// A heading stands where it changes.
void draw_findings(Page& page, const BudgetReport& report) {
  WrappedTable table{{{"variant", 0.3}, {"cost", 0.1}, {"measured"}, {"limit", 0.15}, {"finding", 0.12}}};
  std::string last;
  for (const BudgetFinding& finding : report.findings) {
    const std::string heading = heading_of(finding);
    if (heading != last) table.add_heading(heading);
    last = heading;
    table.add({printable(finding.variant.text()), cost_text(finding), measured_text(finding), limit_alone(finding),
               std::string{name_of(finding.outcome)}},
              style_of_outcome(finding.outcome));
  }
  table.draw(page);
}

/// Findings for the same reason with the same remedy stand together.
void add_open_findings(Page& page, const BudgetReport& report) {
  std::vector<const BudgetFinding*> open;
  for (const BudgetFinding& each : report.findings) {
    if (!each.reason.empty()) open.push_back(&each);
  }
  while (!open.empty()) {
    const BudgetFinding& first = *open.front();
    const auto others = std::stable_partition(open.begin(), open.end(), [&](const BudgetFinding* each) {
      return each->reason == first.reason && each->remedy == first.remedy;
    });
    const auto count = static_cast<std::size_t>(others - open.begin());
    const std::string more = count > 1 ? fmt::format(" (and {} more)", count - 1) : "";
    page.skip_line();
    page.add(fmt::format("{}, {}{}: {}.", place_text(first), cost_text(first), more, first.reason),
             fmt::format("{}: ", name_of(first.outcome)), style_of_outcome(first.outcome));
    page.add(first.remedy, "  ");
    open.erase(open.begin(), others);
  }
}

}  // namespace

std::string write_budgets_terminal(const BudgetReport& report, const WriteOptions& options) {
  Page page{options};
  page.add("greenbench check: a saved run against its budgets", "", Style::bold);
  page.add(report.file, "budgets: ");
  page.add(identity_sentence(report.run), "run:     ");
  page.add(budget_energy_sentence(report));
  page.skip_line();
  draw_findings(page, report);
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
