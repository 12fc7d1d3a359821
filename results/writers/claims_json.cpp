// Checked claims for programs; results/schemas/claims.schema.json describes its shape. Every key is always there.

#include <cmath>

#include "results/files/json_fields.hpp"
#include "results/model/names.hpp"
#include "results/text/claim_text.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

/// Rises by one whenever a reader written for the old shape would misread the new one.
constexpr int claims_schema_version = 1;

Json finite_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// The statement as it stands in a file of claims: its key and its value there.
struct StatementJson {
  Json operator()(const RatioClaim& claim) const { return made("ratio", claim.ratio, claim.tolerance); }
  Json operator()(const RangeClaim& claim) const {
    return made("range", Json::array({claim.low, claim.high}), nullptr);
  }
  Json operator()(const SavingClaim& claim) const {
    return made("saving", Json::array({claim.low, claim.high}), nullptr);
  }
  Json operator()(const DifferenceClaim& claim) const { return made("difference", claim.amount, claim.tolerance); }
  Json operator()(const OrderClaim& claim) const { return made("order", name_of(claim.order), nullptr); }
  Json operator()(const GrowthClaim& /*claim*/) const { return made("grows_with_size", true, nullptr); }

 private:
  static Json made(const char* kind, Json value, Json tolerance) {
    return {{"kind", kind}, {"value", std::move(value)}, {"tolerance", std::move(tolerance)}};
  }
};

Json range_json(const ClaimStatement& statement) {
  const std::optional<ClaimedRange> range = claimed_range(statement);
  if (!range) return nullptr;
  return {{"low", range->low}, {"high", finite_or_null(range->high)}};
}

Json claim_json(const Claim& claim) {
  return {{"id", claim.id},
          {"sentence", claim.sentence},
          {"source", claim.source},
          {"hotspot", claim.hotspot},
          {"variant", claim.variant.text()},
          {"baseline", claim.baseline.text()},
          {"metric", name_of(claim.metric)},
          {"size", or_null(claim.size)},
          {"statement", std::visit(StatementJson{}, claim.statement)},
          {"claimed_range", range_json(claim.statement)}};
}

Json measurement_json(const ClaimMeasurement& measurement) {
  return {{"size", measurement.size},
          {"effect", measurement.effect == ClaimEffect::ratio ? "ratio" : "difference"},
          {"value", measurement.value},
          {"interval", or_null(measurement.interval)},
          {"model_interval", or_null(measurement.model_interval)},
          {"rounds", measurement.rounds}};
}

Json answer_json(const ClaimAnswer& answer) {
  Json measurements = Json::array();
  for (const ClaimMeasurement& each : answer.measurements) measurements.push_back(measurement_json(each));
  return {{"claim", claim_json(answer.claim)},
          {"answer", name_of(answer.answer)},
          {"estimated_answer", answer.estimated ? Json("~" + std::string{name_of(*answer.estimated)}) : Json(nullptr)},
          {"reason", answer.reason},
          {"measurements", std::move(measurements)},
          {"notes", answer.notes}};
}

}  // namespace

std::string write_claims_json(const ClaimsReport& report, const WriteOptions& /*options*/) {
  Json counts = Json::object();
  for (const ClaimVerdict each : all_claim_verdicts) counts[std::string{name_of(each)}] = count_of(report, each);
  Json answers = Json::array();
  for (const ClaimAnswer& answer : report.answers) answers.push_back(answer_json(answer));
  Json warnings = Json::array();
  for (const Warning& warning : report.warnings) warnings.push_back(to_json(warning));
  const Json document{{"claims_schema_version", claims_schema_version},
                      {"file", report.file},
                      {"run", to_json(report.run)},
                      {"settings", {{"level", report.settings.level}, {"margin", report.settings.margin}}},
                      {"joules", name_of(report.provenance)},
                      {"counts", std::move(counts)},
                      {"claims", std::move(answers)},
                      {"warnings", std::move(warnings)}};
  return json_text(document, 2) + "\n";
}

}  // namespace greenbench
