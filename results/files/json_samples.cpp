#include <fmt/format.h>

#include "results/files/json_fields.hpp"
#include "results/model/names.hpp"
#include "results/text/outside_limits.hpp"

namespace greenbench {
namespace {

std::vector<double> numbers_from_json(const JsonView& view) {
  return list_from_json(view, [](const JsonView& entry) { return entry.number(); });
}

}  // namespace

Json to_json(const Sample& sample) {
  return {{"variant", sample.variant},
          {"block", sample.block},
          {"position", sample.position},
          {"iterations", sample.iterations},
          {"started_at", sample.started_at},
          {"wall_seconds", sample.wall_seconds},
          {"cpu_seconds", sample.cpu_seconds},
          {"cpu_user_seconds", sample.cpu_user_seconds},
          {"cpu_system_seconds", sample.cpu_system_seconds},
          {"domain_joules", sample.domain_joules},
          {"energy_total_joules", or_null(sample.energy_total_joules)},
          {"energy_total_uncertainty_joules", or_null(sample.energy_total_uncertainty_joules)},
          {"context_switches_voluntary", sample.context_switches_voluntary},
          {"context_switches_involuntary", sample.context_switches_involuntary},
          {"page_faults_minor", sample.page_faults_minor},
          {"page_faults_major", sample.page_faults_major},
          {"resident_bytes", sample.resident_bytes},
          {"idle_residency_seconds", or_null(sample.idle_residency_seconds)},
          {"wake_ups", or_null(sample.wake_ups)},
          {"instructions", or_null(sample.instructions)},
          {"cycles", or_null(sample.cycles)},
          {"cache_misses", or_null(sample.cache_misses)},
          {"void_reason", sample.void_reason}};
}

Sample sample_from_json(const JsonView& view) {
  return {.variant = view.at("variant").small_count(),
          .block = view.at("block").small_count(),
          .position = view.at("position").small_count(),
          .iterations = view.at("iterations").count(),
          .started_at = view.at("started_at").number(),
          .wall_seconds = view.at("wall_seconds").number(),
          .cpu_seconds = view.at("cpu_seconds").number(),
          .cpu_user_seconds = view.at("cpu_user_seconds").number(),
          .cpu_system_seconds = view.at("cpu_system_seconds").number(),
          .domain_joules = numbers_from_json(view.at("domain_joules")),
          .energy_total_joules = optional_number(view, "energy_total_joules"),
          .energy_total_uncertainty_joules = optional_number(view, "energy_total_uncertainty_joules"),
          .context_switches_voluntary = view.at("context_switches_voluntary").count(),
          .context_switches_involuntary = view.at("context_switches_involuntary").count(),
          .page_faults_minor = view.at("page_faults_minor").count(),
          .page_faults_major = view.at("page_faults_major").count(),
          .resident_bytes = view.at("resident_bytes").count(),
          .idle_residency_seconds = optional_number(view, "idle_residency_seconds"),
          .wake_ups = optional_count(view, "wake_ups"),
          .instructions = optional_count(view, "instructions"),
          .cycles = optional_count(view, "cycles"),
          .cache_misses = optional_count(view, "cache_misses"),
          .void_reason = view.at("void_reason").text()};
}

Json to_json(const RoundRecord& round) {
  return {{"index", round.index},
          {"seed", std::to_string(round.seed)},
          {"hash_seed", round.hash_seed},
          {"environment_padding_bytes", round.environment_padding_bytes},
          {"cpu", or_null(round.cpu)},
          {"started_at", round.started_at},
          {"wall_seconds", round.wall_seconds}};
}

RoundRecord round_from_json(const JsonView& view) {
  return {.index = view.at("index").small_count(),
          .seed = view.at("seed").seed(),
          .hash_seed = view.at("hash_seed").small_count(),
          .environment_padding_bytes = view.at("environment_padding_bytes").small_count(),
          .cpu = view.has("cpu") ? std::optional{view.at("cpu").whole_int()} : std::nullopt,
          .started_at = view.at("started_at").number(),
          .wall_seconds = view.at("wall_seconds").number(),
          .samples = {}};
}

Json to_json(const Calibration& calibration) {
  return {{"iterations", calibration.iterations}};
}

Calibration calibration_from_json(const JsonView& view) {
  const auto count = [](const JsonView& entry) { return entry.count(); };
  return {.iterations = list_from_json(view.at("iterations"), count)};
}

Json to_json(const Failure& failure) {
  return {{"kind", name_of(failure.kind)},
          {"reason", failure.reason},
          {"detail", failure.detail},
          {"round", or_null(failure.round)}};
}

Failure failure_from_json(const JsonView& view) {
  Failure failure;
  failure.kind = failure_kind_from_json(view.at("kind"));
  failure.reason = view.at("reason").prose();
  failure.detail = view.at("detail").prose();
  if (view.has("round")) failure.round = view.at("round").small_count();
  return failure;
}

Json to_json(const VariantFailure& failed) {
  return {{"variant", failed.variant}, {"failure", to_json(failed.failure)}};
}

VariantFailure variant_failure_from_json(const JsonView& view) {
  return {.variant = view.at("variant").small_count(), .failure = failure_from_json(view.at("failure"))};
}

Json to_json(const PeakMemory& memory) {
  return {{"resident_before_bytes", memory.resident_before_bytes}, {"peak_resident_bytes", memory.peak_resident_bytes}};
}

PeakMemory peak_memory_from_json(const JsonView& view) {
  const PeakMemory memory{.resident_before_bytes = view.at("resident_before_bytes").count(),
                          .peak_resident_bytes = view.at("peak_resident_bytes").count()};
  if (memory.peak_resident_bytes < memory.resident_before_bytes) {
    view.at("peak_resident_bytes").fail("expected no less than resident_before_bytes");
  }
  return memory;
}

Json to_json(const std::vector<std::optional<PeakMemory>>& memory) {
  Json json = Json::array();
  for (const auto& entry : memory) json.push_back(or_null(entry));
  return json;
}

std::vector<std::optional<PeakMemory>> peak_memory_list_from_json(const JsonView& view) {
  return list_from_json(view, [](const JsonView& entry) -> std::optional<PeakMemory> {
    if (entry.raw().is_null()) return std::nullopt;
    return peak_memory_from_json(entry);
  });
}

Json to_json(const IdlePower& power) {
  return {{"started_at", power.started_at},
          {"seconds", power.seconds},
          {"watts", power.watts},
          {"uncertainty_watts", power.uncertainty_watts}};
}

IdlePower idle_power_from_json(const JsonView& view) {
  return {.started_at = view.at("started_at").number(),
          .seconds = view.at("seconds").number(),
          .watts = view.at("watts").number(),
          .uncertainty_watts = view.at("uncertainty_watts").number()};
}

Json to_json(const IdleBaseline& idle) {
  return {{"before", or_null(idle.before)}, {"after", or_null(idle.after)}};
}

IdleBaseline idle_baseline_from_json(const JsonView& view) {
  IdleBaseline idle;
  if (view.has("before")) idle.before = idle_power_from_json(view.at("before"));
  if (view.has("after")) idle.after = idle_power_from_json(view.at("after"));
  return idle;
}

Json to_json(const HotspotRun& hotspot) {
  return {{"calibration", or_null(hotspot.calibration)},
          {"peak_memory", to_json(hotspot.peak_memory)},
          {"stop", name_of(hotspot.stop)},
          {"failed_variants", list_to_json(hotspot.failed_variants)},
          {"failure", or_null(hotspot.failure)},
          {"rounds", list_to_json(hotspot.rounds)}};
}

HotspotRun hotspot_run_from_json(const JsonView& view) {
  HotspotRun hotspot;
  if (view.has("calibration")) hotspot.calibration = calibration_from_json(view.at("calibration"));
  hotspot.peak_memory = peak_memory_list_from_json(view.at("peak_memory"));
  hotspot.stop = stop_reason_from_json(view.at("stop"));
  hotspot.failed_variants = list_from_json(view.at("failed_variants"), variant_failure_from_json);
  if (view.has("failure")) hotspot.failure = failure_from_json(view.at("failure"));
  hotspot.rounds = list_from_json(view.at("rounds"), round_from_json);
  return hotspot;
}

Json to_json(const std::vector<EnvironmentField>& environment) {
  Json json = Json::object();
  for (const EnvironmentField& field : environment) json[field.key] = field.value;
  return json;
}

std::vector<EnvironmentField> environment_from_json(const JsonView& view) {
  view.expect_object();
  std::vector<EnvironmentField> environment;
  for (const auto& field : view.raw().items()) {
    const JsonView value = view.at(field.key());
    if (is_long_name(field.key())) value.fail(fmt::format("a key of more than {} characters", most_name_characters));
    environment.push_back({.key = field.key(), .value = value.prose()});
  }
  return environment;
}

}  // namespace greenbench
