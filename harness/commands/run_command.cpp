#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <random>

#include "analysis/analyse.hpp"
#include "analysis/rounds/valid_blocks.hpp"
#include "analysis/runs/environment_difference.hpp"
#include "harness/command_line/message.hpp"
#include "harness/command_line/report_choices.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/draw_charts.hpp"
#include "harness/commands/output.hpp"
#include "harness/controller/controller.hpp"
#include "harness/controller/idle_watch.hpp"
#include "harness/controller/run_folder.hpp"
#include "harness/machine/build_info.hpp"
#include "harness/machine/environment.hpp"
#include "harness/plan/plan_builder.hpp"
#include "results/store.hpp"

namespace greenbench {
namespace {

std::uint64_t random_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U) | device();
}

void refuse_unoptimised_build(bool allowed) {
  if (allowed) return;
  if (const auto flaw = build_flaw()) {
    throw CannotMeasure{*flaw + "; its numbers would mislead. Build the release preset, or pass --allow-unoptimized"};
  }
}

/// Says which hotspots failed, so that it is seen also where the report goes to another program.
bool say_failures(const Run& run) {
  bool any = false;
  for (std::size_t i = 0; i < run.hotspots.size(); ++i) {
    const PlannedHotspot& planned = run.plan.hotspots[i];
    for (const VariantFailure& failed : run.hotspots[i].failed_variants) {
      say("{}/{} failed: {}", planned.id, planned.variants[failed.variant].id.text(), failed.failure.reason);
      any = true;
    }
    const auto& failure = run.hotspots[i].failure;
    if (!failure) continue;
    say("{} failed: {}", planned.id, failure->reason);
    any = true;
  }
  return any;
}

/// Nothing but void blocks: without a failure the hotspot would be an empty row that nobody explains.
void fail_disturbed_hotspots(Run& run) {
  for (std::size_t i = 0; i < run.hotspots.size(); ++i) {
    HotspotRun& hotspot = run.hotspots[i];
    const HotspotBlocks blocks = valid_blocks(run.plan.hotspots[i], hotspot);
    if (hotspot.failure || blocks.valid_count() > 0 || blocks.void_count() == 0) continue;
    const std::string& last = hotspot.rounds.back().samples.back().void_reason;
    hotspot.failure = Failure{Failure::Kind::disturbed,
                              fmt::format("all {} blocks are void; the last: {}", blocks.void_count(), last),
                              {},
                              {}};
  }
}

std::optional<IdlePower> idle_after(const Plan& plan) {
  if (provenance_of(plan) == Provenance::estimated) return std::nullopt;
  return watch_idle(plan, idle_seconds(plan)).power;
}

/// The terminal does not wait for the charts; a page that was asked for does.
void show_and_save_page(const Report& report, const Run& run, const std::filesystem::path& folder,
                        const Installation& installation, Display display) {
  const bool shows_page = display.format == "html";
  if (!shows_page) print_report(report, run, display);
  if (display.page || shows_page) {
    const DrawnCharts charts = draw_charts(report, run, installation);
    say_missing_charts(charts);
    save_page(folder, report, run, charts);
    display.charts = &charts;
    if (shows_page) print_report(report, run, display);
  }
}

struct SavedRun {
  Report report;
  bool interrupted = false;
};

/// Measures what is left of a run and saves it, whatever happens. Signals end the measuring here; afterwards everything
/// is saved, and they end the program.
SavedRun measure_and_save(Run& run, Journal& journal, const std::filesystem::path& folder,
                          const Installation& installation, const AnalysisSettings& settings) {
  Interrupt interrupt;
  Progress progress{stop_rule_of(run.plan), obeys_escapes(STDERR_FILENO)};
  Session session{installation, run, journal, progress, interrupt};
  session.measure();
  if (!interrupt.requested()) run.idle.after = idle_after(run.plan);
  fail_disturbed_hotspots(run);
  add_load_after(run.environment, run.plan.procfs);
  for (HotspotRun& hotspot : run.hotspots) {
    if (hotspot.stop == StopReason::not_finished) hotspot.stop = StopReason::interrupted;
  }
  SavedRun saved{.report = analyse(run, settings), .interrupted = interrupt.requested()};
  save_run(folder, saved.report, run);
  return saved;
}

/// And prints it.
ExitCode finish_run(Run& run, Journal journal, const std::filesystem::path& folder, const Installation& installation,
                    const AnalysisSettings& settings, const Display& display) {
  const SavedRun saved = measure_and_save(run, journal, folder, installation, settings);
  if (saved.interrupted) {
    say("interrupted; everything measured so far is in {}", folder.string());
    say("continue with: greenbench resume {}", folder.string());
    return ExitCode::interrupted;
  }
  journal.remove();
  show_and_save_page(saved.report, run, folder, installation, display);
  const bool failed = say_failures(run);
  say("saved in {}", folder.string());
  return failed ? ExitCode::cannot_measure : ExitCode::done;
}

}  // namespace

ExitCode run_command(const RunOptions& options, const Installation& installation) {
  refuse_unoptimised_build(options.allow_unoptimized);
  Run run;
  run.greenbench_version = GREENBENCH_VERSION;
  run.started_at = utc_text(std::chrono::system_clock::now());
  const HotspotCatalog catalog = load_catalog(installation, options.files);
  run.plan = make_plan(options, catalog, plan_energy(options), options.seed ? *options.seed : random_seed());
  check_baseline(options.analysis.baseline, run.plan);
  if (const auto flaw = build_flaw()) run.plan.notes.push_back(*flaw);
  run.environment = describe_environment(
      options.roots, {catalog.python_version, installation.python.string(), catalog.python_packages});
  run.hotspots.resize(run.plan.hotspots.size());
  const IdleFinding idle = watch_idle(run.plan, idle_seconds(run.plan));
  run.idle.before = idle.power;
  allow_background(run.plan, idle);
  const std::filesystem::path folder = create_run_folder(options.out, run.plan.suite_label, run.started_at);
  for (const std::string& note : run.plan.notes) say("note: {}", note);
  Journal journal = Journal::create(folder, run);
  return finish_run(run, std::move(journal), folder, installation, options.analysis,
                    {.format = options.format, .wide = options.wide, .page = options.page});
}

ExitCode resume_command(const ResumeOptions& options, const Installation& installation) {
  ResumedRun resumed = read_journal(options.folder);
  const std::vector<EnvironmentField> now = describe_environment(
      {resumed.run.plan.sysfs, resumed.run.plan.procfs, resumed.run.plan.devfs}, python_of(resumed.run.environment));
  for (const FieldChange& change : environment_difference(resumed.run.environment, now)) {
    const std::string text = fmt::format("{} was {} and is now {}", change.key, change.before.value_or("unknown"),
                                         change.after.value_or("unknown"));
    say("note: since the run began, {}", text);
    resumed.run.plan.notes.push_back("resumed after a change: " + text);
  }
  Journal journal = Journal::reopen(options.folder, resumed);
  return finish_run(resumed.run, std::move(journal), options.folder, installation, options.analysis,
                    {.format = options.format, .wide = options.wide, .page = options.page});
}

}  // namespace greenbench
