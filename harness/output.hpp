// Printing a report to standard output.
//
//   print_report(report, run, "terminal");   // as wide as the terminal, coloured if it is one
#pragma once

#include <string>
#include <string_view>

#include "results/report.hpp"
#include "results/run_comparison.hpp"

namespace greenbench {

/// Throws std::system_error when standard output cannot be written (a full disk, a closed pipe).
void print_report(const Report& report, const Run& run, const std::string& format);

/// A comparison of two runs; `format` is one of compare_writers().
void print_comparison(const RunComparison& comparison, const std::string& format);

/// Writes all of `text` to standard output. Throws std::system_error.
void print_text(std::string_view text);

}  // namespace greenbench
