#include <fmt/format.h>

#include <algorithm>

#include "analysis/runs/compare_runs.hpp"
#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "harness/controller/newest_run.hpp"
#include "results/store.hpp"
#include "results/text/compare_captions.hpp"

namespace greenbench {
namespace {

/// Control hotspots alone can be shown but not judged.
bool has_something_to_compare(const RunComparison& comparison) {
  return comparison.gate ? comparison.comparisons > 0 : !comparison.hotspots.empty();
}

std::string why_nothing(const RunComparison& comparison) {
  const auto& not_compared = comparison.not_compared;
  const auto other = std::ranges::find_if(not_compared, [](const NotCompared& e) { return e.hotspot != "control/aa"; });
  return other == not_compared.end() ? "" : "; " + not_compared_sentence(*other);
}

ExitCode exit_code_of(GateOutcome outcome) {
  if (outcome == GateOutcome::passed) return ExitCode::done;
  return outcome == GateOutcome::failed ? ExitCode::gate_failed : ExitCode::inconclusive;
}

/// The gate's answer in one line, with the warning that belongs to it where the machine itself changed.
std::string gate_line(const RunComparison& comparison) {
  const bool drifted =
      std::ranges::find(comparison.warnings, "machine_drift", &Warning::code) != comparison.warnings.end();
  return gate_sentence(comparison) + (drifted ? "; identical code differs between the runs, too: see the warning" : "");
}

}  // namespace

ExitCode compare_command(const CompareOptions& options) {
  const std::filesystem::path before_folder = run_or_newest(options.before);
  const std::filesystem::path after_folder = run_or_newest(options.after);
  const Run before = load_run(before_folder);
  const Run after = load_run(after_folder);
  const SharedSettings shared = shared_settings(before.settings, after.settings, options.analysis);
  for (const std::string& note : shared.notes) say("note: {}", note);
  const RunComparison comparison =
      compare_runs({before, before_folder.string()}, {after, after_folder.string()},
                   {.analysis = shared.settings, .fail_on_regression = options.fail_on_regression});
  print_comparison(comparison, {.format = options.format, .wide = options.wide});
  if (!has_something_to_compare(comparison)) {
    throw CannotMeasure{fmt::format("{} and {} have nothing that can be compared{}", before_folder.string(),
                                    after_folder.string(), why_nothing(comparison))};
  }
  if (!comparison.gate) return ExitCode::done;
  say("{}", gate_line(comparison));
  return exit_code_of(comparison.gate->outcome);
}

}  // namespace greenbench
