// The controller: starts rounds one at a time until every hotspot is known well enough, and drives their workers.
//
//   Session session{installation, run, journal, progress, interrupt};
//   session.measure();                 // returns early when interrupted
//   Report report = analyse(run, settings);
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "analysis/verdicts/next_round.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "harness/controller/journal.hpp"
#include "harness/controller/progress.hpp"
#include "harness/controller/round.hpp"
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

/// The unfinished hotspot with the fewest rounds, so that all hotspots share the whole time of the run.
[[nodiscard]] std::optional<std::size_t> next_hotspot(const Run& run);

/// Seeds and settings of a round follow from the plan alone: a resumed run chooses the same. `cpus`: those that may be
/// used; the round has one of them, unless its hotspot uses several processors by itself.
[[nodiscard]] RoundRecord planned_round(const Plan& plan, std::size_t hotspot, std::uint32_t index,
                                        std::span<const int> cpus);

class Session {
 public:
  Session(const Installation& installation, Run& run, Journal& journal, Progress& progress, Interrupt& interrupt);

  /// Measures until every hotspot has stopped, or the user interrupts. Throws std::system_error when the
  /// journal cannot be written.
  void measure();

 private:
  struct Outcome {
    RoundRecord record;
    std::vector<VariantFailure> failed;
    std::optional<Failure> failure;
    Calibration calibration;
    std::vector<std::optional<PeakMemory>> peak_memory;
    std::string void_reason;  ///< why none of the blocks counts
    bool interrupted = false;
  };

  void measure_round(std::size_t hotspot);
  [[nodiscard]] Outcome run_round(std::size_t hotspot);
  /// Finds variants that cannot run, and whether the others give the same answer; only once for each hotspot.
  void check(std::size_t hotspot, Outcome& outcome);
  void ask_checker(const CheckRequest& request, Outcome& outcome);
  void hear_checker(const WorkerMessage& message, Outcome& outcome);
  void drive_round(std::size_t hotspot, Outcome& outcome);
  [[nodiscard]] std::vector<ReadyVariant> set_up(Round& round, const std::vector<std::uint32_t>& variants,
                                                 Outcome& outcome);
  void measure_variants(Round& round, BlocksOfRound blocks, Outcome& outcome);
  void keep(std::size_t hotspot, Outcome outcome);
  [[nodiscard]] RoundRequest request_for(std::size_t hotspot, const Outcome& outcome) const;
  [[nodiscard]] RoundSettings settings_for(const RoundRecord& record);
  [[nodiscard]] double run_seconds() const;

  const Installation& installation_;
  Run& run_;
  Journal& journal_;
  Progress& progress_;
  Interrupt& interrupt_;
  StopRule rule_;
  std::optional<WorkloadUser> user_;  ///< as whom workloads run
  WorkerFolder prepared_;             ///< one folder for each hotspot, for what its prepare() makes
  std::vector<int> cpus_;
  std::set<std::size_t> checked_;  ///< hotspots whose answers agree
  double earlier_seconds_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace greenbench
