#include "harness/processes/server_process.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "results/files/json.hpp"

namespace greenbench {
namespace {

constexpr Seconds start_patience{30.0};
constexpr Seconds end_patience{0.5};

ChildCommand server_command_of(const Installation& installation, const ServerSettings& settings) {
  std::vector<std::string> arguments = installation.program;
  arguments.insert(arguments.end(), {"server", "--latency", fmt::format("{}s", settings.latency_seconds), "--body",
                                     std::to_string(settings.body_bytes)});
  return {.arguments = std::move(arguments),
          .environment = current_environment(),  // the worker's own, which the controller has cleaned already
          .input = {},
          .keeps_input_open = true};
}

LocalServer address_said_by(ChildProcess& child) {
  const std::optional<std::string> line = child.next_line(start_patience, nullptr);
  if (!line) {
    const ChildEnd end = child.wait();
    throw std::runtime_error{fmt::format("the local server {}: {}", manner_of(end), end.standard_error)};
  }
  const Json json = parse_json(*line, "local server");
  return {.port = static_cast<std::uint16_t>(JsonView{json, "local server"}.at("port").small_count()),
          .process = child.process()};
}

}  // namespace

ServerProcess::ServerProcess(const Installation& installation, const ServerSettings& settings)
    : child_(server_command_of(installation, settings)), address_(address_said_by(child_)) {}

ServerProcess::~ServerProcess() {
  if (!reaped_) static_cast<void>(child_.wait());
}

std::optional<ChildEnd> ServerProcess::early_end() {
  if (reaped_ || !child_.ends_within(end_patience)) return std::nullopt;
  reaped_ = true;
  return child_.wait();
}

}  // namespace greenbench
