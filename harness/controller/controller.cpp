#include "harness/controller/controller.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/verdicts/comparisons.hpp"
#include "counters/system/clock.hpp"
#include "counters/system/cpu_topology.hpp"
#include "harness/controller/blocks.hpp"
#include "harness/controller/needless_control.hpp"
#include "harness/machine/round_watch.hpp"
#include "harness/protocol/seeds.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

constexpr std::uint64_t largest_padding_bytes = 4096;

/// A round whose counter was lost measured honestly until then; any other failure leaves its samples in doubt.
bool keeps_samples(const std::optional<Failure>& failure) {
  return !failure || failure->kind == Failure::Kind::counter_lost;
}

/// Its rivals on other processors, or the server that it talks to, are part of what it does.
bool uses_several_cpus(const PlannedHotspot& planned) {
  return planned.parallel || planned.server.has_value();
}

}  // namespace

Provenance provenance_of(const Plan& plan) {
  return provenance_of(plan.domains);
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
    if (!next || run.hotspots[i].rounds.size() < run.hotspots[*next].rounds.size()) next = i;
  }
  return next;
}

RoundRecord planned_round(const Plan& plan, std::size_t hotspot, std::uint32_t index, std::span<const int> cpus) {
  RoundRecord round;
  round.index = index;
  round.seed = derived_seed(plan.seed, {hotspot, index});
  RandomStream random{round.seed};
  round.hash_seed = static_cast<std::uint32_t>(random.next() >> 32U);
  round.environment_padding_bytes = static_cast<std::uint32_t>(random.below(largest_padding_bytes));
  if (!cpus.empty() && !uses_several_cpus(plan.hotspots[hotspot])) round.cpu = cpus[random.below(cpus.size())];
  return round;
}

Session::Session(const Installation& installation, Run& run, Journal& journal, Progress& progress, Interrupt& interrupt)
    : installation_(installation),
      run_(run),
      journal_(journal),
      progress_(progress),
      interrupt_(interrupt),
      rule_(stop_rule_of(run.plan)),
      user_(workload_user(run.plan.user.empty() ? std::nullopt : std::optional{run.plan.user})),
      prepared_(parent_of_worker_folders(), user_),
      cpus_(allowed_cpus()),
      earlier_seconds_(run.wall_seconds) {}

double Session::run_seconds() const {
  return earlier_seconds_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Session::measure() {
  for (std::size_t i = 0; i < run_.hotspots.size(); ++i) decide_stop(rule_, run_.plan.hotspots[i], run_.hotspots[i]);
  while (!interrupt_.requested() && !is_control_needless(run_)) {
    const auto hotspot = next_hotspot(run_);
    if (!hotspot) break;
    measure_round(*hotspot);
  }
  leave_out_needless_control(run_);
  run_.wall_seconds = run_seconds();
  progress_.finished();
}

RoundRequest Session::request_for(std::size_t hotspot, const Outcome& outcome) const {
  const HotspotRun& measured = run_.hotspots[hotspot];
  RoundRequest request;
  request.hotspot = run_.plan.hotspots[hotspot];
  request.variants = next_variants(rule_, request.hotspot, measured);
  for (const VariantFailure& failed : outcome.failed) std::erase(request.variants, failed.variant);
  request.iterations.assign(request.hotspot.variants.size(), 0);
  if (measured.calibration) request.iterations = measured.calibration->iterations;
  request.iteration_seconds = iteration_seconds(request.hotspot, measured);
  request.limits = run_.plan.limits;
  request.hash_seed = outcome.record.hash_seed;
  request.cpu = outcome.record.cpu;
  request.meter = planned_meter(run_.plan);
  request.prepared = prepared_.path() / std::to_string(hotspot);
  return request;
}

RoundSettings Session::settings_for(const RoundRecord& record) {
  return {.process = {record.environment_padding_bytes, user_},
          .patience = Seconds{run_.plan.limits.worker_timeout_seconds},
          .complain = [this](const std::string& text) { progress_.complain(text); }};
}

void Session::measure_round(std::size_t hotspot) {
  progress_.round_started(hotspot, run_);
  Outcome outcome = run_round(hotspot);
  if (!outcome.interrupted) keep(hotspot, std::move(outcome));
}

void Session::hear_checker(const WorkerMessage& message, Outcome& outcome) {
  if (const auto* complaint = std::get_if<ComplaintMessage>(&message)) progress_.complain(complaint->text);
  if (const auto* failed = std::get_if<FailureMessage>(&message)) {
    if (failed->variant) {
      outcome.failed.push_back({*failed->variant, failed->failure});
    } else if (!outcome.failure) {
      outcome.failure = failed->failure;
    }
  }
  if (const auto* bad = std::get_if<BadFileMessage>(&message)) {
    outcome.failure = Failure{Failure::Kind::bad_file, bad->text, {}, {}};
  }
}

void Session::check(std::size_t hotspot, Outcome& outcome) {
  const PlannedHotspot& planned = run_.plan.hotspots[hotspot];
  if (checked_.contains(hotspot) || runs_commands(planned)) return;
  const std::filesystem::path prepared = prepared_.path() / std::to_string(hotspot);
  const std::vector<std::uint32_t> left = variants_left(planned, run_.hotspots[hotspot]);
  const auto is_old = [&](std::uint32_t variant) { return is_of_old_revision(planned.variants[variant]); };
  if (std::ranges::none_of(left, is_old)) {
    ask_checker({planned, left, prepared}, outcome);
  } else {
    std::vector<std::uint32_t> sides = left;
    const auto first_new = std::stable_partition(sides.begin(), sides.end(), is_old);
    const std::filesystem::path answer = prepared.string() + "-answer";
    ask_checker({planned, {sides.begin(), first_new}, prepared, answer}, outcome);
    if (outcome.failure || outcome.interrupted) return;
    ask_checker({planned, {first_new, sides.end()}, prepared, answer}, outcome);
  }
  if (!outcome.failure && !outcome.interrupted) checked_.insert(hotspot);
}

void Session::ask_checker(const CheckRequest& request, Outcome& outcome) {
  WorkerProcess checker{installation_, request, {.user = user_}};
  while (const auto message = checker.next_message(Seconds{run_.plan.limits.worker_timeout_seconds}, &interrupt_)) {
    hear_checker(*message, outcome);
  }
  outcome.interrupted = checker.interrupted();
  if (!outcome.interrupted && !checker.finished() && !outcome.failure) outcome.failure = checker.last_words();
}

Session::Outcome Session::run_round(std::size_t hotspot) {
  Outcome outcome;
  outcome.record =
      planned_round(run_.plan, hotspot, static_cast<std::uint32_t>(run_.hotspots[hotspot].rounds.size()), cpus_);
  outcome.record.started_at = unix_seconds_now();
  journal_.begin_round(hotspot, outcome.record);
  const auto start = std::chrono::steady_clock::now();
  check(hotspot, outcome);
  if (!outcome.failure && !outcome.interrupted) drive_round(hotspot, outcome);
  if (outcome.failure) outcome.failure->round = outcome.record.index;
  outcome.record.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

void Session::drive_round(std::size_t hotspot, Outcome& outcome) {
  const RoundRequest request = request_for(hotspot, outcome);
  outcome.calibration.iterations = request.iterations;
  if (!run_.hotspots[hotspot].calibration) outcome.peak_memory.resize(request.iterations.size());
  if (request.variants.empty()) return;
  Round round{installation_, request, settings_for(outcome.record), interrupt_};
  const HotspotRun& measured = run_.hotspots[hotspot];
  const std::vector<ReadyVariant> ready = set_up(round, request.variants, outcome);
  measure_variants(round, next_round(rule_, request.hotspot, measured, ready, elapsed_seconds(measured)), outcome);
  if (!outcome.failure) outcome.failure = round.failure();
  if (!outcome.failure && !round.interrupted()) round.finish();
  outcome.interrupted = round.interrupted();
}

/// One worker after the other, so that no warm-up sees another. Returns those that are ready.
std::vector<ReadyVariant> Session::set_up(Round& round, const std::vector<std::uint32_t>& variants, Outcome& outcome) {
  std::vector<ReadyVariant> ready;
  for (const std::uint32_t variant : variants) {
    const std::optional<Round::Answer> answer = round.ask(WorkerCommand::Kind::set_up, variant);
    if (!answer) return {};
    if (const auto* failure = std::get_if<Failure>(&*answer)) outcome.failed.push_back({variant, *failure});
    if (const auto* message = std::get_if<ReadyMessage>(&*answer)) {
      outcome.calibration.iterations[variant] = message->iterations;
      if (!outcome.peak_memory.empty()) outcome.peak_memory[variant] = message->peak_memory;
      ready.push_back({variant, message->turn_seconds});
    }
  }
  return ready;
}

void Session::measure_variants(Round& round, BlocksOfRound blocks, Outcome& outcome) {
  if (blocks.empty()) return;
  const Plan& plan = run_.plan;
  const VoidRule rule{.max_other_load = plan.limits.max_other_load};
  RoundWatch round_watch{plan.procfs, outcome.record.cpu, rule};
  const auto take_turn = [&](std::uint32_t variant) -> std::optional<TurnMessage> {
    std::optional<Round::Answer> answer = round.ask(WorkerCommand::Kind::measure, variant);
    if (!answer) return std::nullopt;
    if (const auto* failure = std::get_if<Failure>(&*answer)) outcome.failed.push_back({variant, *failure});
    auto* turn = std::get_if<TurnMessage>(&*answer);
    if (turn != nullptr) round_watch.turn_done(Seconds{turn->cpu_seconds});
    return turn != nullptr ? std::optional{std::move(*turn)} : std::nullopt;
  };
  const auto goes_on = [&] { return !round.failure() && !round.interrupted(); };
  const auto keep_block = [&](const std::vector<Sample>& samples) {
    journal_.add(samples);
    outcome.record.samples.insert(outcome.record.samples.end(), samples.begin(), samples.end());
    progress_.block_done();
  };
  MachineWatch watch{{plan.sysfs, plan.procfs, plan.devfs}, rule, outcome.record.cpu};
  const BlockOrder order{.blocks = std::move(blocks), .seed = outcome.record.seed};
  if (const auto lost = measure_blocks(order, take_turn, goes_on, watch, keep_block)) {
    outcome.failure = Failure{Failure::Kind::counter_lost, *lost, {}, {}};
  }
  outcome.void_reason = round_watch.disturbance();
  void_blocks(outcome.record.samples, outcome.void_reason);
}

void Session::keep(std::size_t hotspot, Outcome outcome) {
  HotspotRun& measured = run_.hotspots[hotspot];
  const PlannedHotspot& planned = run_.plan.hotspots[hotspot];
  for (VariantFailure& failed : outcome.failed) {
    failed.failure.round = outcome.record.index;
    std::erase_if(outcome.record.samples, [&](const Sample& sample) { return sample.variant == failed.variant; });
  }
  measured.failed_variants.insert(measured.failed_variants.end(), outcome.failed.begin(), outcome.failed.end());
  // Where none is left, the first that failed says why.
  if (!outcome.failure && variants_left(planned, measured).empty() && !outcome.failed.empty()) {
    outcome.failure = outcome.failed.front().failure;
  }
  const bool keep = keeps_samples(outcome.failure);
  if (!outcome.failure) journal_.add(outcome.calibration);
  if (!outcome.peak_memory.empty()) journal_.add(outcome.peak_memory);
  journal_.end_round(hotspot, {outcome.record.wall_seconds, run_seconds(), outcome.failed, outcome.failure, keep,
                               outcome.void_reason});
  if (!outcome.failure) measured.calibration = outcome.calibration;
  if (!outcome.peak_memory.empty()) measured.peak_memory = std::move(outcome.peak_memory);
  measured.failure = outcome.failure;
  if (keep) measured.rounds.push_back(std::move(outcome.record));
  decide_stop(rule_, planned, measured);
}

}  // namespace greenbench
