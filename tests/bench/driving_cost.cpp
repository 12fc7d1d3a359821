#include "tests/bench/driving_cost.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "counters/probe.hpp"
#include "harness/protocol/worker_protocol.hpp"
#include "harness/worker/measuring.hpp"
#include "harness/worker/repetition.hpp"
#include "harness/worker/siblings.hpp"

namespace greenbench {
namespace {

/// Plain work without allocation, so that the time beside it is all the harness's.
class Spin final : public Variant {
 public:
  Answer answer() override { return {}; }
  void run(benchmark::State& state) override {
    for (auto _ : state) {
      double sum = 0.0;
      for (int i = 0; i < 1000; ++i) benchmark::DoNotOptimize(sum += i);
    }
  }
};

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

/// What a worker needs, with Spin for its variant. Nothing runs untimed: that would be work, and not its driving.
struct SpinWorker {
  explicit SpinWorker(Seconds region)
      : processes(std::make_shared<ProcessUsage>(FileRoots{})),
        meter(select_sources(std::vector<std::string>{"estimate"}, {{}, choose_power_model({}), processes}).sources,
              {}),
        counters({}, processes),
        runner({"bench/driving/cpp:spin", &spin}, meter, counters) {
    const std::uint64_t iterations = choose_turn(runner.seconds_per_iteration(region), region).iterations;
    runner.fix({.iterations = iterations, .untimed_calls = 0});
  }

  std::shared_ptr<ProcessUsage> processes;
  EnergyMeter meter;
  Spin spin;
  ExplanatoryCounters counters;
  RepetitionRunner runner;
};

/// Answers every command with a repetition, as a worker of a round does.
int serve_spin(Seconds region, int descriptor, const Voice& voice) {
  SpinWorker worker{region};
  LineReader commands{descriptor};
  while (const auto line = commands.next()) {
    const std::uint32_t variant = command_from_line(*line).variant;
    TurnMessage turn{to_sample(worker.runner.run()), worker.processes->cpu_time().value()};
    turn.sample.variant = variant;
    voice.say(turn);
  }
  return 0;
}

struct PipeEnds {
  FileDescriptor reading;
  FileDescriptor writing;
};

PipeEnds open_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::system_error{errno, std::generic_category(), "pipe"};
  return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

/// A round of one worker, behind the same two pipes as that of a run: commands go through the round's process, answers
/// come straight from the worker.
class SpinRound {
 public:
  explicit SpinRound(Seconds region) {
    PipeEnds input = open_pipe();
    PipeEnds output = open_pipe();
    process_ = fork();
    if (process_ < 0) throw std::system_error{errno, std::generic_category(), "fork"};
    if (process_ == 0) {
      dup2(input.reading.get(), STDIN_FILENO);
      dup2(output.writing.get(), STDOUT_FILENO);
      for (PipeEnds* ends : {&input, &output}) *ends = {};
      Voice voice;
      LineReader commands{STDIN_FILENO};
      Siblings siblings{{.fork = ::fork}, voice};
      siblings.start(0, [&](int descriptor) { return serve_spin(region, descriptor, voice); });
      siblings.relay_commands(commands);
      _exit(0);
    }
    commands_ = std::move(input.writing);
    messages_ = std::move(output.reading);
    reader_.emplace(messages_.get());
  }
  ~SpinRound() {
    commands_ = FileDescriptor{};
    waitpid(process_, nullptr, 0);
  }
  SpinRound(const SpinRound&) = delete;
  SpinRound& operator=(const SpinRound&) = delete;

  /// One turn, as the controller sees it.
  Sample take_turn() {
    const std::string line = line_of(WorkerCommand{WorkerCommand::Kind::measure, 0});
    if (write(commands_.get(), line.data(), line.size()) < 0) {
      throw std::system_error{errno, std::generic_category(), "round"};
    }
    const std::optional<std::string> answer = reader_->next();
    if (!answer) throw std::runtime_error{"the round has ended"};
    return std::get<TurnMessage>(message_from_line(*answer)).sample;
  }

 private:
  pid_t process_ = -1;
  FileDescriptor commands_;
  FileDescriptor messages_;
  std::optional<LineReader> reader_;
};

/// Medians in both: a neighbour that takes the processor away for a while is not our cost.
double outside_window(Seconds region, int repetitions) {
  SpinRound round{region};
  static_cast<void>(round.take_turn());  // set up by then
  std::vector<double> shares;
  for (int i = 0; i < repetitions; ++i) {
    const double start = seconds_now();
    const double window = round.take_turn().wall_seconds;
    shares.push_back((seconds_now() - start - window) / window);
  }
  return median(std::move(shares));
}

double window_excess(Seconds region, int repetitions) {
  SpinWorker worker{region};
  std::vector<double> shares;
  for (int i = 0; i < repetitions; ++i) {
    const Repetition repetition = worker.runner.run();
    const double window = std::get<EnergyUse>(repetition.energy).wall.value();
    shares.push_back((window - repetition.library_time.value()) / repetition.library_time.value());
  }
  return median(std::move(shares));
}

}  // namespace

DrivingCost measure_driving_cost(Seconds region, int repetitions) {
  return {.outside_window = outside_window(region, repetitions), .window_excess = window_excess(region, repetitions)};
}

}  // namespace greenbench
