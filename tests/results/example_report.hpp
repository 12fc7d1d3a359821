// Two fixed runs with their reports, from which every golden file is rendered.
//
//   Example example = measured_example();    // counters; a left-out variant, a void block and a failed hotspot
//   Example preview = estimated_example();   // power model; a quick run
//   std::string text = find_writer("terminal")->write(example.report, example.run, {.width = 80});
#pragma once

#include "results/report.hpp"

namespace greenbench::testing {

struct Example {
  Run run;
  Report report;
};

[[nodiscard]] Example measured_example();
[[nodiscard]] Example estimated_example();

}  // namespace greenbench::testing
