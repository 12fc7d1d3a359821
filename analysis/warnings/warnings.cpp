#include "analysis/warnings/warnings.hpp"

#include <fmt/args.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace greenbench {

namespace {

struct WarningRow {
  WarningKind kind;
  std::string_view code;
  std::string_view text;
  std::string_view remedy;
};

constexpr std::array rows{
    WarningRow{WarningKind::quick_preview, "quick_preview",
               "This is a quick preview of few rounds. Its verdicts pass no gate.",
               "Run again without --quick for verdicts that count."},
    WarningRow{WarningKind::interrupted, "interrupted", "The run did not come to its end: {0}.",
               "Continue it with `greenbench resume DIR`."},
    WarningRow{WarningKind::control_excludes_one, "control_excludes_one",
               "This run is unreliable: it found a difference between a baseline and itself ({0}).",
               "Remove what disturbs the machine (`greenbench doctor` lists the risks) and measure again."},
    WarningRow{WarningKind::estimated_joules, "estimated_joules",
               "Joules are estimated, not measured: {0}. The estimate follows CPU time and memory in use; it sees no "
               "difference in instructions per joule, cache or memory traffic.",
               "Measure on a machine with energy counters (`greenbench doctor` says what is missing here), or narrow "
               "the model's range with --power-model FILE."},
    WarningRow{WarningKind::idle_drift, "idle_drift",
               "The idle machine drew {0} before the run and {1} after it. Half of the difference is part of the net "
               "joules' uncertainty.",
               "Let the machine come to rest (temperature, updates, other programs) and measure again, or read the "
               "gross joules only: the ratios are paired and do not need the idle power."},
    WarningRow{WarningKind::hotspot_failed, "hotspot_failed", "It could not be measured to its end: {0}.",
               "Remove the cause and run it again."},
    WarningRow{WarningKind::too_few_rounds, "too_few_rounds", "Only {0} of at least {1} rounds were measured.", "{2}."},
    WarningRow{WarningKind::precision_not_reached, "precision_not_reached",
               "The precision of {0} that is wanted for {1} was not reached: its interval is good to {2}.", "{3}."},
    WarningRow{WarningKind::below_resolution, "below_resolution",
               "Below resolution: some repetitions of {0} show no joules in regions of {1}.", "Use {2}."},
    WarningRow{WarningKind::void_blocks, "void_blocks",
               "{0} of {1} blocks were discarded; the most frequent reason: {2}.",
               "They do not count, but they cost time. Remove the cause if they are many."},
    WarningRow{WarningKind::means_differ, "means_differ",
               "Plain mean and location estimate differ for {0}: disturbances or skewed rounds move the mean.",
               "Read both: the location estimate is the usual cost, the plain mean is what was paid here. Quieten the "
               "machine to bring them together."},
    WarningRow{WarningKind::compared_preview, "compared_preview",
               "The {0} is a quick preview of few rounds. No verdict on it passes a gate.",
               "Measure it again without --quick."},
    WarningRow{WarningKind::machine_drift, "machine_drift",
               "The machine itself differs between the runs: identical code (control/aa) is {0} in the new run. Every "
               "change below may be off by as much.",
               "Measure both runs again, one right after the other, on a quiet machine."},
    WarningRow{WarningKind::load_differs, "load_differs",
               "The machine's load was {0} before the old run and {1} before the new one.",
               "Stop what else runs on the machine and measure both again."},
    WarningRow{WarningKind::round_variance, "round_variance",
               "{1} of the variance of {0}'s ratio is between rounds; more blocks per round will not reduce it.",
               "Measure more rounds rather than longer ones."},
    WarningRow{
        WarningKind::autocorrelated_blocks, "autocorrelated_blocks",
        "Consecutive blocks are correlated (lag-1 autocorrelation {1} for {0}), so they carry less information than "
        "their number suggests.",
        "The intervals hold, since they rest on rounds. To narrow them, measure more rounds; `greenbench doctor` lists "
        "what may change slowly: temperature, frequency, other programs."},
    WarningRow{WarningKind::position_effect, "position_effect", "The position in a block changes the {0}: {1}.",
               "The ratios hold, since the order is random, but every cost contains part of it. Use {2}."},
    WarningRow{WarningKind::trend, "trend", "The ratio of {0} moved by {1} from the first round to the last.",
               "Find what changes (temperature, caches on disk, data that grow), let the machine settle, and measure "
               "again."},
};

std::string fill(std::string_view pattern, const std::vector<std::string>& details) {
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  for (const std::string& detail : details) arguments.push_back(detail);
  return fmt::vformat(pattern, arguments);
}

}  // namespace

Warning make_warning(WarningKind kind, const std::string& hotspot, const std::vector<std::string>& details,
                     std::vector<SuggestedFlag> flags) {
  const auto* row = std::ranges::find(rows, kind, &WarningRow::kind);
  return {std::string{row->code}, hotspot, fill(row->text, details), fill(row->remedy, details), std::move(flags)};
}

}  // namespace greenbench
