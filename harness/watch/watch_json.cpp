#include "harness/watch/watch_report.hpp"
#include "results/files/json_fields.hpp"

namespace greenbench {
namespace {

constexpr int watch_schema_version = 1;

const char* name_of_end(WatchEnd end) {
  switch (end) {
    case WatchEnd::duration:
      return "duration";
    case WatchEnd::processes_ended:
      return "processes_ended";
    case WatchEnd::interrupted:
      return "interrupted";
  }
  return "duration";
}

Json domains_to_json(const WatchResult& watched, const EnergyUse& use) {
  Json domains = Json::array();
  for (std::size_t i = 0; i < use.domains.size(); ++i) {
    const DomainRecord& domain = watched.domains.at(i);
    domains.push_back({{"source", domain.source},
                       {"name", domain.name},
                       {"counted", domain.counted},
                       {"joules", use.domains[i].value()},
                       {"watts", (use.domains[i] / use.wall).value()}});
  }
  return domains;
}

/// "of" says whose joules these are.
Json energy_to_json(const WatchResult& watched) {
  if (const auto* fault = std::get_if<MeterFault>(&watched.energy)) {
    return {{"joules", nullptr}, {"reason", fault->reason}};
  }
  const auto& use = std::get<EnergyUse>(watched.energy);
  return {{"provenance", watched.power_model ? "estimated" : "measured"},
          {"of", watched.power_model ? "processes" : "machine"},
          {"power_model", watched.power_model ? Json(watched.power_model->name) : Json(nullptr)},
          {"seconds", use.wall.value()},
          {"joules", use.total.value()},
          {"uncertainty_joules", use.total_uncertainty.value()},
          {"watts", (use.total / use.wall).value()},
          {"domains", domains_to_json(watched, use)}};
}

/// What a process has in common with the sum of all.
Json shares_to_json(const WatchResult& watched, Seconds cpu, Seconds seconds, const std::optional<Joules>& joules) {
  const bool lasted = seconds > Seconds{};
  return {{"seconds", seconds.value()},
          {"cpu_seconds", cpu.value()},
          {"mean_busy_cpus", lasted ? Json(cpu / seconds) : Json(nullptr)},
          {"share_of_busy_time", or_null(share_of_busy_time(watched, cpu))},
          {"estimated_joules", joules ? Json(joules->value()) : Json(nullptr)},
          {"estimated_watts", joules && lasted ? Json((*joules / seconds).value()) : Json(nullptr)}};
}

Json process_to_json(const WatchResult& watched, const WatchedProcess& process) {
  Json json = {{"pid", process.process}, {"name", process.name}, {"ended", process.ended}};
  json.update(shares_to_json(watched, process.cpu, process.seconds, joules_of(watched, process.cpu)));
  json["peak_resident_bytes"] = or_null(process.peak_resident_bytes);
  return json;
}

}  // namespace

Json to_json(const WatchResult& watched) {
  Json processes = Json::array();
  for (const WatchedProcess& process : watched.processes) processes.push_back(process_to_json(watched, process));
  return {{"watch_schema_version", watch_schema_version},
          {"requested_seconds", watched.request.duration.value()},
          {"with_children", watched.request.with_descendants},
          {"end", name_of_end(watched.end)},
          {"machine_busy_seconds", watched.busy ? Json(watched.busy->value()) : Json(nullptr)},
          {"energy", energy_to_json(watched)},
          {"processes", std::move(processes)},
          {"sum", shares_to_json(watched, cpu_of_all(watched), watched.seconds, joules_of_all(watched))}};
}

}  // namespace greenbench
