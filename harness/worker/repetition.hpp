// One repetition: a fixed number of iterations of one variant, driven by Google Benchmark between two
// reads of the energy meter.
//
//   RepetitionRunner runner{"strings/build", variants, meter, counters};
//   runner.fix_iterations({120, 80});
//   Repetition join = runner.run(1);
#pragma once

#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "counters/activity/explanatory_counters.hpp"
#include "counters/meter/meter.hpp"
#include "harness/processes/child_process.hpp"
#include "workloads/hotspot.hpp"

namespace greenbench {

/// A variant that is ready to run, under the name it is registered with: "strings/build/python:join".
struct NamedVariant {
  std::string name;
  Variant* variant = nullptr;
};

/// What was read around one repetition.
struct Repetition {
  std::uint64_t iterations = 0;
  double started_at = 0.0;  ///< seconds since 1970-01-01 UTC
  Seconds library_time;     ///< what Google Benchmark's own timer says, for comparison
  ExplanatoryReading before;
  ExplanatoryReading after;
  std::variant<EnergyUse, MeterFault> energy;
};

/// A variant failed while it was being run. what() is one line; detail() the whole text where there is more of it.
class VariantFailed : public std::runtime_error {
 public:
  VariantFailed(const std::string& variant, const std::string& text)
      : std::runtime_error(variant + ": " + last_line(text)), detail_(text == last_line(text) ? "" : text) {}
  [[nodiscard]] const std::string& detail() const { return detail_; }

 private:
  std::string detail_;
};

class RepetitionRunner {
 public:
  RepetitionRunner(std::vector<NamedVariant> variants, EnergyMeter& meter, const ExplanatoryCounters& counters);
  ~RepetitionRunner();
  RepetitionRunner(const RepetitionRunner&) = delete;
  RepetitionRunner& operator=(const RepetitionRunner&) = delete;

  /// How many iterations of a variant fill `region`, at least one; found by Google Benchmark.
  [[nodiscard]] std::uint64_t calibrate(std::size_t variant, Seconds region);
  /// Runs one iteration that nothing is read around. Throws VariantFailed. Forgets what fix_iterations() registered.
  void run_once(std::size_t variant);
  /// Registers every variant with its own fixed number of iterations.
  void fix_iterations(std::span<const std::uint64_t> iterations);
  /// Measures one repetition. fix_iterations() must have been called. Throws VariantFailed.
  [[nodiscard]] Repetition run(std::size_t variant);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greenbench
