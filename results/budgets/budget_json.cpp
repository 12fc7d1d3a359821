// Checked budgets for programs; results/schemas/check.schema.json describes its shape. Every key is always there.

#include "results/budgets/budget_writers.hpp"
#include "results/files/json_fields.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

/// Rises by one whenever a reader written for the old shape would misread the new one.
constexpr int check_schema_version = 1;

Json flags_json(const std::vector<SuggestedFlag>& flags) {
  Json list = Json::array();
  for (const SuggestedFlag& each : flags) {
    list.push_back({{"flag", each.flag}, {"text", each.text}, {"value", each.value}});
  }
  return list;
}

Json finding_json(const BudgetFinding& finding) {
  return {{"budget", finding.budget},
          {"line", finding.line},
          {"hotspot", finding.hotspot},
          {"size", finding.size},
          {"variant", finding.variant.text()},
          {"metric", name_of(finding.limit.metric)},
          {"against", finding.limit.increase ? Json(finding.reference) : Json(nullptr)},
          {"limit", finding.limit.limit},
          {"value", or_null(finding.value)},
          {"interval", or_null(finding.interval)},
          {"estimated", finding.estimated},
          {"outcome", name_of(finding.outcome)},
          {"reason", finding.reason},
          {"remedy", finding.remedy},
          {"flags", flags_json(finding.flags)}};
}

}  // namespace

std::string write_budgets_json(const BudgetReport& report, const WriteOptions& /*options*/) {
  Json counts = Json::object();
  for (const BudgetOutcome each : all_budget_outcomes) counts[std::string{name_of(each)}] = count_of(report, each);
  Json findings = Json::array();
  for (const BudgetFinding& finding : report.findings) findings.push_back(finding_json(finding));
  const Json document{{"check_schema_version", check_schema_version},
                      {"file", report.file},
                      {"run", to_json(report.run)},
                      {"settings", {{"level", report.settings.level}, {"carbon", or_null(report.settings.carbon)}}},
                      {"joules", name_of(report.provenance)},
                      {"outcome", name_of(outcome_of(report))},
                      {"counts", std::move(counts)},
                      {"findings", std::move(findings)},
                      {"not_checked", report.not_checked},
                      {"warnings", list_to_json(report.warnings)}};
  return json_text(document, 2) + "\n";
}

}  // namespace greenbench
