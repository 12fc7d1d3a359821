// How a run is judged, as run.json and the journal keep it. A key that is missing, as in older runs, is the default.

#include <fmt/format.h>

#include "results/files/json_fields.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

std::string text_or_empty(const JsonView& view, const std::string& key) {
  return view.has(key) ? view.at(key).name() : "";
}

double number_in(const JsonView& view, double least, double most) {
  const double number = view.number();
  if (!(number >= least && number <= most)) {
    view.fail(fmt::format("expected a number from {} to {}, found {}", least, most, number));
  }
  return number;
}

/// Of a level or a margin: neither none of something nor all of it.
double fraction_from_json(const JsonView& view) {
  const double number = view.number();
  if (!(number > 0.0 && number < 1.0)) view.fail(fmt::format("expected a number between 0 and 1, found {}", number));
  return number;
}

VariantId baseline_from_json(const JsonView& view) {
  const std::string text = view.text();
  const std::optional<VariantId> id = parse_variant_id(text);
  if (!id) view.fail("expected LANGUAGE:NAME, found " + text);
  return *id;
}

double rate_from_json(const JsonView& view) {
  const double rate = view.number();
  if (!(rate > 0.0)) view.fail(fmt::format("expected more than 0, found {}", rate));
  return rate;
}

CarbonIntensity intensity_from_json(const JsonView& view) {
  constexpr double largest_intensity = 1e5;  // grams per kWh: as --carbon
  CarbonIntensity intensity;
  intensity.kind = place_kind_from_json(view.at("place_kind"));
  intensity.code = text_or_empty(view, "place_code");
  intensity.name = text_or_empty(view, "place_name");
  intensity.value = GramsPerKilowattHour{number_in(view.at("grams_co2e_per_kwh"), 0.0, largest_intensity)};
  if (view.has("year")) intensity.year = view.at("year").whole_int();
  intensity.source = view.at("source").prose();
  return intensity;
}

CarbonSettings carbon_from_json(const JsonView& view) {
  constexpr double largest_pue = 10.0;  // as --pue
  CarbonSettings settings{.intensity = intensity_from_json(view)};
  if (view.has("pue")) settings.pue = number_in(view.at("pue"), 1.0, largest_pue);
  if (view.has("operations_per_second"))
    settings.operations_per_second = rate_from_json(view.at("operations_per_second"));
  return settings;
}

}  // namespace

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

Json to_json(const AnalysisSettings& settings) {
  return {{"level", settings.level},
          {"margin", settings.margin},
          {"baseline", or_null(settings.baseline)},
          {"carbon", or_null(settings.carbon)}};
}

AnalysisSettings analysis_settings_from_json(const JsonView& view) {
  AnalysisSettings settings;
  view.expect_object();
  if (view.has("level")) settings.level = fraction_from_json(view.at("level"));
  if (view.has("margin")) settings.margin = fraction_from_json(view.at("margin"));
  if (view.has("baseline")) settings.baseline = baseline_from_json(view.at("baseline"));
  if (view.has("carbon")) settings.carbon = carbon_from_json(view.at("carbon"));
  return settings;
}

}  // namespace greenbench
