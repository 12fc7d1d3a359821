#include "harness/controller/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/command_line/message.hpp"

namespace greenbench {
namespace {

/// A round's set-up, warm-up and calibration, as a multiple of its measured time; until one has been timed.
constexpr double first_guess_of_round_cost = 1.3;

double all_seconds_left(const StopRule& rule, const Run& run) {
  double left = 0.0;
  for (std::size_t i = 0; i < run.hotspots.size(); ++i) {
    left += seconds_left(rule, run.plan.hotspots[i], run.hotspots[i]);
  }
  return left;
}

std::string state_text(const StopState& state) {
  if (!state.least_precise) return {};
  const auto& [variant, precision, ratio] = *state.least_precise;
  return fmt::format("  {} {:.2f}x ±{:.1f}%", variant, ratio, 100.0 * precision.half_width);
}

}  // namespace

double elapsed_seconds(const HotspotRun& measured) {
  double elapsed = 0.0;
  for (const RoundRecord& round : measured.rounds) elapsed += round.wall_seconds;
  return elapsed;
}

double seconds_left(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured) {
  if (measured.stop != StopReason::not_finished) return 0.0;
  const Limits& limits = rule.limits;
  const double done = static_cast<double>(measured.rounds.size());
  const double elapsed = elapsed_seconds(measured);
  const double per_round = done > 0 ? elapsed / done : first_guess_of_round_cost * limits.round_seconds;
  const StopState state = stop_state(rule, planned, measured, elapsed);
  double wanted = limits.min_rounds;
  if (state.least_precise) {
    const Precision& precision = state.least_precise->precision;
    wanted = std::max(wanted, done * std::pow(precision.half_width / precision.wanted, 2.0));
  }
  wanted = std::min(wanted, static_cast<double>(limits.max_rounds));
  return std::min(std::max(wanted - done, 0.0) * per_round, std::max(limits.time_limit_seconds - elapsed, 0.0));
}

void Progress::round_started(std::size_t hotspot, const Run& run) {
  if (!shown_) return;
  const PlannedHotspot& planned = run.plan.hotspots[hotspot];
  const HotspotRun& measured = run.hotspots[hotspot];
  prefix_ =
      fmt::format("[{}/{}] {}  round {}", hotspot + 1, run.hotspots.size(), planned.id, measured.rounds.size() + 1);
  const StopState state = stop_state(rule_, planned, measured, elapsed_seconds(measured));
  suffix_ = fmt::format("{}  about {:.0f} s left", state_text(state), all_seconds_left(rule_, run));
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
  if (!shown_) return;
  write_message(fmt::format("\r\x1b[K{}, block {}{}", prefix_, blocks_done_, suffix_));
}

void Progress::finished() {
  if (!shown_) return;
  write_message("\r\x1b[K");
}

}  // namespace greenbench
