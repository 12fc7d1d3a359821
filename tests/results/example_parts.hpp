// What the example runs are built of: from what each variant costs to plan, samples, summaries and comparisons.
//
//   Example example;
//   add_hotspot(example, planned, {{{"python", "concat"}, true, 2.11e-3, 14.2}}, {.rounds = 12});
//   return finished(std::move(example));
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/results/example_report.hpp"

namespace greenbench::testing {

/// What one variant of an example costs. Its ratio to the baseline follows from the joules.
struct Cost {
  VariantId id;
  bool baseline = false;
  double seconds = 0.0;
  double watts = 0.0;
  std::uint64_t iterations = 1;
  double half_width = 0.01;  ///< of the ratio's interval: value / (1 + h) to value * (1 + h)
  Verdict verdict = Verdict::saves;
  std::string note = {};
  bool explained = false;  ///< the machine shows idle states and counts hardware events
  [[nodiscard]] double joules() const { return seconds * watts; }
};

/// How much of a hotspot was measured.
struct Effort {
  std::uint32_t rounds = 1;                         ///< of two blocks each
  double instrument_fraction = 0.01;                ///< uncertainty of the joules themselves
  std::optional<double> idle_watts = std::nullopt;  ///< good to 0.125 W
};

/// value / (1 + half_width) to value * (1 + half_width)
[[nodiscard]] Interval around(double value, double half_width, double level = 0.95);

/// Where a repetition stands.
struct Place {
  std::uint32_t variant = 0;
  std::uint32_t round = 0;
  std::uint32_t block = 0;
};

/// Joules are divided over so many domains; the first two make up the total.
[[nodiscard]] Sample sample_of(const Cost& cost, Place place, std::size_t domains);

/// Plan, rounds, summaries and comparisons of one hotspot, all from the same costs.
void add_hotspot(Example& example, PlannedHotspot planned, const std::vector<Cost>& costs, Effort effort);

/// Gives the report its copy of the run, without samples.
[[nodiscard]] Example finished(Example example);

}  // namespace greenbench::testing
