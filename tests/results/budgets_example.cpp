#include "tests/results/budgets_example.hpp"

namespace greenbench::testing {
namespace {

BudgetFinding build_finding(const char* variant, BudgetMetric metric, double limit, BudgetOutcome outcome) {
  return {.budget = "strings stay cheap",
          .line = 3,
          .hotspot = "strings/build",
          .size = 30'000,
          .variant = {"python", variant},
          .limit = {.metric = metric, .limit = limit},
          .outcome = outcome};
}

BudgetFinding with_interval(BudgetFinding finding, double value, double low, double high) {
  finding.value = value;
  finding.interval = Interval{.low = low, .high = high};
  return finding;
}

BudgetFinding open_finding(BudgetFinding finding, const char* reason, const char* remedy) {
  finding.reason = reason;
  finding.remedy = remedy;
  return finding;
}

BudgetFinding over_baseline() {
  BudgetFinding finding = with_interval(build_finding("join", BudgetMetric::seconds, 0.05, BudgetOutcome::exceeded),
                                        0.0731, 0.0612, 0.0851);
  finding.limit.increase = true;
  finding.reference = "python:concat";
  return finding;
}

BudgetFinding near_limit() {
  BudgetFinding finding = with_interval(
      open_finding(build_finding("join", BudgetMetric::cpu_seconds, 0.005, BudgetOutcome::undecided),
                   "the limit lies in the interval",
                   "Use --min-rounds 48 --time-limit 140s, or change the limit, or quieten the machine (greenbench "
                   "doctor lists the risks)."),
      0.0049, 0.004715, 0.0050012);
  finding.flags = {{"--min-rounds", "48", 48.0}, {"--time-limit", "140s", 140.0}};
  return finding;
}

/// A command's name may hold anything.
BudgetFinding of_a_command() {
  BudgetFinding finding =
      open_finding(build_finding("join", BudgetMetric::peak_memory, 209715200.0, BudgetOutcome::failed),
                   "exit code 1: 100% of\ndisk used, sorry", "Remove the cause and measure again.");
  finding.budget = "commands: 100%, all of <them>";
  finding.line = 12;
  finding.hotspot = "exec/commands";
  finding.size = 0;
  finding.variant = {"command", "sort -k 1,2 'a|b'.txt | head -n 3 > \"out\""};
  return finding;
}

BudgetFinding of_memory() {
  BudgetFinding finding =
      with_interval(build_finding("concat", BudgetMetric::peak_memory, 209715200.0, BudgetOutcome::within), 156237824.0,
                    156237824.0, 156237824.0);
  finding.budget = "memory";
  finding.line = 9;
  return finding;
}

RunIdentity checked_run() {
  return {.name = "runs/today",
          .greenbench_version = "0.1.0",
          .started_at = "2026-01-01T12:00:00Z",
          .suite_label = "strings",
          .machine = "AMD EPYC 7763, Linux 6.1.0"};
}

}  // namespace

BudgetReport measured_budgets() {
  return {.file = "energy.toml",
          .run = checked_run(),
          .settings = {},
          .provenance = Provenance::measured,
          .findings = {with_interval(build_finding("join", BudgetMetric::joules, 0.5, BudgetOutcome::within), 0.41,
                                     0.4021, 0.419),
                       with_interval(build_finding("concat", BudgetMetric::watts, 30.0, BudgetOutcome::within), 28.42,
                                     28.1, 28.93),
                       over_baseline(), near_limit(), of_memory(), of_a_command()},
          .not_checked = {"strings stay cheap: strings/build, python:numpy: needs numpy"},
          .warnings = {}};
}

BudgetReport estimated_budgets() {
  BudgetFinding energy = with_interval(
      open_finding(build_finding("join", BudgetMetric::joules, 1.0, BudgetOutcome::undecided),
                   "the run is unreliable: identical code differs in it", "Measure again on a quieter machine."),
      0.41, 0.19, 0.83);
  energy.estimated = true;
  BudgetFinding grams =
      open_finding(build_finding("join", BudgetMetric::grams_co2e, 0.002, BudgetOutcome::undecided),
                   "the run is unreliable: identical code differs in it", "Measure again on a quieter machine.");
  return {.file = "ci/budgets, all.toml",
          .run = checked_run(),
          .settings = {},
          .provenance = Provenance::estimated,
          .findings = {energy, grams},
          .not_checked = {},
          .warnings = {{.code = "control_excludes_one",
                        .hotspot = "",
                        .text = "Identical code differs in this run.",
                        .remedy = "Measure again on a quieter machine."}}};
}

}  // namespace greenbench::testing
