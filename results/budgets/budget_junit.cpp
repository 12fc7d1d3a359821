// Checked budgets as JUnit XML, for what shows test results: one test case per finding. What is exceeded is a failure,
// what could not be measured an error, and what is undecided is skipped, with its reason.

#include <fmt/format.h>

#include "results/budgets/budget_text.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/text/compare_captions.hpp"
#include "results/text/number_text.hpp"
#include "results/text/xml_text.hpp"

namespace greenbench {
namespace {

std::string outcome_element(const BudgetFinding& finding, const std::string& message) {
  switch (finding.outcome) {
    case BudgetOutcome::exceeded:
      return fmt::format("      <failure type=\"exceeded\" message=\"{}\"/>\n", message);
    case BudgetOutcome::failed:
      return fmt::format("      <error type=\"failed\" message=\"{}\"/>\n", message);
    case BudgetOutcome::undecided:
      return fmt::format("      <skipped message=\"{}\"/>\n", message);
    case BudgetOutcome::within:
      break;
  }
  return "";
}

/// A name occurs once: a budget has one limit of a kind for a metric.
std::string case_of(const BudgetFinding& finding) {
  const std::string name =
      fmt::format("{}: {} {}{}", finding.budget, finding.variant.text(), name_of(finding.limit.metric),
                  finding.limit.increase ? " against " + finding.reference : "");
  const std::string sentence = finding_sentence(finding);
  return fmt::format(
      "    <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n{}      <system-out>{}</system-out>\n"
      "    </testcase>\n",
      xml_text(hotspot_title(finding.hotspot, finding.size)), xml_text(name),
      outcome_element(finding, xml_text(sentence)),
      xml_text(sentence + (finding.remedy.empty() ? "" : "\n" + finding.remedy)));
}

}  // namespace

std::string write_budgets_junit(const BudgetReport& report, const WriteOptions& /*options*/) {
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\"", report.findings.size(),
                  count_of(report, BudgetOutcome::exceeded), count_of(report, BudgetOutcome::failed),
                  count_of(report, BudgetOutcome::undecided));
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"greenbench check\" {0}>\n  <testsuite "
      "name=\"{1}\" {0}>\n    <properties>\n      <property name=\"run\" value=\"{2}\"/>\n      <property "
      "name=\"joules\" value=\"{3}\"/>\n    </properties>\n",
      counts, xml_text(report.file), xml_text(identity_sentence(report.run)),
      report.provenance == Provenance::measured ? "measured" : "estimated");
  for (const BudgetFinding& finding : report.findings) text += case_of(finding);
  return text + "  </testsuite>\n</testsuites>\n";
}

}  // namespace greenbench
