// The repetitions of a run as other benchmark tools see them: one named series per variant.
//
//   for (const BenchmarkSeries& series : benchmark_series(run)) {
//     series.name;                                    // "strings/build/python:join"
//     series.rounds[0][0]->wall_seconds;             // the first valid repetition
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

struct BenchmarkSeries {
  std::string name;
  const PlannedHotspot* hotspot = nullptr;
  const PlannedVariant* variant = nullptr;
  std::vector<std::vector<const Sample*>> rounds;  ///< valid repetitions; rounds without any are left out
};

/// In the order of the plan; variants without a valid repetition are left out. Points into `run`.
[[nodiscard]] std::vector<BenchmarkSeries> benchmark_series(const Run& run);

/// "strings/build/python:join"; "strings/build/python:join/30000" where the plan has the hotspot at several sizes.
[[nodiscard]] std::string benchmark_name(const Plan& plan, const PlannedHotspot& hotspot, const VariantId& variant);

/// "measured", "estimated", or "unknown" where the run counted no joules at all.
[[nodiscard]] std::string_view provenance_word(const Report& report);

/// Where the counted joules come from: "powercap package-0 + dram-0", "estimate: cloud average"; empty when nowhere.
[[nodiscard]] std::string energy_source(const Report& report);

/// Of the machine and the build; empty when the run does not know it.
[[nodiscard]] std::optional<std::string> environment_value(const Run& run, std::string_view key);

/// "cpus" as a number.
[[nodiscard]] std::optional<unsigned> cpu_count(const Run& run);

}  // namespace greenbench
