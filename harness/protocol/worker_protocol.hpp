// What the controller asks of a worker (one JSON document on standard input) and what a worker says
// (JSON lines on standard output).
//
//   std::string input = to_json(MeasureRequest{...}).dump();
//   WorkerMessage message = message_from_line(line);
//   if (auto* block = std::get_if<BlockMessage>(&message)) keep(block->samples);
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

/// Describe the hotspots of these Python files, and the interpreter they run in.
struct DescribeRequest {
  std::vector<std::filesystem::path> files;
};

/// Measure one hotspot in this process.
struct MeasureRequest {
  PlannedHotspot hotspot;
  Limits limits;
  std::uint32_t min_blocks = 10;
  std::optional<Calibration> calibration;  ///< empty: this worker finds it and says it
  std::uint64_t seed = 0;
  std::uint32_t hash_seed = 0;
  PlannedMeter meter;
  std::filesystem::path prepared;  ///< what the hotspot's prepare() makes once per run; the first worker makes it
};

using WorkerRequest = std::variant<DescribeRequest, MeasureRequest>;

struct DescribeMessage {
  std::string python_version;
  PackageVersions python_packages;  ///< those that the hotspots need and that are installed
  std::vector<HotspotInfo> hotspots;
};
/// A hotspot file that cannot be used.
struct BadFileMessage {
  std::string text;
};
struct CalibrationMessage {
  Calibration calibration;
};
/// Peak memory of each planned variant, by the first worker.
struct PeakMemoryMessage {
  std::vector<std::optional<PeakMemory>> variants;
};
struct BlockMessage {
  std::vector<Sample> samples;
};
struct FailureMessage {
  Failure failure;
};
/// Something that went wrong without harm to what was measured.
struct ComplaintMessage {
  std::string text;
};
struct EndMessage {};

using WorkerMessage = std::variant<DescribeMessage, BadFileMessage, CalibrationMessage, PeakMemoryMessage, BlockMessage,
                                   FailureMessage, ComplaintMessage, EndMessage>;

[[nodiscard]] Json to_json(const WorkerRequest& request);
/// Throws DocumentError.
[[nodiscard]] WorkerRequest request_from_text(const std::string& text);
[[nodiscard]] Json to_json(const WorkerMessage& message);
/// Throws DocumentError.
[[nodiscard]] WorkerMessage message_from_line(const std::string& line);

[[nodiscard]] Json to_json(const HotspotInfo& info);
[[nodiscard]] HotspotInfo hotspot_info_from_json(const JsonView& view);

}  // namespace greenbench
