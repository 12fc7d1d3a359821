// Output formats of a comparison of two runs: each is one pure function to text.
//
//   for (const CompareWriter& writer : compare_writers()) list(writer.name);
//   std::string text = find_compare_writer("markdown")->write(comparison, {.width = 80});
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "results/model/run_comparison.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

struct CompareWriter {
  std::string_view name;  ///< as in --format: "terminal", "markdown", "json"
  std::string (*write)(const RunComparison& comparison, const WriteOptions& options);
};

[[nodiscard]] std::span<const CompareWriter> compare_writers();
[[nodiscard]] const CompareWriter* find_compare_writer(std::string_view name);

}  // namespace greenbench
