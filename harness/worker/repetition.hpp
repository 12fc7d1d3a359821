// One repetition: a fixed number of iterations of one variant, driven by Google Benchmark between two
// reads of the energy meter.
//
//   RepetitionRunner runner{{"strings/build/python:join", &join}, meter, counters};
//   runner.fix({.iterations = 120, .untimed_calls = 2});
//   runner.warm();
//   Repetition repetition = runner.run();
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "counters/activity/explanatory_counters.hpp"
#include "counters/meter/meter.hpp"
#include "harness/processes/child_process.hpp"
#include "workloads/hotspot.hpp"

namespace greenbench {

/// A variant that is ready to run, and its name for messages: "strings/build/python:join".
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

/// How one worker measures its variant.
struct Turn {
  std::uint64_t iterations = 1;  ///< of the measured repetition
  std::uint64_t untimed_calls =
      2;  ///< before it, so that caches, branch predictors and fresh pages are this code's own
};

class RepetitionRunner {
 public:
  RepetitionRunner(NamedVariant variant, EnergyMeter& meter, const ExplanatoryCounters& counters);
  ~RepetitionRunner();
  RepetitionRunner(const RepetitionRunner&) = delete;
  RepetitionRunner& operator=(const RepetitionRunner&) = delete;

  /// How long one iteration takes, from as many as fill `region` (at least one); Google Benchmark finds the number.
  [[nodiscard]] Seconds seconds_per_iteration(Seconds region);
  /// Runs one iteration that nothing is read around. Throws VariantFailed. Forgets what fix() registered.
  void run_once();
  /// The same of a single call, after a reset.
  [[nodiscard]] Seconds seconds_of_one();
  /// Registers what warm() and run() will do.
  void fix(const Turn& turn);
  /// The untimed calls of a turn. fix() must have been called. Throws VariantFailed.
  void warm();
  /// Measures one repetition. fix() must have been called. Throws VariantFailed.
  [[nodiscard]] Repetition run();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greenbench
