// Printing a report to standard output.
//
//   show_report(report, run, {.format = "terminal"});   // as wide as the terminal, coloured if it is one
#pragma once

#include <optional>
#include <string_view>

#include "harness/command_line/options.hpp"
#include "results/model/budget.hpp"
#include "results/model/claim.hpp"
#include "results/model/report.hpp"
#include "results/model/run_comparison.hpp"
#include "results/page/charts.hpp"

namespace greenbench {

/// Whether something that the user wants to see has charts: what draws them takes a second or two.
[[nodiscard]] bool wants_charts(const Display& display);

/// Prints the report and writes what is to be exported. `charts` are for the HTML page. Throws std::system_error when
/// standard output cannot be written (a full disk, a closed pipe), or a file.
void show_report(const Report& report, const Run& run, const Display& display, const DrawnCharts* charts = nullptr);

/// A comparison of two runs; the format is one of compare_writers().
void print_comparison(const RunComparison& comparison, const Display& display);

/// Answers to claims; the format is one of claims_writers().
void print_claims(const ClaimsReport& report, const Display& display);

/// Checked budgets, printed and written where they are to be exported; the formats are those of budget_writers().
void show_budgets(const BudgetReport& report, const Display& display);

/// Whether this is a terminal with colours and a line that can be cleared: one that does not say TERM=dumb.
[[nodiscard]] bool obeys_escapes(int descriptor);

/// Of the terminal that the descriptor is; empty where it is none, or does not say.
[[nodiscard]] std::optional<int> terminal_columns(int descriptor);

/// Writes all of `text` to standard output. Throws std::system_error.
void print_text(std::string_view text);

}  // namespace greenbench
