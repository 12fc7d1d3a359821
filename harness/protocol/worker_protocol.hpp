// What the controller asks of the processes it starts (JSON on standard input) and what they say (JSON lines on
// standard output).
//
// `greenbench worker` reads one request. A round then takes commands, one a line, until its input ends:
//
//   child.send(line_of(RoundRequest{...}));
//   child.send(line_of(WorkerCommand{WorkerCommand::Kind::measure, variant}));
//   WorkerMessage message = message_from_line(line);
//   if (auto* turn = std::get_if<TurnMessage>(&message)) keep(turn->sample);
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "harness/protocol/planned_meter.hpp"
#include "results/files/json.hpp"
#include "results/model/schema.hpp"
#include "workloads/hotspot.hpp"

namespace greenbench {

/// Describe the hotspots of these Python files, and the interpreter they run in; or those of one shared library.
struct DescribeRequest {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> packages = {};     ///< whose versions are asked for, beside those that the files need
  std::optional<RevisionTree> revision = {};  ///< that the files belong to
};

/// Run variants of a hotspot once, all in this one process, and compare their answers.
struct CheckRequest {
  PlannedHotspot hotspot;
  std::vector<std::uint32_t> variants;  ///< indices into hotspot.variants
  std::filesystem::path prepared;       ///< what the hotspot's prepare() makes once per run; this process makes it
  /// Of a hotspot at two revisions, whose variants cannot meet in one process: where the answer of the old ones is kept
  /// by the check of these, for that of the new ones.
  std::filesystem::path kept_answer = {};
};

/// Start an interpreter and fork one worker for each variant that takes part; then obey commands.
struct RoundRequest {
  PlannedHotspot hotspot;
  std::vector<std::uint32_t> variants;    ///< those that take part: indices into hotspot.variants
  std::vector<std::uint64_t> iterations;  ///< one per planned variant; 0: its worker finds the number and says it
  std::vector<double> iteration_seconds;  ///< one per planned variant: as in earlier rounds; 0: not known
  Limits limits;
  std::uint32_t hash_seed = 0;
  std::optional<int> cpu;  ///< the one CPU of all workers; empty: all that may be used
  PlannedMeter meter;
  std::filesystem::path prepared;  ///< what the hotspot's prepare() makes once per run; made by the checker
};

using WorkerRequest = std::variant<DescribeRequest, CheckRequest, RoundRequest>;

/// To one worker of a round. Each but `kill` is answered: set_up by a ReadyMessage, measure by a TurnMessage, finish by
/// a FinishedMessage, or any of them by a FailureMessage or a GoneMessage of that variant. A worker that has finished
/// ends.
struct WorkerCommand {
  enum class Kind { set_up, measure, finish, kill };
  Kind kind = Kind::measure;
  std::uint32_t variant = 0;
};

/// How a shared library of hotspots was compiled, as far as it says.
struct LibraryBuild {
  std::string file;      ///< "libmine.so", without its folder
  std::string compiler;  ///< "GNU 12.2.0"
  bool is_optimised = false;
};

struct DescribeMessage {
  std::string python_version;
  PackageVersions python_packages;  ///< those that the hotspots need or that were asked for, where they are installed
  std::vector<HotspotInfo> hotspots;
  std::optional<LibraryBuild> library = {};  ///< where that was asked for
};
/// A hotspot file that cannot be used.
struct BadFileMessage {
  std::string text;
};
/// A worker is set up, warm and calibrated.
struct ReadyMessage {
  std::uint32_t variant = 0;
  std::uint64_t iterations = 0;  ///< of one repetition
  double turn_seconds = 0.0;     ///< what a measure command will take, untimed calls included
  std::optional<PeakMemory> peak_memory;
};
/// A worker has measured one repetition. The sample's block, position and void reason are the controller's to fill.
struct TurnMessage {
  Sample sample;
  double cpu_seconds = 0.0;  ///< of the whole turn: worker, waited-for children and helpers
};
/// A worker has taken its variant down and has said all it will.
struct FinishedMessage {
  std::uint32_t variant = 0;
};
/// A worker's process is over.
struct GoneMessage {
  std::uint32_t variant = 0;
  std::optional<int> exit_code;  ///< empty when a signal ended it
  int signal = 0;
};
/// Of one variant, or of the whole hotspot.
struct FailureMessage {
  Failure failure;
  std::optional<std::uint32_t> variant = {};
};
/// Something that went wrong without harm to what was measured.
struct ComplaintMessage {
  std::string text;
};
/// The process has finished. A round says so when its input has ended and its workers are gone.
struct EndMessage {};

using WorkerMessage = std::variant<DescribeMessage, BadFileMessage, ReadyMessage, TurnMessage, FinishedMessage,
                                   GoneMessage, FailureMessage, ComplaintMessage, EndMessage>;

/// One line each, with its end.
[[nodiscard]] std::string line_of(const WorkerRequest& request);
[[nodiscard]] std::string line_of(const WorkerCommand& command);
[[nodiscard]] std::string line_of(const WorkerMessage& message);
/// Each throws DocumentError.
[[nodiscard]] WorkerRequest request_from_line(const std::string& line);
[[nodiscard]] WorkerCommand command_from_line(const std::string& line);
[[nodiscard]] WorkerMessage message_from_line(const std::string& line);

[[nodiscard]] Json to_json(const HotspotInfo& info);
[[nodiscard]] HotspotInfo hotspot_info_from_json(const JsonView& view);

}  // namespace greenbench
