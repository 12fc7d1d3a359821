// The planned variants of one hotspot, of both languages, set up in this process and checked.
//
//   LoadedVariants loaded{planned, python, surroundings};
//   if (auto disagreement = loaded.disagreement()) refuse(*disagreement);
//   RepetitionRunner runner{loaded.named(), meter, counters};
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/worker/repetition.hpp"
#include "results/model/schema.hpp"
#include "workloads/python/runtime.hpp"

namespace greenbench {

class LoadedVariants {
 public:
  /// Sets up what the plan names. `python` may be null when the plan has no Python variant.
  /// Throws std::runtime_error when a planned variant does not exist or its set-up fails.
  LoadedVariants(const PlannedHotspot& planned, PythonRuntime* python, const Surroundings& surroundings);

  /// In the order of the plan.
  [[nodiscard]] const std::vector<NamedVariant>& named() const { return named_; }

  /// Runs every variant once. Which two give different answers and where; empty when all agree.
  /// Throws VariantFailed when one fails.
  [[nodiscard]] std::optional<std::string> disagreement() const;

 private:
  double relative_tolerance_;
  std::unique_ptr<LoadedHotspot> python_;
  std::unique_ptr<LoadedHotspot> native_;
  std::vector<NamedVariant> named_;
};

}  // namespace greenbench
