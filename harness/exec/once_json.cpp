// A single run of a command as a JSON object, for scripts.

#include "analysis/verdicts/comparisons.hpp"
#include "harness/exec/run_once.hpp"
#include "results/files/json.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

constexpr int once_schema_version = 1;

template <typename Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// The domains of the plan are those of the meter, in its order.
Json domains_of(const EnergyUse& use, const Plan& plan) {
  Json domains = Json::array();
  for (std::size_t i = 0; i < use.domains.size() && i < plan.domains.size(); ++i) {
    const DomainRecord& domain = plan.domains[i];
    domains.push_back({{"source", domain.source},
                       {"name", domain.name},
                       {"counted", domain.counted},
                       {"joules", use.domains[i].value()}});
  }
  return domains;
}

}  // namespace

std::string once_json(const OnceResult& once, const Command& command, const Plan& plan) {
  const auto* use = std::get_if<EnergyUse>(&once.energy);
  const std::optional<std::string> reason = why_no_joules(once.energy);
  const bool known = !reason;
  return json_text(Json{{"once_schema_version", once_schema_version},
                        {"command", command.arguments},
                        {"exit_code", once.end.code},
                        {"joules", known ? Json(use->total.value()) : Json(nullptr)},
                        {"uncertainty_joules", known ? Json(use->total_uncertainty.value()) : Json(nullptr)},
                        {"seconds", use != nullptr ? Json(use->wall.value()) : Json(nullptr)},
                        {"watts", known ? Json((use->total / use->wall).value()) : Json(nullptr)},
                        {"cpu_seconds", once.cpu.value()},
                        {"peak_resident_bytes", or_null(once.end.peak_resident_bytes)},
                        {"provenance", name_of(provenance_of(plan.domains))},
                        {"power_model", plan.power_model ? Json(plan.power_model->name) : Json(nullptr)},
                        {"domains", known ? domains_of(*use, plan) : Json::array()},
                        {"no_joules", or_null(reason)}});
}

}  // namespace greenbench
