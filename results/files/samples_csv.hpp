// samples.csv: the one home of the samples of a run. One row per repetition, tidy, unknown cells empty.
//
//   std::string text = samples_csv(run);
//   Run again = run_without_samples;
//   std::ifstream file{"samples.csv"};
//   read_samples_csv(file, "samples.csv", again);
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "results/model/schema.hpp"

namespace greenbench {

/// Numbers are written in their shortest exact form, lines end in \n.
[[nodiscard]] std::string samples_csv(const Run& run);

/// Appends the samples to the rounds they belong to. Columns are found by name, further ones are ignored.
/// Throws DocumentError naming `file`, line and column.
void read_samples_csv(std::istream& rows, const std::string& file, Run& run);

/// One column per domain: "energy_package_0_joules". Two sources with a domain of one name:
/// "energy_perf_package_0_joules" and "energy_powercap_package_0_joules".
[[nodiscard]] std::vector<std::string> domain_columns(const std::vector<DomainRecord>& domains);

}  // namespace greenbench
