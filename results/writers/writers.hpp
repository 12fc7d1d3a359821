// Output formats: each is one pure function from a Report (or a Run's samples) to text.
//
//   for (const Writer& writer : writers()) list(writer.name);
//   std::string text = find_writer("markdown")->write(report, run, {.width = 80});
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "results/model/report.hpp"

namespace greenbench {

struct DrawnCharts;

struct WriteOptions {
  int width = 80;                       ///< columns the terminal format may use
  bool colour = false;                  ///< only ever true on a terminal
  bool wide = false;                    ///< the terminal format shows every column, however wide its tables become
  const DrawnCharts* charts = nullptr;  ///< of this report, for the HTML page
};

struct Writer {
  std::string_view name;  ///< as in --format: "terminal", "json", "benchstat"
  std::string_view description;
  std::string (*write)(const Report& report, const Run& run, const WriteOptions& options);
};

[[nodiscard]] std::span<const Writer> writers();
[[nodiscard]] const Writer* find_writer(std::string_view name);

}  // namespace greenbench
