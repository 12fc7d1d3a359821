#include "harness/protocol/worker_protocol.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace greenbench {
namespace {

Json request_json(const DescribeRequest& request) {
  Json files = Json::array();
  for (const auto& file : request.files) files.push_back(file.string());
  Json json = {{"files", files}, {"packages", request.packages}};
  if (request.revision) json["revision"] = to_json(*request.revision);
  return {{"describe", json}};
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
               {"domains", meter.domains},
               {"update_periods_seconds", times_json(meter.update_periods_seconds)},
               {"update_jitters_seconds", times_json(meter.update_jitters_seconds)}};
  if (meter.power_model) json["power_model"] = to_json(*meter.power_model);
  return json;
}

PlannedMeter meter_from_json(const JsonView& view) {
  PlannedMeter meter;
  const JsonView sources = view.at("sources");
  for (std::size_t i = 0; i < sources.size(); ++i) meter.sources.push_back(sources.at(i).text());
  const JsonView domains = view.at("domains");
  for (std::size_t i = 0; i < domains.size(); ++i) meter.domains.push_back(domains.at(i).text());
  meter.roots = {view.at("sysfs").text(), view.at("procfs").text(), view.at("devfs").text()};
  if (view.has("power_model")) meter.power_model = power_model_from_json(view.at("power_model"));
  meter.update_periods_seconds = times_from_json(view.at("update_periods_seconds"));
  meter.update_jitters_seconds = times_from_json(view.at("update_jitters_seconds"));
  return meter;
}

Json request_json(const CheckRequest& request) {
  return {{"check",
           {{"hotspot", to_json(request.hotspot)},
            {"variants", request.variants},
            {"prepared", request.prepared.string()},
            {"kept_answer", request.kept_answer.string()}}}};
}

Json request_json(const RoundRequest& request) {
  Json json = {{"hotspot", to_json(request.hotspot)}, {"variants", request.variants},
               {"iterations", request.iterations},    {"iteration_seconds", request.iteration_seconds},
               {"limits", to_json(request.limits)},   {"hash_seed", request.hash_seed},
               {"meter", meter_json(request.meter)},  {"prepared", request.prepared.string()}};
  if (request.cpu) json["cpu"] = *request.cpu;
  return {{"round", json}};
}

DescribeRequest describe_request(const JsonView& view) {
  DescribeRequest request;
  const JsonView files = view.at("files");
  for (std::size_t i = 0; i < files.size(); ++i) request.files.emplace_back(files.at(i).text());
  const JsonView packages = view.at("packages");
  for (std::size_t i = 0; i < packages.size(); ++i) request.packages.push_back(packages.at(i).name());
  if (view.has("revision")) request.revision = revision_tree_from_json(view.at("revision"));
  return request;
}

std::vector<std::uint32_t> indices_from_json(const JsonView& view) {
  std::vector<std::uint32_t> indices;
  for (std::size_t i = 0; i < view.size(); ++i) indices.push_back(view.at(i).small_count());
  return indices;
}

CheckRequest check_request(const JsonView& view) {
  return {planned_hotspot_from_json(view.at("hotspot")), indices_from_json(view.at("variants")),
          view.at("prepared").text(), view.at("kept_answer").text()};
}

RoundRequest round_request(const JsonView& view) {
  RoundRequest request;
  request.hotspot = planned_hotspot_from_json(view.at("hotspot"));
  request.variants = indices_from_json(view.at("variants"));
  const JsonView seconds = view.at("iteration_seconds");
  for (std::size_t i = 0; i < seconds.size(); ++i) request.iteration_seconds.push_back(seconds.at(i).number());
  const JsonView iterations = view.at("iterations");
  for (std::size_t i = 0; i < iterations.size(); ++i) request.iterations.push_back(iterations.at(i).count());
  request.limits = limits_from_json(view.at("limits"));
  request.hash_seed = view.at("hash_seed").small_count();
  if (view.has("cpu")) request.cpu = static_cast<int>(view.at("cpu").small_count());
  request.meter = meter_from_json(view.at("meter"));
  request.prepared = view.at("prepared").text();
  return request;
}

struct CommandName {
  WorkerCommand::Kind kind;
  std::string_view name;
};

constexpr std::array command_names{
    CommandName{WorkerCommand::Kind::set_up, "set_up"}, CommandName{WorkerCommand::Kind::measure, "measure"},
    CommandName{WorkerCommand::Kind::finish, "finish"}, CommandName{WorkerCommand::Kind::kill, "kill"}};

Json message_json(const DescribeMessage& message) {
  Json hotspots = Json::array();
  for (const HotspotInfo& info : message.hotspots) hotspots.push_back(to_json(info));
  Json described = {
      {"python_version", message.python_version}, {"python_packages", message.python_packages}, {"hotspots", hotspots}};
  if (message.library) {
    described["library"] = {{"file", message.library->file},
                            {"compiler", message.library->compiler},
                            {"is_optimised", message.library->is_optimised}};
  }
  return {{"described", described}};
}

Json message_json(const BadFileMessage& message) {
  return {{"bad_file", message.text}};
}

Json message_json(const ReadyMessage& message) {
  Json json = {
      {"variant", message.variant}, {"iterations", message.iterations}, {"turn_seconds", message.turn_seconds}};
  if (message.peak_memory) json["peak_memory"] = to_json(*message.peak_memory);
  return {{"ready", json}};
}

Json message_json(const TurnMessage& message) {
  return {{"turn", {{"sample", to_json(message.sample)}, {"cpu_seconds", message.cpu_seconds}}}};
}

Json message_json(const FinishedMessage& message) {
  return {{"finished", {{"variant", message.variant}}}};
}

Json message_json(const GoneMessage& message) {
  Json json = {{"variant", message.variant}, {"signal", message.signal}};
  if (message.exit_code) json["exit_code"] = *message.exit_code;
  return {{"gone", json}};
}

Json message_json(const FailureMessage& message) {
  Json json = {{"failure", to_json(message.failure)}};
  if (message.variant) json["variant"] = *message.variant;
  return {{"failed", json}};
}

Json message_json(const ComplaintMessage& message) {
  return {{"complaint", message.text}};
}

Json message_json(const EndMessage&) {
  return {{"end", true}};
}

DescribeMessage describe_message(const JsonView& view) {
  DescribeMessage message;
  message.python_version = view.at("python_version").prose();
  const JsonView packages = view.at("python_packages");
  packages.expect_object();
  for (const auto& [package, version] : packages.raw().items())
    message.python_packages.emplace(package, packages.at(package).prose());
  const JsonView hotspots = view.at("hotspots");
  for (std::size_t i = 0; i < hotspots.size(); ++i) message.hotspots.push_back(hotspot_info_from_json(hotspots.at(i)));
  if (view.has("library")) {
    const JsonView library = view.at("library");
    message.library = LibraryBuild{.file = library.at("file").text(),
                                   .compiler = library.at("compiler").prose(),
                                   .is_optimised = library.at("is_optimised").boolean()};
  }
  return message;
}

ReadyMessage ready_message(const JsonView& view) {
  ReadyMessage message;
  message.variant = view.at("variant").small_count();
  message.iterations = view.at("iterations").count();
  message.turn_seconds = view.at("turn_seconds").number();
  if (view.has("peak_memory")) message.peak_memory = peak_memory_from_json(view.at("peak_memory"));
  return message;
}

TurnMessage turn_message(const JsonView& view) {
  return {sample_from_json(view.at("sample")), view.at("cpu_seconds").number()};
}

GoneMessage gone_message(const JsonView& view) {
  GoneMessage message;
  message.variant = view.at("variant").small_count();
  message.signal = static_cast<int>(view.at("signal").small_count());
  if (view.has("exit_code")) message.exit_code = static_cast<int>(view.at("exit_code").small_count());
  return message;
}

FailureMessage failure_message(const JsonView& view) {
  FailureMessage message{failure_from_json(view.at("failure"))};
  if (view.has("variant")) message.variant = view.at("variant").small_count();
  return message;
}

Json parsed(const std::string& text, const std::string& what) {
  std::optional<Json> json = json_if_valid(text);
  if (!json) throw DocumentError{what + ": not JSON: " + text.substr(0, 120)};
  return std::move(*json);
}

}  // namespace

std::string line_of(const WorkerRequest& request) {
  return json_text(std::visit([](const auto& r) { return request_json(r); }, request)) + "\n";
}

std::string line_of(const WorkerCommand& command) {
  const auto found = std::ranges::find(command_names, command.kind, &CommandName::kind);
  return json_text({{"command", found->name}, {"variant", command.variant}}) + "\n";
}

std::string line_of(const WorkerMessage& message) {
  return json_text(std::visit([](const auto& m) { return message_json(m); }, message)) + "\n";
}

WorkerRequest request_from_line(const std::string& line) {
  const Json json = parsed(line, "worker request");
  const JsonView view{json, "worker request"};
  if (view.has("describe")) return describe_request(view.at("describe"));
  if (view.has("check")) return check_request(view.at("check"));
  return round_request(view.at("round"));
}

WorkerCommand command_from_line(const std::string& line) {
  const Json json = parsed(line, "worker command");
  const JsonView view{json, "worker command"};
  const std::string name = view.at("command").text();
  const auto found = std::ranges::find(command_names, name, &CommandName::name);
  if (found == command_names.end()) view.at("command").fail("no known command");
  return {found->kind, view.at("variant").small_count()};
}

WorkerMessage message_from_line(const std::string& line) {
  const Json json = parsed(line, "worker");
  const JsonView view{json, "worker"};
  if (view.has("turn")) return turn_message(view.at("turn"));
  if (view.has("ready")) return ready_message(view.at("ready"));
  if (view.has("finished")) return FinishedMessage{view.at("finished").at("variant").small_count()};
  if (view.has("gone")) return gone_message(view.at("gone"));
  if (view.has("failed")) return failure_message(view.at("failed"));
  if (view.has("described")) return describe_message(view.at("described"));
  if (view.has("bad_file")) return BadFileMessage{view.at("bad_file").prose()};
  if (view.has("complaint")) return ComplaintMessage{view.at("complaint").prose()};
  if (view.has("end")) return EndMessage{};
  view.fail("no known message");
}

}  // namespace greenbench
