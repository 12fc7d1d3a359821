#include <fmt/format.h>

#include "results/files/json_fields.hpp"
#include "results/files/plan_check.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

Json to_json(const ModelParameter& range) {
  return {{"value", range.value}, {"low", range.low}, {"high", range.high}};
}

ModelParameter model_range_from_json(const JsonView& view) {
  return {.value = view.at("value").number(), .low = view.at("low").number(), .high = view.at("high").number()};
}

VariantId variant_id_from_json(const JsonView& view) {
  return {.language = view.at("language").name(), .name = view.at("name").name()};
}

Json to_json(const PlannedCommand& command) {
  return {{"arguments", command.arguments},
          {"prepare", command.prepare},
          {"conclude", command.conclude},
          {"input", command.input},
          {"output", command.output},
          {"reads_output", command.reads_output},
          {"warm_up_runs", command.warm_up_runs},
          {"ignores_failure", command.ignores_failure},
          {"ignored_codes", command.ignored_codes},
          {"folder", command.folder},
          {"environment", command.environment}};
}

std::string text_at(const JsonView& view, const char* key) {
  return view.has(key) ? view.at(key).text() : std::string{};
}

PlannedCommand command_from_json(const JsonView& view) {
  const auto text = [](const JsonView& entry) { return entry.text(); };
  const auto texts_at = [&](const char* key) {
    return view.has(key) ? list_from_json(view.at(key), text) : std::vector<std::string>{};
  };
  const auto code = [](const JsonView& entry) { return entry.small_count(); };
  if (view.at("arguments").size() == 0) view.at("arguments").fail("expected at least 1 entry, found 0");
  return {.arguments = list_from_json(view.at("arguments"), text),
          .prepare = list_from_json(view.at("prepare"), text),
          .conclude = list_from_json(view.at("conclude"), text),
          .input = view.at("input").text(),
          .output = view.at("output").text(),
          .reads_output = view.at("reads_output").boolean(),
          .warm_up_runs = view.at("warm_up_runs").small_count(),
          .ignores_failure = view.at("ignores_failure").boolean(),
          .ignored_codes = list_from_json(view.at("ignored_codes"), code),
          .folder = text_at(view, "folder"),
          .environment = texts_at("environment")};
}

Json to_json(const VariantSource& source) {
  return {{"file", source.file},
          {"hotspot", source.hotspot},
          {"name", source.name},
          {"revision", to_json(source.revision)}};
}

VariantSource source_from_json(const JsonView& view) {
  return {.file = view.at("file").text(),
          .hotspot = view.at("hotspot").name(),
          .name = view.at("name").name(),
          .revision = revision_tree_from_json(view.at("revision"))};
}

Json to_json(const PlannedVariant& variant) {
  return {{"language", variant.id.language},
          {"name", variant.id.name},
          {"baseline", variant.baseline},
          {"command", variant.command ? to_json(*variant.command) : Json{}},
          {"source", variant.source ? to_json(*variant.source) : Json{}}};
}

PlannedVariant planned_variant_from_json(const JsonView& view) {
  return {.id = variant_id_from_json(view),
          .baseline = view.at("baseline").boolean(),
          .command = view.has("command") ? std::optional{command_from_json(view.at("command"))} : std::nullopt,
          .source = view.has("source") ? std::optional{source_from_json(view.at("source"))} : std::nullopt};
}

Json to_json(const LeftOut& left_out) {
  return {{"language", left_out.id.language}, {"name", left_out.id.name}, {"reason", left_out.reason}};
}

LeftOut left_out_from_json(const JsonView& view) {
  return {.id = variant_id_from_json(view), .reason = view.at("reason").prose()};
}

Json to_json(const ServerSettings& server) {
  return {{"latency_seconds", server.latency_seconds}, {"body_bytes", server.body_bytes}};
}

ServerSettings server_from_json(const JsonView& view) {
  return {.latency_seconds = view.at("latency_seconds").number(), .body_bytes = view.at("body_bytes").count()};
}

template <class Value>
Json list_of(const std::vector<Value>& values) {
  Json list = Json::array();
  for (const Value& value : values) list.push_back(to_json(value));
  return list;
}

/// A list of at most `most`: what is compared with all the others of its list, or drawn beside them.
template <class Read>
auto short_list_from_json(const JsonView& view, std::size_t most, Read read) {
  if (view.size() > most) view.fail(fmt::format("expected at most {} entries, found {}", most, view.size()));
  return list_from_json(view, read);
}

Json to_json(const Revisions& revisions) {
  return {{"reference", revisions.reference},   {"old_commit", revisions.old_commit},
          {"new_commit", revisions.new_commit}, {"dirty", revisions.dirty},
          {"repository", revisions.repository}, {"build", revisions.build}};
}

Revisions revisions_from_json(const JsonView& view) {
  return {.reference = view.at("reference").text(),
          .old_commit = view.at("old_commit").text(),
          .new_commit = view.at("new_commit").text(),
          .dirty = view.at("dirty").boolean(),
          .repository = view.at("repository").text(),
          .build = view.at("build").text()};
}

}  // namespace

Json to_json(const Limits& limits) {
  return {{"precision", limits.precision},
          {"min_rounds", limits.min_rounds},
          {"max_rounds", limits.max_rounds},
          {"time_limit_seconds", limits.time_limit_seconds},
          {"min_region_seconds", limits.min_region_seconds},
          {"round_seconds", limits.round_seconds},
          {"worker_timeout_seconds", limits.worker_timeout_seconds},
          {"max_other_load", limits.max_other_load}};
}

Limits limits_from_json(const JsonView& view) {
  return {.precision = view.at("precision").number(),
          .min_rounds = view.at("min_rounds").small_count(),
          .max_rounds = view.at("max_rounds").small_count(),
          .time_limit_seconds = view.at("time_limit_seconds").number(),
          .min_region_seconds = view.at("min_region_seconds").number(),
          .round_seconds = view.at("round_seconds").number(),
          .worker_timeout_seconds = view.at("worker_timeout_seconds").number(),
          .max_other_load = view.at("max_other_load").number()};
}

Json to_json(const PowerModel& model) {
  return {{"name", model.name},
          {"reason", model.reason},
          {"scope", model.scope},
          {"cpus", model.cpus},
          {"idle_watts_per_cpu", to_json(model.idle_watts_per_cpu)},
          {"full_watts_per_cpu", to_json(model.full_watts_per_cpu)},
          {"memory_watts_per_gib", to_json(model.memory_watts_per_gib)},
          {"load_exponent", model.load_exponent}};
}

double load_exponent_from_json(const JsonView& view) {
  const double exponent = view.number();
  if (!(exponent > 0.0 && exponent <= most_load_exponent)) {
    view.fail(fmt::format("must be above 0 and at most {}, not {}", most_load_exponent, exponent));
  }
  return exponent;
}

PowerModel power_model_from_json(const JsonView& view) {
  PowerModel model;
  model.name = view.at("name").name();
  model.reason = view.at("reason").prose();
  model.cpus = view.at("cpus").whole_int();
  model.idle_watts_per_cpu = model_range_from_json(view.at("idle_watts_per_cpu"));
  model.full_watts_per_cpu = model_range_from_json(view.at("full_watts_per_cpu"));
  model.memory_watts_per_gib = model_range_from_json(view.at("memory_watts_per_gib"));
  // Runs of version 0.1 have neither: their model was a straight line.
  if (view.has("scope")) model.scope = view.at("scope").prose();
  if (view.has("load_exponent")) model.load_exponent = load_exponent_from_json(view.at("load_exponent"));
  return model;
}

Json to_json(const DomainRecord& domain) {
  return {{"name", domain.name},
          {"source", domain.source},
          {"where", domain.where},
          {"provenance", name_of(domain.provenance)},
          {"counted", domain.counted},
          {"resolution_joules", domain.resolution_joules},
          {"update_period_seconds", or_null(domain.update_period_seconds)},
          {"wrap_joules", or_null(domain.wrap_joules)},
          {"update_jitter_seconds", or_null(domain.update_jitter_seconds)}};
}

DomainRecord domain_from_json(const JsonView& view) {
  return {.name = view.at("name").name(),
          .source = view.at("source").name(),
          .where = view.at("where").text(),
          .provenance = provenance_from_json(view.at("provenance")),
          .counted = view.at("counted").boolean(),
          .resolution_joules = view.at("resolution_joules").number(),
          .update_period_seconds = optional_number(view, "update_period_seconds"),
          .wrap_joules = optional_number(view, "wrap_joules"),
          .update_jitter_seconds = optional_number(view, "update_jitter_seconds")};
}

Json to_json(const PlannedHotspot& hotspot) {
  return {{"id", hotspot.id},
          {"description", hotspot.description},
          {"file", hotspot.file},
          {"size", hotspot.size},
          {"relative_tolerance", hotspot.relative_tolerance},
          {"variants", list_of(hotspot.variants)},
          {"left_out", list_of(hotspot.left_out)},
          {"server", hotspot.server ? to_json(*hotspot.server) : Json{}},
          {"parallel", hotspot.parallel}};
}

PlannedHotspot planned_hotspot_from_json(const JsonView& view) {
  return {.id = view.at("id").name(),
          .description = view.at("description").prose(),
          .file = view.at("file").text(),
          .size = view.at("size").count(),
          .relative_tolerance = view.at("relative_tolerance").number(),
          .variants = short_list_from_json(view.at("variants"), most_variants, planned_variant_from_json),
          .left_out = short_list_from_json(view.at("left_out"), most_variants, left_out_from_json),
          .server = view.has("server") ? std::optional{server_from_json(view.at("server"))} : std::nullopt,
          .parallel = view.has("parallel") && view.at("parallel").boolean()};
}

Json to_json(const RevisionTree& tree) {
  return {{"repository", tree.repository}, {"folder", tree.folder}};
}

RevisionTree revision_tree_from_json(const JsonView& view) {
  return {.repository = view.at("repository").text(), .folder = view.at("folder").text()};
}

Json to_json(const Plan& plan) {
  return {{"suite_label", plan.suite_label},
          {"request", or_null(plan.request)},
          {"seed", std::to_string(plan.seed)},
          {"quick", plan.quick},
          {"limits", to_json(plan.limits)},
          {"requested_sources", plan.requested_sources},
          {"power_model_file", plan.power_model_file},
          {"domains", list_to_json(plan.domains)},
          {"power_model", or_null(plan.power_model)},
          {"sysfs", plan.sysfs},
          {"procfs", plan.procfs},
          {"devfs", plan.devfs},
          {"user", plan.user},
          {"hotspots", list_to_json(plan.hotspots)},
          {"notes", plan.notes},
          {"revisions", plan.revisions ? to_json(*plan.revisions) : Json{}}};
}

Plan plan_from_json(const JsonView& view) {
  Plan plan;
  plan.suite_label = view.at("suite_label").text();
  if (view.has("request")) plan.request = run_request_from_json(view.at("request"));
  plan.seed = view.at("seed").seed();
  plan.quick = view.at("quick").boolean();
  plan.limits = limits_from_json(view.at("limits"));
  plan.requested_sources = short_list_from_json(view.at("requested_sources"), most_domains,
                                                [](const JsonView& entry) { return entry.name(); });
  plan.power_model_file = view.at("power_model_file").text();
  plan.domains = short_list_from_json(view.at("domains"), most_domains, domain_from_json);
  if (view.has("power_model")) plan.power_model = power_model_from_json(view.at("power_model"));
  plan.sysfs = view.at("sysfs").text();
  plan.procfs = view.at("procfs").text();
  plan.devfs = view.at("devfs").text();
  if (view.has("user")) plan.user = view.at("user").text();
  plan.hotspots = short_list_from_json(view.at("hotspots"), most_hotspots, planned_hotspot_from_json);
  plan.notes = list_from_json(view.at("notes"), [](const JsonView& entry) { return entry.prose(); });
  if (view.has("revisions")) plan.revisions = revisions_from_json(view.at("revisions"));
  check_plan(view, plan);
  return plan;
}

}  // namespace greenbench
