// What a person sees while a run goes on: one line on the terminal, rewritten in place. Elsewhere only complaints.
//
//   Progress progress{stop_rule_of(run.plan), 80};
//   progress.round_started(hotspot, run);  progress.block_done();
//   progress.finished();
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "analysis/verdicts/stop_rule.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

class Progress {
 public:
  /// `columns` of the terminal that standard error is; 0 where it is none.
  Progress(const StopRule& rule, std::size_t columns) : rule_(rule), columns_(columns) {}

  void round_started(std::size_t hotspot, const Run& run);
  void block_done();
  /// What went wrong without harm to the run, on standard error: the same words once, however many rounds say them.
  void complain(const std::string& text);
  /// Clears the line.
  void finished();

 private:
  void draw();

  StopRule rule_;
  std::size_t columns_;
  std::string hotspot_;
  std::string ratio_;
  std::size_t round_ = 0;
  std::uint32_t blocks_done_ = 0;
  std::optional<double> seconds_left_;  ///< of the whole run, as it was shown last
  std::set<std::string> complaints_;
};

/// Seconds that the rest of the run takes at most: the time limit of each hotspot that goes on, and the round with
/// which it may be passed; less where the rounds run out first.
[[nodiscard]] double most_seconds_left(const StopRule& rule, const Run& run);

/// Rounded up: "40 s", "3 min", "2 h".
[[nodiscard]] std::string rounded_up_time(double seconds);

/// The parts that fit into so many columns, in this order; the number of the round goes first where not all do.
struct ProgressParts {
  std::string hotspot;
  std::string round;
  std::string ratio;  ///< empty until there is one
  std::string left;
};
[[nodiscard]] std::string progress_line(const ProgressParts& parts, std::size_t columns);

/// Time its rounds took, set-up included.
[[nodiscard]] double elapsed_seconds(const HotspotRun& measured);

}  // namespace greenbench
