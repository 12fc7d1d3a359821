#include "results/files/json_fields.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace

Json to_json(const JoulesSaved& saved) {
  return {
      {"value", saved.value}, {"interval", or_null(saved.interval)}, {"model_interval", or_null(saved.model_interval)}};
}

Json to_json(const Footprint& footprint) {
  return {{"kwh", footprint.energy.value()}, {"grams_co2e", footprint.co2e.value()}};
}

Json to_json(const VariantFootprint& footprint) {
  return {{"per_operation", to_json(footprint.per_operation)}, {"per_year", or_null(footprint.per_year)}};
}

Json to_json(const FootprintEstimate& estimate) {
  return {{"value", to_json(estimate.value)}, {"low", or_null(estimate.low)}, {"high", or_null(estimate.high)}};
}

Json to_json(const FootprintSaving& saving) {
  return {{"per_operation", to_json(saving.per_operation)}, {"per_year", or_null(saving.per_year)}};
}

Json to_json(const RunFootprint& footprint) {
  return {{"repetitions", to_json(footprint.repetitions)},
          {"repetitions_without_joules", footprint.repetitions_without_joules}};
}

Json to_json(const CarbonSettings& settings) {
  const CarbonIntensity& intensity = settings.intensity;
  return {{"place_kind", name_of(intensity.kind)},
          {"place_code", text_or_null(intensity.code)},
          {"place_name", text_or_null(intensity.name)},
          {"grams_co2e_per_kwh", intensity.value.value()},
          {"year", or_null(intensity.year)},
          {"source", intensity.source},
          {"pue", settings.pue},
          {"operations_per_second", or_null(settings.operations_per_second)}};
}

}  // namespace greenbench
