#include <fmt/format.h>

#include <memory>

#include "counters/meter.hpp"
#include "counters/probe.hpp"
#include "harness/commands.hpp"
#include "harness/environment.hpp"
#include "harness/model_record.hpp"
#include "harness/output.hpp"
#include "results/json.hpp"

namespace greenbench {
namespace {

/// One source as found now: what it reads, or why it cannot and what to do.
struct Diagnosis {
  std::string source;
  Provenance provenance = Provenance::measured;
  std::vector<DomainRecord> domains;  ///< empty when unavailable
  std::string reason;
  std::string remedy;
};

Diagnosis diagnose(const ProbeRow& row, const ProbeContext& context) {
  Diagnosis diagnosis{std::string{row.name}, row.provenance, {}, {}, {}};
  ProbeResult result = row.probe(context);
  if (const auto* missing = std::get_if<Unavailable>(&result)) {
    diagnosis.reason = missing->reason;
    diagnosis.remedy = missing->remedy;
    return diagnosis;
  }
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::move(std::get<std::unique_ptr<EnergySource>>(result)));
  const EnergyMeter meter{std::move(sources), {}};
  for (const Domain& domain : meter.domains()) diagnosis.domains.push_back(record_of(domain, diagnosis.source));
  return diagnosis;
}

std::string domain_text(const DomainRecord& domain) {
  std::string text =
      fmt::format("    {:<14} {}, {}", domain.name, domain.counted ? "in the total" : "shown only", domain.where);
  if (domain.provenance == Provenance::measured) {
    text += fmt::format("; steps of {:.3g} µJ", domain.resolution_joules * 1e6);
  }
  if (domain.update_period_seconds) {
    text += fmt::format(" every {:.3g} ms (measured now)", *domain.update_period_seconds * 1e3);
  }
  if (domain.wrap_joules) text += fmt::format(", wraps after {:.4g} J", *domain.wrap_joules);
  return text + "\n";
}

std::string diagnosis_text(const Diagnosis& diagnosis) {
  if (diagnosis.domains.empty()) {
    return fmt::format("  {:<9} not available: {}\n            to do: {}\n", diagnosis.source, diagnosis.reason,
                       diagnosis.remedy);
  }
  std::string text = fmt::format("  {:<9} {}\n", diagnosis.source, name_of(diagnosis.provenance));
  for (const DomainRecord& domain : diagnosis.domains) text += domain_text(domain);
  return text;
}

Json diagnosis_json(const Diagnosis& diagnosis) {
  Json json = {{"source", diagnosis.source},
               {"provenance", name_of(diagnosis.provenance)},
               {"available", !diagnosis.domains.empty()}};
  if (diagnosis.domains.empty()) {
    json["reason"] = diagnosis.reason;
    json["remedy"] = diagnosis.remedy;
    return json;
  }
  json["domains"] = Json::array();
  for (const DomainRecord& domain : diagnosis.domains) json["domains"].push_back(to_json(domain));
  return json;
}

std::string model_text(const PowerModelRecord& model) {
  const auto range = [](const ModelRange& r) {
    return fmt::format("{:.3g} W ({:.3g} to {:.3g})", r.value, r.low, r.high);
  };
  return fmt::format(
      "Power model of the estimate: {}\n  because {}\n  {} CPUs; idle {} per CPU; full load {} per CPU; memory {} per "
      "GiB\n",
      model.name, model.reason, model.cpus, range(model.idle_watts_per_cpu), range(model.full_watts_per_cpu),
      range(model.memory_watts_per_gib));
}

std::string verdict_text(const std::vector<Diagnosis>& diagnoses) {
  for (const Diagnosis& diagnosis : diagnoses) {
    if (diagnosis.domains.empty()) continue;
    return diagnosis.provenance == Provenance::measured
               ? fmt::format("Joules can be measured here, through {}.\n", diagnosis.source)
               : "Joules cannot be measured here; they would be estimated from CPU time.\n";
  }
  return "No source of joules at all.\n";
}

}  // namespace

ExitCode doctor_command(const DoctorOptions& options, const Installation& installation) {
  ProbeContext context{options.roots, choose_power_model(options.roots, options.power_model),
                       std::make_shared<ProcessUsage>(options.roots)};
  std::vector<Diagnosis> diagnoses;
  for (const ProbeRow& row : probe_table()) diagnoses.push_back(diagnose(row, context));
  const auto environment = describe_environment(options.roots, {{}, installation.python.string()});
  const PowerModelRecord model = record_of(context.power_model);
  if (options.json) {
    Json json = {{"sources", Json::array()}, {"power_model", to_json(model)}, {"machine", to_json(environment)}};
    for (const Diagnosis& diagnosis : diagnoses) json["sources"].push_back(diagnosis_json(diagnosis));
    print_text(json_text(json, 2) + "\n");
    return ExitCode::done;
  }
  std::string text = verdict_text(diagnoses) + "\nSources, best first\n";
  for (const Diagnosis& diagnosis : diagnoses) text += diagnosis_text(diagnosis);
  text += "\n" + model_text(model) + "\nMachine\n";
  for (const EnvironmentField& field : environment) text += fmt::format("  {:<28} {}\n", field.key, field.value);
  print_text(text);
  return ExitCode::done;
}

}  // namespace greenbench
