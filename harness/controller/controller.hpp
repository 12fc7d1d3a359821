// The controller: starts workers one at a time until every hotspot is known well enough.
//
//   Session session{installation, run, journal, progress, interrupt};
//   session.measure();                 // returns early when interrupted
//   Report report = analyse(run, settings);
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "analysis/verdicts/stop_rule.hpp"
#include "harness/controller/journal.hpp"
#include "harness/controller/progress.hpp"
#include "harness/processes/installation.hpp"
#include "harness/processes/interrupt.hpp"
#include "harness/processes/worker_process.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// Measured if every counted domain is; a run never mixes the two.
[[nodiscard]] Provenance provenance_of(const Plan& plan);

[[nodiscard]] StopRule stop_rule_of(const Plan& plan);

/// Sets why a hotspot stops, if it does. A pure function of what was measured, so that a resumed run
/// decides what the interrupted one would have.
void decide_stop(const StopRule& rule, const PlannedHotspot& planned, HotspotRun& measured);

/// The unfinished hotspot with the fewest workers, so that all hotspots share the whole time of the run.
[[nodiscard]] std::optional<std::size_t> next_hotspot(const Run& run);

/// Seeds and settings of a worker follow from the plan alone: a resumed run chooses the same.
[[nodiscard]] WorkerRecord planned_worker(const Plan& plan, std::size_t hotspot, std::uint32_t index);

class Session {
 public:
  Session(const Installation& installation, Run& run, Journal& journal, Progress& progress, Interrupt& interrupt);

  /// Measures until every hotspot has stopped, or the user interrupts. Throws std::system_error when the
  /// journal cannot be written.
  void measure();

 private:
  struct Outcome {
    WorkerRecord record;
    std::optional<Failure> failure;
    std::optional<Calibration> calibration;
    std::vector<std::optional<PeakMemory>> peak_memory;
    bool interrupted = false;
  };

  void measure_worker(std::size_t hotspot);
  Outcome run_worker(std::size_t hotspot);
  void take(const WorkerMessage& message, Outcome& outcome);
  void keep(std::size_t hotspot, Outcome outcome);
  [[nodiscard]] MeasureRequest request_for(std::size_t hotspot, const WorkerRecord& worker) const;
  [[nodiscard]] double run_seconds() const;

  const Installation& installation_;
  Run& run_;
  Journal& journal_;
  Progress& progress_;
  Interrupt& interrupt_;
  StopRule rule_;
  WorkerFolder prepared_;  ///< one folder for each hotspot, for what its prepare() makes
  double earlier_seconds_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace greenbench
