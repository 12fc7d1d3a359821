// What a person sees while a run goes on: one line on the terminal, rewritten in place. Elsewhere only complaints.
//
//   Progress progress{run.plan, isatty(STDERR_FILENO)};
//   progress.round_started(hotspot, run);  progress.block_done();
//   progress.finished();
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "analysis/verdicts/stop_rule.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

class Progress {
 public:
  /// `shown`: standard error is a terminal.
  Progress(const StopRule& rule, bool shown) : rule_(rule), shown_(shown) {}

  void round_started(std::size_t hotspot, const Run& run);
  void block_done();
  /// What went wrong without harm to the run, on standard error: the same words once, however many rounds say them.
  void complain(const std::string& text);
  /// Clears the line.
  void finished();

 private:
  void draw();

  StopRule rule_;
  bool shown_;
  std::string prefix_;
  std::string suffix_;
  std::uint32_t blocks_done_ = 0;
  std::set<std::string> complaints_;
};

/// Seconds a hotspot will still take, from how its interval has narrowed so far.
[[nodiscard]] double seconds_left(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured);

/// Time its rounds took, set-up included.
[[nodiscard]] double elapsed_seconds(const HotspotRun& measured);

}  // namespace greenbench
