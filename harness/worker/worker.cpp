#include "harness/worker/worker.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <string>

#include "counters/activity/explanatory_counters.hpp"
#include "counters/meter/meter.hpp"
#include "counters/system/kept_files.hpp"
#include "harness/processes/privileges.hpp"
#include "harness/processes/server_process.hpp"
#include "harness/processes/worker_folder.hpp"
#include "harness/protocol/planned_meter.hpp"
#include "harness/worker/answer_check.hpp"
#include "harness/worker/loaded_variants.hpp"
#include "harness/worker/repetition.hpp"
#include "harness/worker/revision.hpp"
#include "harness/worker/siblings.hpp"
#include "harness/worker/variant_worker.hpp"
#include "harness/worker/voice.hpp"
#include "results/files/atomic_file.hpp"
#include "results/model/hotspot_file_name.hpp"
#include "workloads/library/library_file.hpp"

namespace greenbench {
namespace {

/// If memory runs out, the kernel should end this process and not the controller that reports it.
void volunteer_for_out_of_memory_kill() {
  const int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  [[maybe_unused]] const ssize_t written = write(file, "1000", 4);
  close(file);
}

PythonOptions python_options(const Installation& installation, std::optional<std::uint32_t> hash_seed) {
  return {.executable = installation.is_python_module ? std::filesystem::path{} : installation.python,
          .module_folder = installation.data_folder / "python",
          .hash_seed = hash_seed};
}

/// The interpreter of this process, once there is one. It is taken down after everything has been said: threads, pools
/// and destructors that somebody's code has left behind may keep it from ending, or end the process.
using Interpreter = std::unique_ptr<PythonRuntime>;

/// The whole answer to a request for one shared library.
DescribeMessage describe_library(const std::filesystem::path& file) {
  const LibraryFile library{file};
  DescribeMessage message;
  message.hotspots = library.describe();
  message.library = LibraryBuild{.file = file.filename().string(),
                                 .compiler = library.handle().compiler(),
                                 .is_optimised = library.handle().is_optimised()};
  return message;
}

void describe(const DescribeRequest& request, const Installation& installation, Interpreter& python,
              const Voice& voice) {
  if (request.files.size() == 1 && is_library_name(request.files.front().string())) {
    return voice.say(describe_library(request.files.front()));
  }
  python = std::make_unique<PythonRuntime>(python_options(installation, 0));
  enter_revision(request.revision, python.get());
  DescribeMessage message{python->version(), python->versions_of(request.packages), {}};
  for (const auto& file : request.files) {
    for (HotspotInfo& info : python->describe(file)) message.hotspots.push_back(std::move(info));
    message.python_packages.merge(python->package_versions(file));
  }
  voice.say(message);
}

Failure::Kind kind_of(const std::string& what) {
  return what.find("MemoryError") != std::string::npos ? Failure::Kind::out_of_memory : Failure::Kind::raised;
}

FailureMessage failure_of(const VariantFailed& error, std::optional<std::uint32_t> variant) {
  return {{kind_of(error.what()), error.what(), error.detail(), {}}, variant};
}

/// The first process of a run that comes here makes it. A mark beside the folder says that it is complete.
void prepare_once(const PlannedHotspot& planned, PythonRuntime* python, const std::filesystem::path& folder) {
  const std::filesystem::path mark = folder.string() + ".complete";
  if (std::filesystem::exists(mark)) return;
  std::filesystem::remove_all(folder);
  prepare_hotspot(planned, python, folder);
  write_file_atomically(mark, "");
}

/// Runs `work` and says what goes wrong with it, as the failure of a variant or of the whole hotspot.
bool succeeds(const Voice& voice, std::optional<std::uint32_t> variant, const std::function<void()>& work) {
  const auto fail = [&](Failure::Kind kind, const std::string& reason, const std::string& detail) {
    voice.say(FailureMessage{{kind, reason, detail, {}}, variant});
    return false;
  };
  try {
    work();
    return true;
  } catch (const HotspotFileError& error) {
    voice.say(BadFileMessage{error.what()});
    return false;
  } catch (const VariantFailed& error) {
    voice.say(failure_of(error, variant));
    return false;
  } catch (const NobodyListens&) {
    throw;
  } catch (const CounterLost& error) {
    return fail(Failure::Kind::counter_lost, error.what(), {});
  } catch (const std::bad_alloc&) {
    return fail(Failure::Kind::out_of_memory, "out of memory", {});
  } catch (const std::exception& error) {
    const std::string text = error.what();
    return fail(kind_of(text), last_line(text), text == last_line(text) ? "" : text);
  }
}

/// A hotspot that asks for it finds the local server running, whose CPU time counts as the hotspot's own. What goes
/// wrong because the server has ended is the server's failure.
class ServerOfHotspot {
 public:
  ServerOfHotspot(const PlannedHotspot& hotspot, const Installation& installation) {
    if (hotspot.server) process_.emplace(installation, *hotspot.server);
  }

  /// Why it has ended, if it has.
  [[nodiscard]] std::optional<Failure> failure() {
    const std::optional<ChildEnd> end = process_ ? process_->early_end() : std::nullopt;
    if (!end) return std::nullopt;
    return Failure{Failure::Kind::crashed, "the local server " + manner_of(*end), end->standard_error, {}};
  }

  [[nodiscard]] Surroundings surroundings() const {
    if (!process_) return {};
    return {.server = process_->address()};
  }

 private:
  std::optional<ServerProcess> process_;
};

/// Null where no variant needs it.
Interpreter python_for(const PlannedHotspot& hotspot, const Installation& installation, std::uint32_t hash_seed) {
  if (hotspot.file.empty() || is_library_name(hotspot.file)) return nullptr;
  return std::make_unique<PythonRuntime>(python_options(installation, hash_seed));
}

/// CPU time of the children that this process has waited for.
Seconds children_cpu_time() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return Seconds{seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

/// A hotspot that does not say that it is parallel has one CPU, its children included.
void warn_of_children(const PlannedHotspot& hotspot, Seconds before, const Voice& voice) {
  if (hotspot.parallel || hotspot.server || children_cpu_time() <= before) return;
  const char* const words = is_library_name(hotspot.file) ? ".parallel() of the hotspot" : "parallel=True in @hotspot";
  voice.say(ComplaintMessage{fmt::format(
      "{}: its variants start processes, but have one CPU together; say {} to give them all", hotspot.id, words)});
}

/// The hotspots of the suite `control` measure the program itself: one does nothing, as it should.
void warn_of_nothing(const PlannedHotspot& hotspot, const Voice& voice) {
  if (hotspot.id.starts_with("control/")) return;
  voice.say(ComplaintMessage{hotspot.id +
                             ": its variants return nothing, so that their results are not compared; return the result "
                             "of the work from each"});
}

/// Throws VariantFailed.
void check_answers_aloud(const CheckRequest& request, const LoadedVariants& loaded, const Voice& voice) {
  const PlannedHotspot& hotspot = request.hotspot;
  const bool is_second = !request.kept_answer.empty() && std::filesystem::exists(request.kept_answer);
  const auto other = is_second ? std::optional{kept_answer(request.kept_answer)} : std::nullopt;
  const CheckedAnswers checked = check_answers(loaded.named(), hotspot.relative_tolerance, other);
  if (checked.answer && !is_second && !request.kept_answer.empty()) {
    keep_answer(request.kept_answer, {loaded.named().front().name, *checked.answer});
  }
  if (checked.refusal) voice.say(FailureMessage{{checked.refusal->kind, checked.refusal->reason, {}, {}}});
  if (checked.only_nothing) warn_of_nothing(hotspot, voice);
}

void check(const CheckRequest& request, const Installation& installation, Interpreter& python, const Voice& voice) {
  ServerOfHotspot server{request.hotspot, installation};
  python = python_for(request.hotspot, installation, 0);
  const auto blame_server = [&](const std::exception& consequence) {
    std::optional<Failure> ended = server.failure();
    if (!ended) return false;
    ended->detail += consequence.what();
    voice.say(FailureMessage{*ended});
    return true;
  };
  Surroundings surroundings = server.surroundings();
  surroundings.prepared = request.prepared;
  std::vector<std::uint32_t> variants = request.variants;
  const PlannedHotspot asked = only(request.hotspot, variants);
  try {
    enter_revision(revision_of(asked), python.get());
    prepare_once(asked, python.get(), prepared_folder(asked, request.prepared));
    // A variant that fails is left out, and the others are asked again.
    for (bool complete = false; !complete && !variants.empty();) {
      const LoadedVariants loaded{only(request.hotspot, variants), python.get(), surroundings};
      const Seconds children = children_cpu_time();
      try {
        check_answers_aloud(request, loaded, voice);
        refuse_imports_from_elsewhere(revision_of(asked), python.get());
        warn_of_children(request.hotspot, children, voice);
        voice.say(EndMessage{});  // while the objects live: their teardown and destructors may do anything
        complete = true;
      } catch (const VariantFailed& error) {
        if (blame_server(error)) return;
        const auto failed = std::ranges::find_if(loaded.named(), [&](const NamedVariant& named) {
          return std::string_view{error.what()}.starts_with(named.name + ":");
        });
        const auto place = variants.begin() + (failed - loaded.named().begin());
        voice.say(failure_of(error, *place));
        variants.erase(place);
      }
    }
  } catch (const std::exception& error) {
    if (!blame_server(error)) throw;
  }
}

/// Below the round's own, which the controller removes with everything in it.
void use_own_temporary_folder(std::uint32_t variant, PythonRuntime* python) {
  const std::filesystem::path folder = temporary_folder() / fmt::format("variant-{:03}", variant);
  std::filesystem::create_directory(folder);
  setenv("TMPDIR", folder.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): this process has no other thread yet
  if (python != nullptr) python->set_environment("TMPDIR", folder.string());
}

/// Obeys until it is told to finish, its commands end or the variant fails.
int serve_variant(const RoundRequest& request, std::uint32_t variant, const Surroundings& surroundings,
                  PythonRuntime* python, const Voice& voice, int descriptor) {
  const bool fine = succeeds(voice, variant, [&] {
    use_own_temporary_folder(variant, python);
    VariantWorker worker{request, variant, surroundings, python, voice};
    LineReader commands{descriptor};
    for (bool more = true; more;) {
      const std::optional<std::string> line = commands.next();
      more = line && worker.obey(command_from_line(*line));
    }
  });
  return fine ? 0 : 1;
}

void measure_round(const RoundRequest& request, const Installation& installation, LineReader& input,
                   Interpreter& python, Voice& voice) {
  ServerOfHotspot server{request.hotspot, installation};
  Surroundings surroundings = server.surroundings();
  surroundings.prepared = request.prepared;
  python = python_for(request.hotspot, installation, request.hash_seed);
  // A worker that fails because the server has ended is not at fault.
  const auto blame_server = [&] {
    if (const std::optional<Failure> failure = server.failure()) voice.say(FailureMessage{*failure});
  };
  Siblings siblings{{.fork = [&] { return python ? python->fork_process() : fork(); }, .before_gone = blame_server},
                    voice};
  for (const std::uint32_t variant : request.variants) {
    siblings.start(variant, [&](int commands) {
      const int code = serve_variant(request, variant, surroundings, python.get(), voice, commands);
      python.reset();  // what the variant left behind ends as it would in a program of its own
      return code;
    });
  }
  siblings.relay_commands(input);
}

/// Opens all that the workers of a round read, as they will do it, and lets it go.
void open_counters(const PlannedMeter& meter) {
  const auto processes = std::make_shared<ProcessUsage>(meter.roots);
  const ExplanatoryCounters counters{meter.roots, processes};
  const EnergyMeter opened = open_meter(meter, processes);
}

/// Everything from here on is somebody else's code. The counters that only a privileged process may open are kept.
void become_ordinary(const WorkerOptions& options, const WorkerRequest& request) {
  const auto* round = std::get_if<RoundRequest>(&request);
  const bool keeps_counters = round != nullptr && has_privileges();
  if (keeps_counters) {
    const KeepFiles keeping;
    open_counters(round->meter);
  }
  give_up_privileges(options.user ? std::optional{user_named(*options.user)} : std::nullopt);
  die_with(static_cast<pid_t>(options.parent));
  if (keeps_counters) open_counters(round->meter);  // lets go of those that every process may open
}

void serve(const WorkerRequest& request, const Installation& installation, LineReader& input, Interpreter& python,
           Voice& voice) {
  if (const auto* files = std::get_if<DescribeRequest>(&request)) describe(*files, installation, python, voice);
  if (const auto* hotspot = std::get_if<CheckRequest>(&request)) check(*hotspot, installation, python, voice);
  if (const auto* round = std::get_if<RoundRequest>(&request)) {
    measure_round(*round, installation, input, python, voice);
  }
}

}  // namespace

int run_worker(const WorkerOptions& options, const Installation& installation) try {
  Voice voice;
  Interpreter python;
  LineReader input{STDIN_FILENO};
  static_cast<void>(succeeds(voice, std::nullopt, [&] {
    const WorkerRequest request = request_from_line(input.next().value_or(std::string{}));
    become_ordinary(options, request);
    volunteer_for_out_of_memory_kill();
    serve(request, installation, input, python, voice);
  }));
  voice.say(EndMessage{});
  return 0;
} catch (const NobodyListens&) {
  // The controller was killed, and its end may be seen here before the signal that goes with it comes.
  end_process_group();
}

}  // namespace greenbench
