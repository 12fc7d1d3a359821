#include "results/files/json_fields.hpp"
#include "results/model/names.hpp"

namespace greenbench {

Json to_json(const VariantId& id) {
  return id.text();
}

Json to_json(const RunIdentity& run) {
  return {{"name", run.name},
          {"greenbench_version", run.greenbench_version},
          {"started_at", run.started_at},
          {"suite_label", run.suite_label},
          {"machine", run.machine},
          {"quick", run.quick}};
}

Json to_json(const Interval& interval) {
  return {{"low", interval.low}, {"high", interval.high}, {"level", interval.level}};
}

Json to_json(const Estimate& estimate) {
  Json json = {{"value", estimate.value}, {"interval", or_null(estimate.interval)}};
  // Only ratios of estimated joules have one.
  if (estimate.model_interval) json["model_interval"] = to_json(*estimate.model_interval);
  return json;
}

Json to_json(const ErrorOfKind& error) {
  return {{"factor", error.factor}, {"pairs", error.pairs}};
}

Json to_json(const ModelErrors& errors) {
  return {{"level", errors.level}, {"one_core", to_json(errors.one_core)}, {"parallel", to_json(errors.parallel)}};
}

Json to_json(const Ratio& ratio) {
  return {{"value", ratio.value},
          {"interval", or_null(ratio.interval)},
          {"equivalence_interval", or_null(ratio.equivalence_interval)},
          {"model_interval", or_null(ratio.model_interval)},
          {"model_error", or_null(ratio.model_error)},
          {"p_value", ratio.p_value},
          {"p_adjusted", ratio.p_adjusted},
          {"plain_mean", ratio.plain_mean},
          {"rank_biserial", ratio.rank_biserial}};
}

Json to_json(const Split& split) {
  return {{"energy", split.energy}, {"time", split.time}, {"power", split.power}};
}

Json to_json(const MovingCounter& moving) {
  return {{"counter", moving.counter},
          {"baseline", moving.baseline},
          {"variant", moving.variant},
          {"ratio", or_null(moving.ratio)}};
}

Json to_json(const Autocorrelation& autocorrelation) {
  return {{"value", autocorrelation.value}, {"p_value", autocorrelation.p_value}};
}

Json to_json(const VarianceParts& parts) {
  return {{"within_deviation", parts.within_deviation},
          {"between_share", parts.between_share},
          {"centre_share", parts.centre_share}};
}

Json to_json(const Trend& trend) {
  return {{"change", trend.change}, {"p_value", trend.p_value}};
}

Json to_json(const Diagnostics& diagnostics) {
  return {{"metric", name_of(diagnostics.metric)},
          {"autocorrelation", or_null(diagnostics.autocorrelation)},
          {"variance", or_null(diagnostics.variance)},
          {"trend", to_json(diagnostics.trend)},
          {"round_skew", diagnostics.round_skew}};
}

Json to_json(const CpuSpeed& speed) {
  return {{"cpu", speed.cpu}, {"rounds", speed.rounds}, {"relative_seconds", speed.relative_seconds}};
}

Json to_json(const PositionEffect& effect) {
  return {{"metric", name_of(effect.metric)}, {"first", effect.first},     {"first_p_value", effect.first_p_value},
          {"position", effect.position},      {"largest", effect.largest}, {"largest_p_value", effect.largest_p_value}};
}

Json to_json(const Comparison& comparison) {
  return {{"baseline", comparison.baseline.text()},
          {"variant", comparison.variant.text()},
          {"rounds", comparison.rounds},
          {"energy", or_null(comparison.energy)},
          {"time", to_json(comparison.time)},
          {"power", or_null(comparison.power)},
          {"split", or_null(comparison.split)},
          {"joules_saved", or_null(comparison.joules_saved)},
          {"energy_verdict", name_of(comparison.energy_verdict)},
          {"time_verdict", name_of(comparison.time_verdict)},
          {"verdict_note", comparison.verdict_note},
          {"moves_with", list_to_json(comparison.moves_with)},
          {"moves_against", list_to_json(comparison.moves_against)},
          {"diagnostics", or_null(comparison.diagnostics)},
          {"footprint_saved", or_null(comparison.footprint_saved)}};
}

Json to_json(const Explanation& explanation) {
  return {{"context_switches_voluntary", explanation.context_switches_voluntary},
          {"context_switches_involuntary", explanation.context_switches_involuntary},
          {"page_faults_minor", explanation.page_faults_minor},
          {"page_faults_major", explanation.page_faults_major},
          {"idle_residency_seconds", or_null(explanation.idle_residency_seconds)},
          {"wake_ups", or_null(explanation.wake_ups)},
          {"instructions", or_null(explanation.instructions)},
          {"cycles", or_null(explanation.cycles)},
          {"cache_misses", or_null(explanation.cache_misses)}};
}

Json to_json(const NetJoules& net) {
  return {{"value", net.value}, {"uncertainty", net.uncertainty}};
}

Json to_json(const VariantSummary& summary) {
  return {{"variant", summary.id.text()},
          {"baseline", summary.baseline},
          {"iterations_per_repetition", summary.iterations_per_repetition},
          {"repetitions", summary.repetitions},
          {"joules", or_null(summary.joules)},
          {"joules_instrument_uncertainty", or_null(summary.joules_instrument_uncertainty)},
          {"joules_plain_mean", or_null(summary.joules_plain_mean)},
          {"seconds", to_json(summary.seconds)},
          {"seconds_plain_mean", summary.seconds_plain_mean},
          {"watts", or_null(summary.watts)},
          {"cpu_seconds", summary.cpu_seconds},
          {"explanation", to_json(summary.explanation)},
          {"net_joules", or_null(summary.net_joules)},
          {"peak_memory", or_null(summary.peak_memory)},
          {"footprint", or_null(summary.footprint)}};
}

Json to_json(const GeometricSummary& summary) {
  Json hotspots = Json::array();
  for (const std::string& hotspot : summary.hotspots) hotspots.push_back(hotspot);
  return {{"variant", summary.variant.text()}, {"baseline", or_null(summary.baseline)},
          {"hotspots", std::move(hotspots)},   {"energy", or_null(summary.energy)},
          {"time", to_json(summary.time)},     {"power", or_null(summary.power)}};
}

Json to_json(const CostFit& fit) {
  return {{"law", name_of(fit.law)},
          {"constant", fit.constant},
          {"factor", fit.factor},
          {"relative_residual", fit.relative_residual}};
}

Json to_json(const SweepPoint& point) {
  return {{"size", point.size}, {"joules", or_null(point.joules)}, {"seconds", point.seconds}};
}

Json to_json(const SweepVariant& variant) {
  return {{"variant", variant.id.text()},
          {"baseline", variant.baseline},
          {"points", list_to_json(variant.points)},
          {"energy_fit", or_null(variant.energy_fit)},
          {"time_fit", or_null(variant.time_fit)}};
}

Json to_json(const Crossover& crossover) {
  return {{"baseline", crossover.baseline.text()},
          {"variant", crossover.variant.text()},
          {"metric", crossover.energy ? "energy" : "time"},
          {"variant_wins_above", crossover.variant_wins_above},
          {"size", crossover.size},
          {"low", or_null(crossover.low)},
          {"high", or_null(crossover.high)}};
}

Json to_json(const Sweep& sweep) {
  return {{"hotspot", sweep.hotspot},
          {"variants", list_to_json(sweep.variants)},
          {"crossovers", list_to_json(sweep.crossovers)}};
}

Json to_json(const Warning& warning) {
  return {{"code", warning.code}, {"hotspot", warning.hotspot}, {"text", warning.text}, {"remedy", warning.remedy}};
}

}  // namespace greenbench
