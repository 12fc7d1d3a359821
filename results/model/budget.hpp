// Budgets of energy, time and memory, and what a run says to them: filled by analysis, read by the writers.
//
//   Budget budget{.name = "import", .hotspot = "exec/*", .limits = {{BudgetMetric::seconds, 0.2}}};
//   BudgetReport report = check_budgets({{budget}, "energy.toml"}, run, analysis, {});
//   if (outcome_of(report) == BudgetOutcome::exceeded) fail();
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/model/run_comparison.hpp"

namespace greenbench {

enum class BudgetMetric { joules, seconds, watts, cpu_seconds, peak_memory, grams_co2e };

inline constexpr std::array all_budget_metrics{BudgetMetric::joules,      BudgetMetric::seconds,
                                               BudgetMetric::watts,       BudgetMetric::cpu_seconds,
                                               BudgetMetric::peak_memory, BudgetMetric::grams_co2e};

/// The most that something may cost.
struct BudgetLimit {
  BudgetMetric metric = BudgetMetric::seconds;
  /// J, s, W, s, bytes or g of one operation. Of an increase: cost / reference - 1, so that 0.05 is 5% more and -0.1
  /// at least 10% less.
  double limit = 0.0;
  bool increase = false;
};

enum class ReferenceKind {
  none,      ///< every limit is an amount
  baseline,  ///< of the variant, as the run is judged
  revision,  ///< the old one of a run of two revisions
  variant,   ///< one that is named
  saved_run
};

/// What increases are counted from.
struct BudgetReference {
  ReferenceKind kind = ReferenceKind::none;
  VariantId variant = {};  ///< of ReferenceKind::variant
  std::string run = {};    ///< of ReferenceKind::saved_run: a path, as it stands in the file
};

struct Budget {
  std::string name;  ///< unique in its file
  std::uint32_t line = 0;
  std::string hotspot = "*";  ///< pattern of its id
  std::string variant = "*";  ///< pattern of its name, or of language:name
  BudgetReference reference = {};
  std::vector<BudgetLimit> limits;
  bool estimated = false;  ///< estimated joules, watts and grams may decide
};

/// failed: what it is about could not be measured.
enum class BudgetOutcome { within, exceeded, undecided, failed };

/// The worst first, as an exit code tells them.
inline constexpr std::array all_budget_outcomes{BudgetOutcome::exceeded, BudgetOutcome::failed,
                                                BudgetOutcome::undecided, BudgetOutcome::within};

/// One limit of one budget for one variant.
struct BudgetFinding {
  std::string budget;      ///< its name
  std::uint32_t line = 0;  ///< of the budget in its file
  std::string hotspot;
  std::uint64_t size = 0;
  VariantId variant;
  BudgetLimit limit;
  std::string reference = {};             ///< of an increase: "python:concat", "main", "runs/main"; else empty
  std::optional<double> value = {};       ///< in the unit of the limit
  std::optional<Interval> interval = {};  ///< that decides: of an estimate with the model's error in it
  bool estimated = false;                 ///< joules of a power model are in the value
  BudgetOutcome outcome = BudgetOutcome::undecided;
  std::string reason = {};                ///< of what is undecided or failed, in a few words; else empty
  std::string remedy = {};                ///< what would decide it, one sentence; empty with the reason
  std::vector<SuggestedFlag> flags = {};  ///< those that the remedy names
};

struct BudgetReport {
  std::string file;  ///< of the budgets
  RunIdentity run;
  AnalysisSettings settings;
  Provenance provenance = Provenance::estimated;
  std::vector<BudgetFinding> findings;   ///< in the order of the file, then of the plan
  std::vector<std::string> not_checked;  ///< what a pattern names but the run had left out, with the reason
  std::vector<Warning> warnings;         ///< of the run as a whole that put its numbers in doubt
};

[[nodiscard]] std::size_t count_of(const BudgetReport& report, BudgetOutcome outcome);
/// The worst of its findings; within where there are none.
[[nodiscard]] BudgetOutcome outcome_of(const BudgetReport& report);

/// "joules", "cpu_seconds": as in a file of budgets.
[[nodiscard]] std::string_view name_of(BudgetMetric metric);
[[nodiscard]] std::string_view name_of(BudgetOutcome outcome);

/// Whether it is made from joules, which may be an estimate.
[[nodiscard]] constexpr bool needs_joules(BudgetMetric metric) {
  return metric == BudgetMetric::joules || metric == BudgetMetric::watts || metric == BudgetMetric::grams_co2e;
}

}  // namespace greenbench
