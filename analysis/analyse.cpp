#include "analysis/analyse.hpp"

#include <fmt/core.h>

#include <stdexcept>

#include "analysis/comparisons.hpp"
#include "analysis/family.hpp"
#include "analysis/find_warnings.hpp"
#include "analysis/summaries.hpp"
#include "analysis/sweeps.hpp"

namespace greenbench {

namespace {

void require_valid(const AnalysisSettings& settings) {
  if (!(settings.level > 0.0 && settings.level < 1.0)) {
    throw std::invalid_argument(fmt::format("level {}: must lie between 0 and 1", settings.level));
  }
  if (!(settings.margin >= 0.0)) throw std::invalid_argument(fmt::format("margin {}: must be >= 0", settings.margin));
}

// The three copies below bind every member by name: a new member of the schema stops the build here until somebody
// decides whether a report needs it. Copying a whole run to clear it afterwards would double a large run's memory.

WorkerRecord without_samples(const WorkerRecord& worker) {
  const auto& [index, seed, hash_seed, padding_bytes, started_at, wall_seconds, samples] = worker;
  return {index, seed, hash_seed, padding_bytes, started_at, wall_seconds, {}};
}

HotspotRun without_samples(const HotspotRun& hotspot) {
  const auto& [calibration, peak_memory, workers, stop, failure] = hotspot;
  HotspotRun copy{calibration, peak_memory, {}, stop, failure};
  for (const WorkerRecord& worker : workers) copy.workers.push_back(without_samples(worker));
  return copy;
}

Run without_samples(const Run& run) {
  const auto& [version, started_at, wall_seconds, plan, environment, idle, hotspots] = run;
  Run copy{version, started_at, wall_seconds, plan, environment, idle, {}};
  for (const HotspotRun& hotspot : hotspots) copy.hotspots.push_back(without_samples(hotspot));
  return copy;
}

/// Void repetitions took their time, too.
double measured_fraction(const Run& run) {
  if (run.wall_seconds <= 0.0) return 0.0;
  double measured_seconds = 0.0;
  for (const HotspotRun& hotspot : run.hotspots) {
    for (const WorkerRecord& worker : hotspot.workers) {
      for (const Sample& sample : worker.samples) measured_seconds += sample.wall_seconds;
    }
  }
  return measured_seconds / run.wall_seconds;
}

HotspotReport report_on(const PlannedHotspot& planned, const HotspotRun& measured, const HotspotBlocks& blocks,
                        SummarySettings settings) {
  HotspotReport report;
  report.plan = planned;
  report.workers = static_cast<std::uint32_t>(measured.workers.size());
  report.blocks = blocks.valid_count();
  report.void_blocks = blocks.void_count();
  report.stop = measured.stop;
  report.failure = measured.failure;
  report.variants = summarise(planned, measured, blocks, settings);
  report.comparisons = compare_variants(planned, blocks, settings.level);
  return report;
}

/// The corners of one hotspot's comparisons, in their order; each empty where joules are not an estimate.
std::vector<std::vector<Ratio>> corners_of(const PlannedHotspot& planned, const HotspotBlocks& blocks,
                                           const std::vector<Comparison>& comparisons,
                                           const std::optional<EstimateModel>& model, double level) {
  std::vector<std::vector<Ratio>> corners(comparisons.size());
  if (!model) return corners;
  auto comparison = comparisons.begin();
  for (const VariantPair pair : planned_pairs(planned)) {
    if (comparison == comparisons.end()) break;
    if (comparison->variant != planned.variants[pair.variant].id) continue;
    const auto index = static_cast<std::size_t>(comparison++ - comparisons.begin());
    corners[index] = ratios_at_corners(blocks, pair, *model, level);
  }
  return corners;
}

using CornersOfHotspots = std::vector<std::vector<std::vector<Ratio>>>;

CornersOfHotspots add_hotspots(Report& report, const Run& run) {
  const bool estimated = report.provenance == Provenance::estimated;
  const auto model = estimated ? EstimateModel::of(run.plan) : std::nullopt;
  const double level = report.settings.level;
  const HotspotRun not_begun;  // a run that was cut short may lack its last hotspots
  CornersOfHotspots corners;
  for (std::size_t index = 0; index < run.plan.hotspots.size(); ++index) {
    const PlannedHotspot& planned = run.plan.hotspots[index];
    const HotspotRun& measured = index < run.hotspots.size() ? run.hotspots[index] : not_begun;
    const HotspotBlocks blocks = valid_blocks(planned, measured);
    report.hotspots.push_back(report_on(planned, measured, blocks, {level, report.provenance}));
    corners.push_back(corners_of(planned, blocks, report.hotspots.back().comparisons, model, level));
  }
  return corners;
}

void add_verdicts(Report& report, CornersOfHotspots corners) {
  std::vector<OpenComparison> open;
  for (std::size_t hotspot = 0; hotspot < report.hotspots.size(); ++hotspot) {
    std::vector<Comparison>& comparisons = report.hotspots[hotspot].comparisons;
    const bool control = is_control(report.hotspots[hotspot].plan.id);
    for (std::size_t index = 0; index < comparisons.size(); ++index) {
      open.push_back({&comparisons[index], std::move(corners[hotspot][index]), control});
    }
  }
  const auto is_counted = [](const DomainRecord& domain) { return domain.counted; };
  const auto& domains = report.run.plan.domains;
  const bool joules_counted = std::find_if(domains.begin(), domains.end(), is_counted) != domains.end();
  report.comparisons = settle(open, {report.settings, report.provenance, joules_counted});
}

}  // namespace

Report analyse(const Run& run, const AnalysisSettings& settings) {
  require_valid(settings);
  if (run.hotspots.size() > run.plan.hotspots.size()) {
    throw std::invalid_argument(
        fmt::format("the run has {} hotspots, its plan {}", run.hotspots.size(), run.plan.hotspots.size()));
  }
  Report report;
  report.run = without_samples(run);
  report.settings = settings;
  report.provenance = provenance_of(run.plan.domains);
  report.measured_fraction = measured_fraction(run);
  CornersOfHotspots corners = add_hotspots(report, run);
  add_verdicts(report, std::move(corners));
  report.sweeps = find_sweeps(report.hotspots);
  report.warnings = find_warnings(run, report);
  return report;
}

}  // namespace greenbench
