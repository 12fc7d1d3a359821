#include "results/files/run_document.hpp"

#include <fmt/format.h>

#include "results/files/json_fields.hpp"
#include "results/files/plan_check.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

Json measured_json(const PlannedHotspot& planned, const HotspotRun& measured) {
  Json json{{"id", planned.id}, {"size", planned.size}};
  json.update(to_json(measured));
  return json;
}

Json measured_json(const Run& run) {
  Json hotspots = Json::array();
  for (std::size_t i = 0; i < run.hotspots.size(); ++i) {
    hotspots.push_back(measured_json(run.plan.hotspots.at(i), run.hotspots[i]));
  }
  return hotspots;
}

Json analysis_json(const HotspotReport& hotspot) {
  return {{"id", hotspot.plan.id},
          {"size", hotspot.plan.size},
          {"rounds", hotspot.rounds},
          {"blocks", hotspot.blocks},
          {"void_blocks", hotspot.void_blocks},
          {"variants", list_to_json(hotspot.variants)},
          {"comparisons", list_to_json(hotspot.comparisons)},
          {"position_effect", or_null(hotspot.position_effect)},
          {"cpus", list_to_json(hotspot.cpus)}};
}

Json analysis_json(const Report& report) {
  Json hotspots = Json::array();
  for (const HotspotReport& hotspot : report.hotspots) hotspots.push_back(analysis_json(hotspot));
  return {{"settings", to_json(report.settings)},
          {"provenance", name_of(report.provenance)},
          {"comparison_count", report.comparisons},
          {"measured_fraction", report.measured_fraction},
          {"hotspots", std::move(hotspots)},
          {"model_errors", or_null(report.model_errors)},
          {"summaries", list_to_json(report.summaries)},
          {"sweeps", list_to_json(report.sweeps)},
          {"footprint", or_null(report.footprint)},
          {"warnings", list_to_json(report.warnings)}};
}

}  // namespace

void check_schema_version(const JsonView& document) {
  const JsonView version = document.at("schema_version");
  const std::uint64_t found = version.count();
  if (found == 0) version.fail("expected 1 or more, found 0");
  if (found < static_cast<std::uint64_t>(schema_version)) {
    version.fail(
        fmt::format("this run was written by greenbench 0.1, which ran all variants in one process; its numbers "
                    "cannot be compared with this version's (format {}, this program reads {}): measure again",
                    found, schema_version));
  }
  if (found > static_cast<std::uint64_t>(schema_version)) {
    version.fail(
        fmt::format("this run was written by a newer greenbench in version {} of the format; "
                    "this program reads up to version {}: read it with the newer one",
                    found, schema_version));
  }
}

namespace {

void check_matches_plan(const JsonView& entry, const PlannedHotspot& planned, const HotspotRun& measured) {
  if (const std::string id = entry.at("id").text(); id != planned.id) {
    entry.at("id").fail(fmt::format("expected {} as in the plan, found {}", planned.id, id));
  }
  if (const std::uint64_t size = entry.at("size").count(); size != planned.size) {
    entry.at("size").fail(fmt::format("expected {} as in the plan, found {}", planned.size, size));
  }
  if (measured.calibration) check_calibration(entry, planned, *measured.calibration);
  check_peak_memory(entry, planned, measured.peak_memory);
  check_failed_variants(entry, planned, measured.failed_variants);
}

/// Those of the report that the document was written with; the defaults in a document without any.
AnalysisSettings saved_settings(const JsonView& document) {
  if (!document.has("analysis") || !document.at("analysis").has("settings")) return {};
  return analysis_settings_from_json(document.at("analysis").at("settings"));
}

std::vector<HotspotRun> measured_from_json(const JsonView& list, const Plan& plan) {
  std::vector<HotspotRun> hotspots = list_from_json(list, hotspot_run_from_json);
  if (hotspots.size() != plan.hotspots.size()) {
    list.fail(fmt::format("expected one entry for each of {} planned hotspots, found {}", plan.hotspots.size(),
                          hotspots.size()));
  }
  for (std::size_t i = 0; i < hotspots.size(); ++i) check_matches_plan(list.at(i), plan.hotspots[i], hotspots[i]);
  return hotspots;
}

}  // namespace

std::string run_document(const Report& report, const Run& run) {
  const Json json{{"schema_version", schema_version}, {"greenbench_version", run.greenbench_version},
                  {"started_at", run.started_at},     {"wall_seconds", run.wall_seconds},
                  {"plan", to_json(run.plan)},        {"environment", to_json(run.environment)},
                  {"idle", to_json(run.idle)},        {"hotspots", measured_json(run)},
                  {"analysis", analysis_json(report)}};
  return json_text(json, 2) + "\n";
}

Run run_from_document(std::string_view text, const std::string& file) {
  const Json json = parse_json(text, file);
  const JsonView document{json, file};
  check_schema_version(document);
  Run run;
  run.greenbench_version = document.at("greenbench_version").text();
  run.started_at = document.at("started_at").text();
  run.wall_seconds = document.at("wall_seconds").number();
  run.plan = plan_from_json(document.at("plan"));
  run.environment = environment_from_json(document.at("environment"));
  run.idle = idle_baseline_from_json(document.at("idle"));
  run.settings = saved_settings(document);
  run.hotspots = measured_from_json(document.at("hotspots"), run.plan);
  return run;
}

}  // namespace greenbench
