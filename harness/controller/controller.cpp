#include "harness/controller/controller.hpp"

#include <algorithm>

#include "counters/system/clock.hpp"
#include "harness/plan/plan_builder.hpp"
#include "harness/protocol/seeds.hpp"

namespace greenbench {
namespace {

constexpr std::uint64_t largest_padding_bytes = 4096;

/// A worker whose counter was lost measured honestly until then; any other failure leaves its samples in doubt.
bool keeps_samples(const std::optional<Failure>& failure) {
  return !failure || failure->kind == Failure::Kind::counter_lost;
}

}  // namespace

Provenance provenance_of(const Plan& plan) {
  const bool estimated = std::any_of(plan.domains.begin(), plan.domains.end(), [](const DomainRecord& d) {
    return d.counted && d.provenance == Provenance::estimated;
  });
  return estimated ? Provenance::estimated : Provenance::measured;
}

StopRule stop_rule_of(const Plan& plan) {
  return {plan.limits, provenance_of(plan), AnalysisSettings{}.level};
}

void decide_stop(const StopRule& rule, const PlannedHotspot& planned, HotspotRun& measured) {
  if (measured.failure) {
    measured.stop = StopReason::failed;
  } else if (const auto stop = stop_state(rule, planned, measured, elapsed_seconds(measured)).stop) {
    measured.stop = *stop;
  }
}

std::optional<std::size_t> next_hotspot(const Run& run) {
  std::optional<std::size_t> next;
  for (std::size_t i = 0; i < run.hotspots.size(); ++i) {
    if (run.hotspots[i].stop != StopReason::not_finished) continue;
    if (!next || run.hotspots[i].workers.size() < run.hotspots[*next].workers.size()) next = i;
  }
  return next;
}

WorkerRecord planned_worker(const Plan& plan, std::size_t hotspot, std::uint32_t index) {
  WorkerRecord worker;
  worker.index = index;
  worker.seed = derived_seed(plan.seed, {hotspot, index});
  RandomStream random{worker.seed};
  worker.hash_seed = static_cast<std::uint32_t>(random.next() >> 32U);
  worker.environment_padding_bytes = static_cast<std::uint32_t>(random.below(largest_padding_bytes));
  return worker;
}

Session::Session(const Installation& installation, Run& run, Journal& journal, Progress& progress, Interrupt& interrupt)
    : installation_(installation),
      run_(run),
      journal_(journal),
      progress_(progress),
      interrupt_(interrupt),
      rule_(stop_rule_of(run.plan)),
      prepared_(parent_of_worker_folders()),
      earlier_seconds_(run.wall_seconds) {}

double Session::run_seconds() const {
  return earlier_seconds_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Session::measure() {
  for (std::size_t i = 0; i < run_.hotspots.size(); ++i) decide_stop(rule_, run_.plan.hotspots[i], run_.hotspots[i]);
  while (!interrupt_.requested()) {
    const auto hotspot = next_hotspot(run_);
    if (!hotspot) break;
    measure_worker(*hotspot);
  }
  run_.wall_seconds = run_seconds();
  progress_.finished();
}

MeasureRequest Session::request_for(std::size_t hotspot, const WorkerRecord& worker) const {
  const Plan& plan = run_.plan;
  MeasureRequest request;
  request.hotspot = plan.hotspots[hotspot];
  request.limits = plan.limits;
  request.min_blocks = min_blocks_of(plan);
  request.calibration = run_.hotspots[hotspot].calibration;
  request.seed = worker.seed;
  request.hash_seed = worker.hash_seed;
  request.meter = planned_meter(plan);
  request.prepared = prepared_.path() / std::to_string(hotspot);
  return request;
}

void Session::measure_worker(std::size_t hotspot) {
  progress_.worker_started(hotspot, run_);
  Outcome outcome = run_worker(hotspot);
  if (!outcome.interrupted) keep(hotspot, std::move(outcome));
}

Session::Outcome Session::run_worker(std::size_t hotspot) {
  Outcome outcome;
  outcome.record =
      planned_worker(run_.plan, hotspot, static_cast<std::uint32_t>(run_.hotspots[hotspot].workers.size()));
  outcome.record.started_at = unix_seconds_now();
  journal_.begin_worker(hotspot, outcome.record);
  const auto start = std::chrono::steady_clock::now();
  WorkerProcess worker{installation_, request_for(hotspot, outcome.record), {outcome.record.environment_padding_bytes}};
  while (const auto message = worker.next_message(Seconds{run_.plan.limits.worker_timeout_seconds}, &interrupt_)) {
    take(*message, outcome);
  }
  outcome.interrupted = worker.interrupted();
  if (!worker.finished() && !outcome.interrupted) outcome.failure = worker.last_words();
  if (outcome.failure) outcome.failure->worker = outcome.record.index;
  outcome.record.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

void Session::take(const WorkerMessage& message, Outcome& outcome) {
  if (const auto* block = std::get_if<BlockMessage>(&message)) {
    journal_.add(block->samples);
    outcome.record.samples.insert(outcome.record.samples.end(), block->samples.begin(), block->samples.end());
    progress_.block_done();
  } else if (const auto* found = std::get_if<CalibrationMessage>(&message)) {
    journal_.add(found->calibration);
    outcome.calibration = found->calibration;
  } else if (const auto* memory = std::get_if<PeakMemoryMessage>(&message)) {
    journal_.add(memory->variants);
    outcome.peak_memory = memory->variants;
  } else if (const auto* complaint = std::get_if<ComplaintMessage>(&message)) {
    progress_.complain(complaint->text);
  } else if (const auto* failed = std::get_if<FailureMessage>(&message)) {
    outcome.failure = failed->failure;
  } else if (const auto* bad = std::get_if<BadFileMessage>(&message)) {
    outcome.failure = Failure{Failure::Kind::bad_file, bad->text, {}, {}};
  }
}

void Session::keep(std::size_t hotspot, Outcome outcome) {
  HotspotRun& measured = run_.hotspots[hotspot];
  const bool keep = keeps_samples(outcome.failure);
  journal_.end_worker(hotspot, {outcome.record.wall_seconds, run_seconds(), outcome.failure, keep});
  if (outcome.calibration) measured.calibration = outcome.calibration;
  if (!outcome.peak_memory.empty()) measured.peak_memory = std::move(outcome.peak_memory);
  measured.failure = outcome.failure;
  if (keep) measured.workers.push_back(std::move(outcome.record));
  decide_stop(rule_, run_.plan.hotspots[hotspot], measured);
}

}  // namespace greenbench
