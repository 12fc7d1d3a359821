// Output formats of runs, of comparisons of two runs and of checked claims: each is one pure function to text.
//
//   for (const Writer& writer : writers()) list(writer.name);
//   std::string text = find_writer("markdown")->write(report, run, {.width = 80});
//   std::string changes = find_compare_writer("json")->write(comparison, {});
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "results/model/claim.hpp"
#include "results/model/report.hpp"
#include "results/model/run_comparison.hpp"

namespace greenbench {

struct DrawnCharts;

/// How much the terminal format says: the tables alone, with what follows from them, or all that there is.
enum class Detail { tables, conclusions, everything };

struct WriteOptions {
  int width = 80;       ///< columns the terminal format may use
  bool colour = false;  ///< only ever true on a terminal
  Detail detail = Detail::conclusions;
  bool wide = false;                    ///< the terminal format shows every column, however wide its tables become
  const DrawnCharts* charts = nullptr;  ///< of this report, for the HTML page
};

struct Writer {
  std::string_view name;  ///< as in --format: "terminal", "json", "benchstat"
  std::string_view description;
  std::string (*write)(const Report& report, const Run& run, const WriteOptions& options);
};

struct CompareWriter {
  std::string_view name;  ///< as in --format: "terminal", "markdown", "json"
  std::string (*write)(const RunComparison& comparison, const WriteOptions& options);
};

struct ClaimsWriter {
  std::string_view name;  ///< as in --format: "terminal", "markdown", "json", "junit"
  std::string (*write)(const ClaimsReport& report, const WriteOptions& options);
};

[[nodiscard]] std::span<const Writer> writers();
[[nodiscard]] std::span<const CompareWriter> compare_writers();
[[nodiscard]] std::span<const ClaimsWriter> claims_writers();

/// Null when there is no such format.
[[nodiscard]] const Writer* find_writer(std::string_view name);
[[nodiscard]] const CompareWriter* find_compare_writer(std::string_view name);
[[nodiscard]] const ClaimsWriter* find_claims_writer(std::string_view name);

}  // namespace greenbench
