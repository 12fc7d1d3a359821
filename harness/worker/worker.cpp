#include "harness/worker/worker.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <system_error>

#include "harness/processes/server_process.hpp"
#include "harness/worker/answer_check.hpp"
#include "harness/worker/loaded_variants.hpp"
#include "harness/worker/measuring.hpp"
#include "harness/worker/peak_memory.hpp"
#include "results/files/atomic_file.hpp"

namespace greenbench {
namespace {

/// The worker's voice: JSON lines on what was standard output when the process started.
class Voice {
 public:
  Voice() : descriptor_(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)) { dup2(STDERR_FILENO, STDOUT_FILENO); }
  ~Voice() { close(descriptor_); }
  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;

  void say(const WorkerMessage& message) const {
    const std::string line = json_text(to_json(message)) + "\n";
    std::size_t written = 0;
    while (written < line.size()) {
      const ssize_t count = write(descriptor_, line.data() + written, line.size() - written);
      if (count < 0 && errno != EINTR) throw std::system_error{errno, std::generic_category(), "worker output"};
      written += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
  }

 private:
  int descriptor_;
};

std::string read_standard_input() {
  std::string text;
  std::array<char, 65536> chunk{};
  for (ssize_t got = 0; (got = read(STDIN_FILENO, chunk.data(), chunk.size())) > 0;) {
    text.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return text;
}

/// If memory runs out, the kernel should end this process and not the controller that reports it.
void volunteer_for_out_of_memory_kill() {
  const int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  [[maybe_unused]] const ssize_t written = write(file, "1000", 4);
  close(file);
}

PythonOptions python_options(const Installation& installation, std::optional<std::uint32_t> hash_seed) {
  return {.executable = installation.python,
          .module_folder = installation.data_folder / "workloads" / "python",
          .hash_seed = hash_seed};
}

/// Python as a hotspot is measured in it: `processes` counts what setup() asks for, `voice` tells of teardown().
PythonOptions measuring_python(const MeasureRequest& request, const Installation& installation,
                               const std::shared_ptr<ProcessUsage>& processes, const Voice& voice) {
  PythonOptions options = python_options(installation, request.hash_seed);
  options.hooks.count_process = [processes](pid_t process) { processes->add_helper(process); };
  options.hooks.teardown_failed = [&voice, id = request.hotspot.id](const std::string& traceback) {
    voice.say(ComplaintMessage{id + ": teardown failed: " + traceback});
  };
  return options;
}

void describe(const DescribeRequest& request, const Installation& installation, const Voice& voice) {
  PythonRuntime python{python_options(installation, 0)};
  DescribeMessage message{python.version(), {}, {}};
  for (const auto& file : request.files) {
    for (HotspotInfo& info : python.describe(file)) message.hotspots.push_back(std::move(info));
    message.python_packages.merge(python.package_versions(file));
  }
  voice.say(message);
}

std::vector<std::optional<PeakMemory>> peak_memory(RepetitionRunner& runner, std::size_t variants,
                                                   const std::function<void()>& collect_garbage) {
  std::vector<std::optional<PeakMemory>> peaks;
  for (std::size_t variant = 0; variant < variants; ++variant) {
    collect_garbage();
    peaks.push_back(peak_memory_of([&] { runner.run_once(variant); }));
  }
  return peaks;
}

/// Everything that the measuring of a hotspot takes from its process.
struct MeasuringProcess {
  const Installation& installation;
  const Voice& voice;
  std::shared_ptr<ProcessUsage> processes;
};

/// The first worker of a run that comes here makes it. A mark beside the folder says that it is complete.
void prepare_once(const PlannedHotspot& planned, PythonRuntime* python, const std::filesystem::path& folder) {
  const std::filesystem::path mark = folder.string() + ".complete";
  if (std::filesystem::exists(mark)) return;
  std::filesystem::remove_all(folder);
  prepare_hotspot(planned, python, folder);
  write_file_atomically(mark, "");
}

void measure_hotspot(const MeasureRequest& request, Surroundings surroundings, const MeasuringProcess& process) {
  const FileRoots& roots = request.meter.roots;
  const Installation& installation = process.installation;
  const Voice& voice = process.voice;
  const std::shared_ptr<ProcessUsage>& processes = process.processes;
  // Before the interpreter, whose libraries start threads: hardware events count those that come later.
  const ExplanatoryCounters counters{roots, processes};
  std::optional<PythonRuntime> python;
  if (!request.hotspot.file.empty()) python.emplace(measuring_python(request, installation, processes, voice));
  PythonRuntime* const interpreter = python ? &*python : nullptr;
  surroundings.prepared = request.prepared;
  prepare_once(request.hotspot, interpreter, request.prepared);
  const LoadedVariants loaded{request.hotspot, interpreter, surroundings};
  // The first worker looks closely; the others still see answers that depend on the hash seed.
  const auto check = request.calibration ? &compare_answers : &check_answers;
  if (const auto refusal = check(loaded.named(), request.hotspot.relative_tolerance)) {
    voice.say(FailureMessage{{refusal->kind, refusal->reason, {}, {}}});
    return;
  }
  if (python) python->freeze_garbage();

  const auto collect_garbage = [&] {
    if (python) python->collect_garbage();
  };

  EnergyMeter meter = open_meter(request.meter, processes);
  const std::size_t variants = loaded.named().size();
  RepetitionRunner runner{loaded.named(), meter, counters};
  if (!request.calibration) voice.say(PeakMemoryMessage{peak_memory(runner, variants, collect_garbage)});
  Calibration calibration =
      request.calibration ? *request.calibration
                          : calibrate_iterations(runner, variants, wanted_region(request.limits, meter.domains()));
  runner.fix_iterations(calibration.iterations);
  const Seconds block = warm_up(runner, variants);
  if (!request.calibration) {
    calibration.blocks = blocks_for(block, request.limits, request.min_blocks);
    voice.say(CalibrationMessage{calibration});
  }
  const BlockHooks hooks{collect_garbage,
                         [&](const std::vector<Sample>& samples) { voice.say(BlockMessage{samples}); }};
  MachineWatch watch{roots, processes, {.max_other_load = request.limits.max_other_load}};
  const BlockOrder order{.variants = variants, .blocks = calibration.blocks, .seed = request.seed};
  if (const auto lost = measure_blocks(runner, order, watch, hooks)) {
    voice.say(FailureMessage{{Failure::Kind::counter_lost, *lost, {}, {}}});
  }
}

/// A hotspot that asks for it finds the local server running, whose CPU time counts as the hotspot's own. What goes
/// wrong because the server has ended is the server's failure.
void measure(const MeasureRequest& request, const Installation& installation, const Voice& voice) {
  const MeasuringProcess process{installation, voice, std::make_shared<ProcessUsage>(request.meter.roots)};
  if (!request.hotspot.server) return measure_hotspot(request, {}, process);
  ServerProcess server{installation, *request.hotspot.server};
  process.processes->add_helper(server.process());
  try {
    measure_hotspot(request, {.server = server.address()}, process);
  } catch (const std::exception& error) {
    if (const auto end = server.early_end()) throw ServerEnded{*end, error.what()};
    throw;
  }
}

void serve(const WorkerRequest& request, const Installation& installation, const Voice& voice) {
  if (const auto* files = std::get_if<DescribeRequest>(&request)) describe(*files, installation, voice);
  if (const auto* hotspot = std::get_if<MeasureRequest>(&request)) measure(*hotspot, installation, voice);
}

Failure::Kind kind_of(const std::string& what) {
  return what.find("MemoryError") != std::string::npos ? Failure::Kind::out_of_memory : Failure::Kind::raised;
}

}  // namespace

int run_worker(const Installation& installation) {
  const Voice voice;
  volunteer_for_out_of_memory_kill();
  const auto fail = [&](Failure::Kind kind, const std::string& reason, const std::string& detail) {
    voice.say(FailureMessage{{kind, reason, detail, {}}});
  };
  try {
    serve(request_from_text(read_standard_input()), installation, voice);
  } catch (const HotspotFileError& error) {
    voice.say(BadFileMessage{error.what()});
  } catch (const ServerEnded& error) {
    fail(Failure::Kind::crashed, error.what(), error.detail());
  } catch (const VariantFailed& error) {
    fail(kind_of(error.what()), error.what(), error.detail());
  } catch (const std::bad_alloc&) {
    fail(Failure::Kind::out_of_memory, "out of memory", {});
  } catch (const std::exception& error) {
    const std::string text = error.what();
    fail(kind_of(text), last_line(text), text == last_line(text) ? "" : text);
  }
  voice.say(EndMessage{});
  return 0;
}

}  // namespace greenbench
