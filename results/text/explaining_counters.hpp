// What is counted beside joules and seconds and may explain them: one row per counter, for analysis and writers alike.
//
//   for (const ExplainingCounter& counter : explaining_counters()) {
//     if (const auto instructions = counter.value(summary)) show(counter.title, *instructions);
//   }
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "results/model/report.hpp"

namespace greenbench {

struct ExplainingCounter {
  std::string_view key;      ///< as in run.json: "page_faults_minor"
  std::string_view title;    ///< "minor faults"
  std::string_view unit;     ///< "s" with a prefix before it; empty: a plain number
  std::string_view meaning;  ///< one sentence, of an amount per operation
  std::optional<double> (*value)(const VariantSummary& summary);
};

[[nodiscard]] std::span<const ExplainingCounter> explaining_counters();

/// Null when there is none of that name.
[[nodiscard]] const ExplainingCounter* find_explaining_counter(std::string_view key);

}  // namespace greenbench
