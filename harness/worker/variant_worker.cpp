#include "harness/worker/variant_worker.hpp"

#include <sched.h>

#include <cerrno>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "harness/worker/loaded_variants.hpp"
#include "harness/worker/measuring.hpp"
#include "harness/worker/peak_memory.hpp"
#include "harness/worker/revision.hpp"

namespace greenbench {
namespace {

void stay_on(std::optional<int> cpu) {
  if (!cpu) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(*cpu), &set);
  if (sched_setaffinity(0, sizeof set, &set) != 0) {
    throw std::system_error{errno, std::generic_category(), "sched_setaffinity to CPU " + std::to_string(*cpu)};
  }
}

std::shared_ptr<ProcessUsage> usage_with(const FileRoots& roots, const Surroundings& surroundings) {
  auto processes = std::make_shared<ProcessUsage>(roots);
  if (surroundings.server) processes->add_helper(surroundings.server->process);
  return processes;
}

}  // namespace

struct VariantWorker::State {
  State(const RoundRequest& asked, std::uint32_t index, const Surroundings& around, PythonRuntime* interpreter,
        const Voice& speaker)
      : request(asked),
        variant(index),
        surroundings(around),
        python(interpreter),
        voice(speaker),
        processes(usage_with(asked.meter.roots, around)),
        counters(asked.meter.roots, processes),
        meter(open_meter(asked.meter, processes)) {}

  void collect_garbage() const {
    if (python != nullptr) python->collect_garbage();
  }

  void set_up();
  void set_up_processes(const ProcessCalls& calls);
  void measure();
  void finish();

  const RoundRequest& request;
  std::uint32_t variant;
  Surroundings surroundings;
  PythonRuntime* python;
  const Voice& voice;
  std::shared_ptr<ProcessUsage> processes;
  /// Before the hotspot, whose libraries start threads: hardware events count those that come later.
  ExplanatoryCounters counters;
  EnergyMeter meter;
  std::optional<LoadedVariants> loaded;
  std::optional<RepetitionRunner> runner;
};

void VariantWorker::State::set_up() {
  enter_revision(revision_of(only(request.hotspot, {&variant, 1})), python);
  loaded.emplace(only(request.hotspot, {&variant, 1}), python, surroundings);
  if (python != nullptr) python->freeze_garbage();
  runner.emplace(loaded->named().front(), meter, counters);
  if (const auto calls = loaded->named().front().variant->process_calls()) return set_up_processes(*calls);
  ReadyMessage ready{
      .variant = variant, .iterations = request.iterations.at(variant), .turn_seconds = {}, .peak_memory = {}};
  const bool first = ready.iterations == 0;
  const Seconds region = wanted_region(request.limits, meter.domains());
  const bool needs_reset = loaded->named().front().variant->needs_reset();
  Turn turn{.iterations = ready.iterations, .untimed_calls = 0};
  Seconds iteration{request.iteration_seconds.at(variant)};
  if (first && needs_reset) turn.iterations = 1;
  if (turn.iterations == 0) {
    iteration = runner->seconds_per_iteration(region);
    turn = choose_turn(iteration, region);
  }
  // Where one call lasts many regions (choose_turn), the untimed one before it warms up enough.
  if (turn.iterations > 1 || needs_reset || iteration == Seconds{}) {
    const double count = static_cast<double>(turn.iterations);
    runner->fix(turn);
    iteration = warm_up(*runner, count * iteration) / count;
  }
  if (first) {
    // Not the first call: what is made once for all calls is not what one needs.
    collect_garbage();
    ready.peak_memory = peak_memory_of([this] { runner->run_once(); });
  }
  turn.untimed_calls = untimed_calls_for(iteration, region);
  runner->fix(turn);
  ready.iterations = turn.iterations;
  ready.turn_seconds = static_cast<double>(turn.iterations + turn.untimed_calls) * iteration.value();
  voice.say(ready);
}

/// Whole processes are not warmed up but by what was asked for, and a turn has no untimed call.
void VariantWorker::State::set_up_processes(const ProcessCalls& calls) {
  for (std::uint64_t call = 0; call < calls.warm_up_calls; ++call) runner->run_once();
  Variant& command = *loaded->named().front().variant;
  ReadyMessage ready{
      .variant = variant, .iterations = request.iterations.at(variant), .turn_seconds = {}, .peak_memory = {}};
  Seconds iteration{request.iteration_seconds.at(variant)};
  const bool first = ready.iterations == 0;
  if (first || iteration == Seconds{}) {
    const Seconds region = wanted_region(request.limits, meter.domains());
    iteration = command.needs_reset() ? runner->seconds_of_one() : runner->seconds_per_iteration(region);
    if (first) ready.iterations = command.needs_reset() ? 1 : choose_processes(iteration, region);
  }
  if (first) {
    const std::optional<std::uint64_t> peak = command.process_calls().value_or(calls).peak_resident_bytes;
    if (peak) ready.peak_memory = PeakMemory{.resident_before_bytes = 0, .peak_resident_bytes = *peak};
  }
  runner->fix({.iterations = ready.iterations, .untimed_calls = 0});
  ready.turn_seconds = static_cast<double>(ready.iterations) * iteration.value();
  voice.say(ready);
}

void VariantWorker::State::measure() {
  const Seconds before = processes->cpu_time();
  collect_garbage();
  runner->warm();
  TurnMessage turn{to_sample(runner->run()), 0.0};
  turn.sample.variant = variant;
  turn.cpu_seconds = (processes->cpu_time() - before).value();
  voice.say(turn);
}

void VariantWorker::State::finish() {
  runner.reset();
  loaded.reset();
  voice.say(FinishedMessage{variant});
}

VariantWorker::VariantWorker(const RoundRequest& request, std::uint32_t variant, const Surroundings& surroundings,
                             PythonRuntime* python, const Voice& voice)
    : state_(std::make_unique<State>(request, variant, surroundings, python, voice)) {
  PythonHooks hooks;
  hooks.count_process = [processes = state_->processes](pid_t process) { processes->add_helper(process); };
  hooks.teardown_failed = [&voice, id = request.hotspot.id](const std::string& traceback) {
    voice.say(ComplaintMessage{id + ": teardown failed: " + traceback});
  };
  if (python != nullptr) python->set_hooks(std::move(hooks));
  stay_on(request.cpu);
}

VariantWorker::~VariantWorker() = default;

bool VariantWorker::obey(const WorkerCommand& command) {
  switch (command.kind) {
    case WorkerCommand::Kind::set_up:
      state_->set_up();
      return true;
    case WorkerCommand::Kind::measure:
      state_->measure();
      return true;
    case WorkerCommand::Kind::finish:
      state_->finish();
      return false;
    case WorkerCommand::Kind::kill:
      break;
  }
  throw std::logic_error{"a worker cannot carry out this command"};
}

}  // namespace greenbench
