#include "harness/doctor/doctor_report.hpp"
#include "results/files/json_fields.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

Json to_json(const ReadCost& cost) {
  return {{"median_seconds", cost.median.value()},
          {"lower_quartile_seconds", cost.lower_quartile.value()},
          {"upper_quartile_seconds", cost.upper_quartile.value()},
          {"reads", cost.reads}};
}

Json to_json(const SourceDiagnosis& source) {
  Json json = {
      {"source", source.source}, {"provenance", name_of(source.provenance)}, {"available", source.is_available()}};
  if (!source.is_available()) {
    json["reason"] = source.reason;
    json["remedy"] = source.remedy;
    return json;
  }
  json["read_cost"] = to_json(*source.read_cost);
  json["domains"] = list_to_json(source.domains);
  return json;
}

Json to_json(const SharedDomain& domain) {
  return {{"name", domain.name},
          {"counting_joules", domain.counting.value()},
          {"shown_joules", domain.shown.value()},
          {"ratio", or_null(domain.ratio)},
          {"finding", domain.finding ? Json(*domain.finding) : Json(nullptr)}};
}

Json to_json(const CrossCheck& check) {
  Json json = {{"counting_source", check.counting_source},
               {"shown_source", check.shown_source},
               {"window_seconds", check.window.value()},
               {"domains", Json::array()},
               {"fault", check.fault ? Json(*check.fault) : Json(nullptr)}};
  for (const SharedDomain& domain : check.domains) json["domains"].push_back(to_json(domain));
  return json;
}

Json to_json(const Risk& risk) {
  return {{"name", risk.name}, {"finding", risk.finding}, {"advice", risk.advice}};
}

template <class Entry>
Json list_of(const std::vector<Entry>& entries) {
  Json list = Json::array();
  for (const Entry& entry : entries) list.push_back(to_json(entry));
  return list;
}

}  // namespace

Json to_json(const DoctorReport& report) {
  return {{"sources", list_of(report.sources)},           {"cross_checks", list_of(report.cross_checks)},
          {"noise_risks", list_of(report.risks)},         {"power_model", to_json(report.power_model)},
          {"model_errors", to_json(report.model_errors)}, {"machine", to_json(report.machine)}};
}

}  // namespace greenbench
