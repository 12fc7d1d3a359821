#include "harness/processes/worker_process.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <string_view>

#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

/// For what workloads have left behind, once everything is said. It is killed then.
constexpr Seconds moment_to_end{1.0};

/// Variables that would change what a worker measures: the benchmark library obeys BENCHMARK_*, the
/// interpreter PYTHON*, the allocator MALLOC_* and GLIBC_TUNABLES. Temporary files go to the worker's own folder.
/// A command gets its user's variables: it is measured as it runs otherwise.
bool disturbs_programs(std::string_view variable) {
  return variable.starts_with("BENCHMARK_") || variable.starts_with("TMPDIR=");
}

bool disturbs(std::string_view variable) {
  constexpr std::array<std::string_view, 6> prefixes = {"BENCHMARK_",      "PYTHON",  "MALLOC_",
                                                        "GLIBC_TUNABLES=", "TMPDIR=", "SQLITE_TMPDIR="};
  return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return variable.rfind(prefix, 0) == 0; });
}

/// What programs ask the environment about their user.
void name_user(std::vector<std::string>& variables, const WorkloadUser& user) {
  const auto set = [&variables](const std::string& start, const std::string& value) {
    std::erase_if(variables, [&start](const std::string& variable) { return variable.starts_with(start); });
    variables.push_back(start + value);
  };
  set("HOME=", user.home.string());
  set("USER=", user.name);
  set("LOGNAME=", user.name);
}

/// It keeps its capabilities until it has opened the counters.
std::vector<std::string> worker_arguments(const Installation& installation, const ProcessSettings& settings) {
  std::vector<std::string> arguments = installation.program;
  arguments.insert(arguments.end(), {"worker", "--parent", std::to_string(getpid())});
  if (settings.user) arguments.insert(arguments.end(), {"--user", settings.user->name});
  return arguments;
}

/// The same where the worker is a fork of this process.
ChildFork worker_fork(const Installation& installation, const ProcessSettings& settings) {
  if (!installation.forked.fork) return {};
  const WorkerOptions options{.parent = getpid(),
                              .user = settings.user ? std::optional{settings.user->name} : std::nullopt};
  return {.fork = installation.forked.fork, .work = [run = installation.forked.run, options](const auto& environment) {
            return run(options, environment);
          }};
}

/// The interpreter that loads the program as a module takes its hash seed from the environment.
std::string hash_seed_variable(const RoundRequest* round) {
  return fmt::format("PYTHONHASHSEED={}", round == nullptr ? 0 : round->hash_seed);
}

std::vector<std::string> worker_environment(const Installation& installation, const WorkerRequest& request,
                                            const ProcessSettings& settings, const WorkerFolder& folder) {
  std::vector<std::string> variables = current_environment();
  const auto* const round = std::get_if<RoundRequest>(&request);
  const bool is_of_commands = round != nullptr && runs_commands(round->hotspot);
  std::erase_if(variables, is_of_commands ? disturbs_programs : disturbs);
  variables.push_back("TMPDIR=" + folder.path().string());
  if (settings.user) name_user(variables, *settings.user);
  if (installation.is_python_module && !is_of_commands) variables.push_back(hash_seed_variable(round));
  variables.push_back("GREENBENCH_PADDING=" + std::string(settings.environment_padding_bytes, 'x'));
  return variables;
}

}  // namespace

Failure crash_of(const ChildEnd& end) {
  Failure failure{Failure::Kind::crashed, "the worker " + manner_of(end), end.standard_error, {}};
  if (!end.was_ended && !end.exit_code && end.signal == SIGKILL) {
    failure.kind = Failure::Kind::out_of_memory;
    failure.reason += ", most likely by the kernel because memory ran out";
  }
  return failure;
}

Failure hang_of(Seconds patience, std::string standard_error) {
  return {Failure::Kind::hung,
          fmt::format("the worker said nothing for {:g} s and was ended", patience.value()),
          std::move(standard_error),
          {}};
}

WorkerProcess::WorkerProcess(const Installation& installation, const WorkerRequest& request,
                             const ProcessSettings& settings)
    : folder_(parent_of_worker_folders(), settings.user),
      child_({.arguments = worker_arguments(installation, settings),
              .environment = worker_environment(installation, request, settings, folder_),
              .input = line_of(request),
              .keeps_input_open = std::holds_alternative<RoundRequest>(request),
              .keeps_capabilities = true,
              .forked = worker_fork(installation, settings)}) {}

WorkerProcess::~WorkerProcess() {
  if (finished_) static_cast<void>(child_.ends_within(moment_to_end));
}

std::optional<WorkerMessage> WorkerProcess::next_message(Seconds patience, Interrupt* interrupt) {
  if (finished_) return std::nullopt;
  patience_ = patience;
  hung_ = false;
  const std::optional<std::string> line = child_.next_line(patience, interrupt);
  if (!line) {
    hung_ = child_.silence() == ChildProcess::Silence::timed_out;
    interrupted_ = child_.silence() == ChildProcess::Silence::interrupted;
    if (interrupted_) child_.kill();
    return std::nullopt;
  }
  try {
    WorkerMessage message = message_from_line(*line);
    finished_ = std::holds_alternative<EndMessage>(message);
    return message;
  } catch (const DocumentError& error) {  // a workload wrote to a descriptor that is not its own
    garbled_ = error.what();
    child_.kill();
    return std::nullopt;
  }
}

Failure WorkerProcess::last_words() {
  if (hung_) child_.kill();
  ChildEnd end = child_.wait();
  if (!garbled_.empty()) {
    return {Failure::Kind::crashed,
            "what the worker said is no message; a variant writes to a descriptor that it did not open: " + garbled_,
            end.standard_error,
            {}};
  }
  return hung_ ? hang_of(patience_, end.standard_error) : crash_of(end);
}

}  // namespace greenbench
