// A comparison of two runs for programs; results/schemas/compare.schema.json describes its shape. Every key is always
// there.

#include "results/files/json_fields.hpp"
#include "results/model/names.hpp"
#include "results/text/change_text.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

/// Rises by one whenever a reader written for the old shape would misread the new one.
constexpr int compare_schema_version = 1;

Json to_json(const Spread& spread) {
  return {{"standard_error", spread.standard_error}, {"degrees_of_freedom", spread.degrees_of_freedom}};
}

Json to_json(const RunRatio& ratio) {
  return {{"value", ratio.value},
          {"shift", ratio.shift},
          {"spread", or_null(ratio.spread)},
          {"interval", or_null(ratio.interval)},
          {"equivalence_interval", or_null(ratio.equivalence_interval)},
          {"model_interval", or_null(ratio.model_interval)},
          {"model_error", or_null(ratio.model_error)},
          {"p_value", ratio.p_value},
          {"p_adjusted", ratio.p_adjusted}};
}

namespace {

/// Two runs have no common baseline to choose.
Json settings_json(const AnalysisSettings& settings) {
  return {{"level", settings.level}, {"margin", settings.margin}};
}

template <class Value>
Json named_or_null(const std::optional<Value>& value) {
  return value ? Json(name_of(*value)) : Json(nullptr);
}

Json text_or_null(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json(nullptr);
}

Json id_or_null(const std::optional<VariantId>& id) {
  return id ? Json(id->text()) : Json(nullptr);
}

Json json_of(const VariantChange& change) {
  return {{"variant", change.id.text()},
          {"baseline", change.baseline},
          {"rounds_before", change.rounds_before},
          {"rounds_after", change.rounds_after},
          {"energy", or_null(change.energy)},
          {"time", to_json(change.time)},
          {"power", or_null(change.power)},
          {"energy_verdict", name_of(change.energy_verdict)},
          {"time_verdict", name_of(change.time_verdict)},
          {"energy_note", change.energy_note},
          {"time_note", change.time_note}};
}

template <class Value>
Json json_list(const std::vector<Value>& values);

Json json_of(const HotspotChange& hotspot) {
  return {{"id", hotspot.id},
          {"size", hotspot.size},
          {"control", hotspot.control},
          {"variants", json_list(hotspot.variants)}};
}

Json json_of(const NotCompared& entry) {
  return {{"hotspot", entry.hotspot},
          {"variant", id_or_null(entry.variant)},
          {"reason", entry.reason},
          {"lost", entry.lost}};
}

Json json_of(const FieldChange& change) {
  return {{"key", change.key}, {"before", text_or_null(change.before)}, {"after", text_or_null(change.after)}};
}

Json json_of(const GateFinding& finding) {
  return {{"hotspot", finding.hotspot},
          {"variant", id_or_null(finding.variant)},
          {"quantity", named_or_null(finding.quantity)},
          {"ratio", or_null(finding.ratio)},
          {"interval", or_null(finding.interval)},
          {"half_width", or_null(finding.half_width)},
          {"needed_half_width", or_null(finding.needed_half_width)},
          {"reason", finding.reason}};
}

template <class Value>
Json json_list(const std::vector<Value>& values) {
  Json list = Json::array();
  for (const Value& value : values) list.push_back(json_of(value));
  return list;
}

Json json_of(const std::optional<Gate>& gate) {
  if (!gate) return nullptr;
  return {{"bound", gate->bound},
          {"outcome", name_of(gate->outcome)},
          {"comparisons", gate->comparisons},
          {"regressions", json_list(gate->regressions)},
          {"open", json_list(gate->open)},
          {"reason", gate->reason}};
}

Json json_of(const std::optional<OverallChange>& overall) {
  if (!overall) return nullptr;
  return {{"variants", overall->variants},
          {"hotspots", overall->hotspots},
          {"energy", or_null(overall->energy)},
          {"time", to_json(overall->time)}};
}

}  // namespace

std::string write_comparison_json(const RunComparison& comparison, const WriteOptions& /*options*/) {
  Json warnings = Json::array();
  for (const Warning& warning : comparison.warnings) warnings.push_back(to_json(warning));
  const Json document{{"compare_schema_version", compare_schema_version},
                      {"settings", settings_json(comparison.settings.analysis)},
                      {"before", to_json(comparison.before)},
                      {"after", to_json(comparison.after)},
                      {"energy", named_or_null(comparison.energy)},
                      {"energy_note", comparison.energy_note},
                      {"comparisons", comparison.comparisons},
                      {"hotspots", json_list(comparison.hotspots)},
                      {"not_compared", json_list(comparison.not_compared)},
                      {"drift", json_list(comparison.drift)},
                      {"overall", json_of(comparison.overall)},
                      {"gate", json_of(comparison.gate)},
                      {"environment", json_list(comparison.environment)},
                      {"plan", json_list(comparison.plan)},
                      {"warnings", std::move(warnings)}};
  return json_text(document, 2) + "\n";
}

}  // namespace greenbench
