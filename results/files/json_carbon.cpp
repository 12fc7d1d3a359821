#include "results/files/json_fields.hpp"

namespace greenbench {
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

}  // namespace greenbench
