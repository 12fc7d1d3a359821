#include "harness/controller/progress.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "harness/command_line/message.hpp"
#include "results/text/display_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

/// A round's set-up, warm-up and calibration, as a multiple of its measured time; until one has been timed.
constexpr double first_guess_of_round_cost = 1.3;

double longest_round_seconds(const HotspotRun& measured) {
  double longest = 0.0;
  for (const RoundRecord& round : measured.rounds) longest = std::max(longest, round.wall_seconds);
  return longest;
}

/// Rounds bound the time only once it is known how long one is.
double most_seconds_left(const Limits& limits, const HotspotRun& measured) {
  if (measured.stop != StopReason::not_finished) return 0.0;
  if (measured.rounds.empty()) return limits.time_limit_seconds + first_guess_of_round_cost * limits.round_seconds;
  const double longest = longest_round_seconds(measured);
  const double done = static_cast<double>(measured.rounds.size());
  const double until_limit = std::max(limits.time_limit_seconds - elapsed_seconds(measured), 0.0) + longest;
  const double rounds_left = std::max(double{most_starts_per_round} * limits.max_rounds - done, 0.0);
  return std::min(until_limit, rounds_left * longest);
}

/// Of the comparison that has furthest to go: "python:join: 1.03x less (1.01 to 1.05)".
std::string ratio_so_far(const StopState& state) {
  if (!state.least_precise) return {};
  const LeastPrecise& least = *state.least_precise;
  return fmt::format("{}: {} {}", least.variant, ratio_text(least.ratio, Verdict::inconclusive, ""),
                     least.metric == Metric::energy ? "J" : "s");
}

std::string joined(const std::vector<std::string>& parts) {
  std::vector<std::string> filled;
  std::ranges::copy_if(parts, std::back_inserter(filled), [](const std::string& part) { return !part.empty(); });
  return fmt::format("{}", fmt::join(filled, "  "));
}

}  // namespace

double elapsed_seconds(const HotspotRun& measured) {
  double elapsed = 0.0;
  for (const RoundRecord& round : measured.rounds) elapsed += round.wall_seconds;
  return elapsed;
}

double most_seconds_left(const StopRule& rule, const Run& run) {
  double left = 0.0;
  for (const HotspotRun& measured : run.hotspots) left += most_seconds_left(rule.limits, measured);
  return left;
}

std::string rounded_up_time(double seconds) {
  constexpr double minute = 60.0;
  constexpr double hour = 3600.0;
  constexpr double until = 1.5;  // of the next unit
  if (seconds <= until * minute) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds <= until * hour) return fmt::format("{:.0f} min", std::ceil(seconds / minute));
  return fmt::format("{:.0f} h", std::ceil(seconds / hour));
}

std::string progress_line(const ProgressParts& parts, std::size_t columns) {
  const std::vector<std::vector<std::string>> by_length{{parts.hotspot, parts.round, parts.ratio, parts.left},
                                                        {parts.hotspot, parts.ratio, parts.left},
                                                        {parts.ratio, parts.left},
                                                        {parts.left}};
  for (const std::vector<std::string>& chosen : by_length) {
    std::string line = printable(joined(chosen));
    if (display_width(line) <= columns) return line;
  }
  return {};
}

void Progress::round_started(std::size_t hotspot, const Run& run) {
  if (columns_ == 0) return;
  const HotspotRun& measured = run.hotspots[hotspot];
  hotspot_ = run.plan.hotspots[hotspot].id;
  round_ = measured.rounds.size() + 1;
  ratio_ = ratio_so_far(stop_state(rule_, run.plan.hotspots[hotspot], measured, elapsed_seconds(measured)));
  const double left = most_seconds_left(rule_, run);
  seconds_left_ = std::min(seconds_left_.value_or(left), left);
  blocks_done_ = 0;
  draw();
}

void Progress::block_done() {
  ++blocks_done_;
  draw();
}

void Progress::complain(const std::string& text) {
  if (!complaints_.insert(text).second) return;
  finished();
  say("{}", text);
}

void Progress::draw() {
  if (columns_ == 0) return;
  const ProgressParts parts{.hotspot = hotspot_,
                            .round = fmt::format("round {}, block {}", round_, blocks_done_),
                            .ratio = ratio_,
                            .left = fmt::format("at most {} left", rounded_up_time(seconds_left_.value_or(0.0)))};
  // A line that fills the last column would be wrapped by some terminals.
  write_message("\r\x1b[K" + progress_line(parts, columns_ - 1));
}

void Progress::finished() {
  if (columns_ == 0) return;
  write_message("\r\x1b[K");
}

}  // namespace greenbench
