// The planned variants of one hotspot, of all languages, set up in this process.
//
//   prepare_hotspot(planned, python, folder);                                    // once per run
//   LoadedVariants loaded{planned, python, {.prepared = folder}};
//   RepetitionRunner runner{loaded.named().front(), meter, counters};
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "harness/worker/repetition.hpp"
#include "results/model/schema.hpp"
#include "workloads/python/runtime.hpp"

namespace greenbench {

/// Makes in `folder` what the hotspot's planned languages want to be made once per run, if anything; `folder` need not
/// exist. Throws std::runtime_error with the cause.
void prepare_hotspot(const PlannedHotspot& planned, PythonRuntime* python, const std::filesystem::path& folder);
/// The same hotspot with some of its variants.
[[nodiscard]] PlannedHotspot only(const PlannedHotspot& planned, std::span<const std::uint32_t> variants);

class LoadedVariants {
 public:
  /// Sets up what the plan names. `python` may be null when the plan has no Python variant.
  /// Throws std::runtime_error when a planned variant does not exist or its set-up fails.
  LoadedVariants(const PlannedHotspot& planned, PythonRuntime* python, const Surroundings& around);

  /// In the order of the plan.
  [[nodiscard]] const std::vector<NamedVariant>& named() const { return named_; }

 private:
  std::unique_ptr<LoadedHotspot> python_;
  std::unique_ptr<LoadedHotspot> native_;
  std::vector<std::unique_ptr<Variant>> commands_;
  std::vector<NamedVariant> named_;
};

}  // namespace greenbench
