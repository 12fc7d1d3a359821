// How long the analysis of a large run takes, and how that grows with the samples.
//
//   AnalysisCost cost = measure_analysis_cost(5);
//   cost.million_seconds;   // 0.9: 10 hotspots x 10 variants x 40 rounds x 250 blocks
//   cost.growth();          // 4.3: against half the rounds and half the blocks; n log n gives 4.4
#pragma once

#include <cstddef>

namespace greenbench {

struct AnalysisCost {
  double quarter_seconds = 0.0;  ///< 250,000 samples; CPU time, the fastest of all repetitions
  double million_seconds = 0.0;  ///< 1,000,000 samples
  [[nodiscard]] double growth() const { return million_seconds / quarter_seconds; }
};

/// Made-up runs of noisy samples with joules. The fastest, since only disturbances make a pure function slower.
[[nodiscard]] AnalysisCost measure_analysis_cost(int repetitions);

}  // namespace greenbench
