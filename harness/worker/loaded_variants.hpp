// The planned variants of one hotspot, of both languages, set up in this process and checked.
//
//   LoadedVariants loaded{planned, python, surroundings};
//   if (auto disagreement = loaded.disagreement(leave_out)) refuse(*disagreement);
//   RepetitionRunner runner{loaded.named(), meter, counters};
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/worker/repetition.hpp"
#include "results/model/schema.hpp"
#include "workloads/python/runtime.hpp"

namespace greenbench {

/// The same hotspot with some of its variants.
[[nodiscard]] PlannedHotspot only(const PlannedHotspot& planned, std::span<const std::uint32_t> variants);

class LoadedVariants {
 public:
  /// Sets up what the plan names. `python` may be null when the plan has no Python variant.
  /// Throws std::runtime_error when a planned variant does not exist or its set-up fails.
  LoadedVariants(const PlannedHotspot& planned, PythonRuntime* python, const Surroundings& surroundings);

  /// In the order of the plan.
  [[nodiscard]] const std::vector<NamedVariant>& named() const { return named_; }

  /// Runs every variant once. Which two give different answers and where; empty when all agree. A variant that fails
  /// is left out and given to `failed`, by its place in named().
  [[nodiscard]] std::optional<std::string> disagreement(
      const std::function<void(std::size_t, const VariantFailed&)>& failed) const;

 private:
  double relative_tolerance_;
  std::unique_ptr<LoadedHotspot> python_;
  std::unique_ptr<LoadedHotspot> native_;
  std::vector<NamedVariant> named_;
};

}  // namespace greenbench
