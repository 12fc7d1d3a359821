// Fixed runs with their reports, with and without carbon, from which every golden file is rendered.
//
//   Example example = measured_example();    // counters; a left-out variant, a void block and a failed hotspot
//   Example preview = estimated_example();   // power model; a quick run
//   Example sweep = sweep_example();         // counters; two sizes and long names
//   std::string text = find_writer("terminal")->write(example.report, example.run, {.width = 80});
#pragma once

#include "results/model/report.hpp"

namespace greenbench::testing {

struct Example {
  Run run;
  Report report;
};

[[nodiscard]] Example measured_example();
[[nodiscard]] Example estimated_example();
/// Two sizes of a hotspot of the user's own, with a name and variants wider than a column of any table.
[[nodiscard]] Example sweep_example();

/// The same with carbon: Germany in 2023, PUE 1.2, ten operations a second.
[[nodiscard]] Example measured_carbon_example();
/// Carbon intensity of 400 g/kWh, given; no rate.
[[nodiscard]] Example estimated_carbon_example();

}  // namespace greenbench::testing
