#include "harness/protocol/worker_protocol.hpp"

#include <type_traits>

namespace greenbench {
namespace {

Json request_json(const DescribeRequest& request) {
  Json files = Json::array();
  for (const auto& file : request.files) files.push_back(file.string());
  return {{"describe", {{"files", files}}}};
}

/// Seconds of each domain; null where they are not known.
Json times_json(const std::vector<std::optional<double>>& times) {
  Json json = Json::array();
  for (const auto& time : times) json.push_back(time ? Json(*time) : Json(nullptr));
  return json;
}

std::vector<std::optional<double>> times_from_json(const JsonView& view) {
  std::vector<std::optional<double>> times;
  for (std::size_t i = 0; i < view.size(); ++i) {
    const bool known = !view.at(i).raw().is_null();
    times.push_back(known ? std::optional{view.at(i).number()} : std::nullopt);
  }
  return times;
}

Json meter_json(const PlannedMeter& meter) {
  Json json = {{"sources", meter.sources},
               {"sysfs", meter.roots.sysfs.string()},
               {"procfs", meter.roots.procfs.string()},
               {"devfs", meter.roots.devfs.string()},
               {"update_periods_seconds", times_json(meter.update_periods_seconds)},
               {"update_jitters_seconds", times_json(meter.update_jitters_seconds)}};
  if (meter.power_model) json["power_model"] = to_json(*meter.power_model);
  return json;
}

PlannedMeter meter_from_json(const JsonView& view) {
  PlannedMeter meter;
  const JsonView sources = view.at("sources");
  for (std::size_t i = 0; i < sources.size(); ++i) meter.sources.push_back(sources.at(i).text());
  meter.roots = {view.at("sysfs").text(), view.at("procfs").text(), view.at("devfs").text()};
  if (view.has("power_model")) meter.power_model = power_model_from_json(view.at("power_model"));
  meter.update_periods_seconds = times_from_json(view.at("update_periods_seconds"));
  meter.update_jitters_seconds = times_from_json(view.at("update_jitters_seconds"));
  return meter;
}

Json request_json(const MeasureRequest& request) {
  Json json = {{"hotspot", to_json(request.hotspot)},  {"limits", to_json(request.limits)},
               {"min_blocks", request.min_blocks},     {"seed", request.seed},
               {"hash_seed", request.hash_seed},       {"meter", meter_json(request.meter)},
               {"prepared", request.prepared.string()}};
  if (request.calibration) json["calibration"] = to_json(*request.calibration);
  return {{"measure", json}};
}

DescribeRequest describe_request(const JsonView& view) {
  DescribeRequest request;
  const JsonView files = view.at("files");
  for (std::size_t i = 0; i < files.size(); ++i) request.files.emplace_back(files.at(i).text());
  return request;
}

MeasureRequest measure_request(const JsonView& view) {
  MeasureRequest request;
  request.hotspot = planned_hotspot_from_json(view.at("hotspot"));
  request.limits = limits_from_json(view.at("limits"));
  request.min_blocks = static_cast<std::uint32_t>(view.at("min_blocks").count());
  request.seed = view.at("seed").count();
  request.hash_seed = static_cast<std::uint32_t>(view.at("hash_seed").count());
  request.meter = meter_from_json(view.at("meter"));
  request.prepared = view.at("prepared").text();
  if (view.has("calibration")) request.calibration = calibration_from_json(view.at("calibration"));
  return request;
}

Json message_json(const DescribeMessage& message) {
  Json hotspots = Json::array();
  for (const HotspotInfo& info : message.hotspots) hotspots.push_back(to_json(info));
  return {{"described",
           {{"python_version", message.python_version},
            {"python_packages", message.python_packages},
            {"hotspots", hotspots}}}};
}

Json message_json(const BadFileMessage& message) {
  return {{"bad_file", message.text}};
}

Json message_json(const CalibrationMessage& message) {
  return {{"calibration", to_json(message.calibration)}};
}

Json message_json(const PeakMemoryMessage& message) {
  return {{"peak_memory", to_json(message.variants)}};
}

Json message_json(const BlockMessage& message) {
  Json samples = Json::array();
  for (const Sample& sample : message.samples) samples.push_back(to_json(sample));
  return {{"block", samples}};
}

Json message_json(const FailureMessage& message) {
  return {{"failure", to_json(message.failure)}};
}

Json message_json(const ComplaintMessage& message) {
  return {{"complaint", message.text}};
}

Json message_json(const EndMessage&) {
  return {{"end", true}};
}

DescribeMessage describe_message(const JsonView& view) {
  DescribeMessage message;
  message.python_version = view.at("python_version").text();
  const JsonView packages = view.at("python_packages");
  packages.expect_object();
  for (const auto& [package, version] : packages.raw().items())
    message.python_packages.emplace(package, packages.at(package).text());
  const JsonView hotspots = view.at("hotspots");
  for (std::size_t i = 0; i < hotspots.size(); ++i) message.hotspots.push_back(hotspot_info_from_json(hotspots.at(i)));
  return message;
}

BlockMessage block_message(const JsonView& view) {
  BlockMessage message;
  for (std::size_t i = 0; i < view.size(); ++i) message.samples.push_back(sample_from_json(view.at(i)));
  return message;
}

Json parsed(const std::string& text, const std::string& what) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw DocumentError{what + ": not JSON: " + text.substr(0, 120)};
  return json;
}

}  // namespace

Json to_json(const WorkerRequest& request) {
  return std::visit([](const auto& r) { return request_json(r); }, request);
}

WorkerRequest request_from_text(const std::string& text) {
  const Json json = parsed(text, "worker request");
  const JsonView view{json, "worker request"};
  if (view.has("describe")) return describe_request(view.at("describe"));
  return measure_request(view.at("measure"));
}

Json to_json(const WorkerMessage& message) {
  return std::visit([](const auto& m) { return message_json(m); }, message);
}

WorkerMessage message_from_line(const std::string& line) {
  const Json json = parsed(line, "worker");
  const JsonView view{json, "worker"};
  if (view.has("block")) return block_message(view.at("block"));
  if (view.has("calibration")) return CalibrationMessage{calibration_from_json(view.at("calibration"))};
  if (view.has("peak_memory")) return PeakMemoryMessage{peak_memory_list_from_json(view.at("peak_memory"))};
  if (view.has("failure")) return FailureMessage{failure_from_json(view.at("failure"))};
  if (view.has("described")) return describe_message(view.at("described"));
  if (view.has("bad_file")) return BadFileMessage{view.at("bad_file").text()};
  if (view.has("complaint")) return ComplaintMessage{view.at("complaint").text()};
  if (view.has("end")) return EndMessage{};
  view.fail("no known message");
}

}  // namespace greenbench
