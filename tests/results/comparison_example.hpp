// Two fixed comparisons of runs, from which the golden files of `compare` are rendered.
//
//   RunComparison measured = measured_comparison();     // counters; a regression, drift, what is not compared
//   RunComparison time_only = time_only_comparison();   // measured against estimated; previews
//   std::string text = find_compare_writer("terminal")->write(measured, {.width = 80});
#pragma once

#include "results/model/run_comparison.hpp"

namespace greenbench::testing {

[[nodiscard]] RunComparison measured_comparison();
[[nodiscard]] RunComparison time_only_comparison();

}  // namespace greenbench::testing
