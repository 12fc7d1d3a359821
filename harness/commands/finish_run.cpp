#include "harness/commands/finish_run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "analysis/analyse.hpp"
#include "analysis/rounds/valid_blocks.hpp"
#include "counters/system/file_roots.hpp"
#include "harness/command_line/message.hpp"
#include "harness/commands/draw_charts.hpp"
#include "harness/controller/controller.hpp"
#include "harness/controller/idle_watch.hpp"
#include "harness/machine/environment.hpp"
#include "results/repeat/shell_word.hpp"
#include "results/store.hpp"

namespace greenbench {
namespace {

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

/// What would let such blocks count.
std::string_view way_out(const std::string& reason) {
  if (!reason.starts_with("other processes")) return "";
  return "; stop them, or allow more with --max-other-load PERCENT";
}

/// Nothing but void blocks: without a failure the hotspot would be an empty row that nobody explains.
void fail_disturbed_hotspots(Run& run) {
  for (std::size_t i = 0; i < run.hotspots.size(); ++i) {
    HotspotRun& hotspot = run.hotspots[i];
    const HotspotBlocks blocks = valid_blocks(run.plan.hotspots[i], hotspot);
    if (hotspot.failure || blocks.valid_count() > 0 || blocks.void_count() == 0) continue;
    const std::string& last = hotspot.rounds.back().samples.back().void_reason;
    hotspot.failure =
        Failure{Failure::Kind::disturbed,
                fmt::format("all {} blocks were discarded; the last: {}{}", blocks.void_count(), last, way_out(last)),
                {},
                {}};
  }
}

/// Where nothing was measured there are no joules to take it from.
std::optional<IdlePower> idle_after(const Run& run, Interrupt& interrupt) {
  const Plan& plan = run.plan;
  if (interrupt.requested() || provenance_of(plan) == Provenance::estimated) return std::nullopt;
  if (std::ranges::all_of(run.hotspots, [](const HotspotRun& hotspot) { return hotspot.rounds.empty(); }))
    return std::nullopt;
  return watch_idle(plan, idle_seconds(plan), interrupt).power;
}

/// The terminal does not wait for the charts; a page that was asked for does.
void show_and_save_page(const Report& report, const Run& run, const Finish& finish) {
  const Display& display = finish.display;
  const bool shows_page = wants_charts(display);
  if (!shows_page) show_report(report, run, display);
  if (display.page || shows_page) {
    const DrawnCharts charts = draw_charts(report, run, finish.installation);
    say_missing_charts(charts);
    save_page(finish.folder, report, run, charts);
    if (shows_page) show_report(report, run, display, &charts);
  }
}

/// What takes long says so before it begins.
void say_beforehand(const Run& run) {
  const auto goes_on = [](const HotspotRun& hotspot) { return hotspot.stop == StopReason::not_finished; };
  const auto left = std::ranges::count_if(run.hotspots, goes_on);
  if (left < 2) return;
  say("{} hotspots, at most {}; Ctrl-C saves what was measured", left,
      rounded_up_time(most_seconds_left(stop_rule_of(run.plan), run)));
}

std::size_t progress_columns() {
  constexpr int usual_columns = 80;
  if (!obeys_escapes(STDERR_FILENO)) return 0;
  return static_cast<std::size_t>(terminal_columns(STDERR_FILENO).value_or(usual_columns));
}

Report measure_and_save(Run& run, Journal& journal, const Finish& finish, Interrupt& interrupt) {
  say_beforehand(run);
  Progress progress{stop_rule_of(run.plan), progress_columns()};
  Session session{finish.installation, run, journal, progress, interrupt};
  session.measure();
  run.idle.after = idle_after(run, interrupt);
  fail_disturbed_hotspots(run);
  add_load_after(run.environment, run.plan.procfs);
  for (HotspotRun& hotspot : run.hotspots) {
    if (hotspot.stop == StopReason::not_finished) hotspot.stop = StopReason::interrupted;
  }
  Report report = analyse(run, run.settings);
  save_run(finish.folder, report, run);
  return report;
}

/// With the roots of the run, where they are not the usual ones: `resume` takes no others without being told.
std::string command_to_go_on(const Run& run, const Finish& finish) {
  const FileRoots usual;
  std::string command = "greenbench resume " + shell_word(finish.folder.string());
  if (run.plan.sysfs != usual.sysfs) command += " " + flag_word("--path.sysfs", run.plan.sysfs);
  if (run.plan.procfs != usual.procfs) command += " " + flag_word("--path.procfs", run.plan.procfs);
  if (run.plan.devfs != usual.devfs) command += " " + flag_word("--path.devfs", run.plan.devfs);
  return command;
}

/// What cannot be written, on a full disk say, is not lost.
Report measured_and_saved(Run& run, Journal& journal, const Finish& finish, Interrupt& interrupt) {
  try {
    return measure_and_save(run, journal, finish, interrupt);
  } catch (const std::exception&) {
    say("whole rounds that were measured are in the journal; continue with: {}", command_to_go_on(run, finish));
    throw;
  }
}

}  // namespace

ExitCode finish_run(Run& run, Journal journal, const Finish& finish, Interrupt& interrupt) {
  const Report report = measured_and_saved(run, journal, finish, interrupt);
  if (interrupt.requested()) {
    say("interrupted; everything measured so far is in {}", finish.folder.string());
    say("continue with: {}", command_to_go_on(run, finish));
    return ExitCode::interrupted;
  }
  journal.remove();
  interrupt.stop_watching();
  show_and_save_page(report, run, finish);
  const bool failed = say_failures(run);
  say("saved in {}", finish.folder.string());
  return failed ? ExitCode::cannot_measure : ExitCode::done;
}

}  // namespace greenbench
