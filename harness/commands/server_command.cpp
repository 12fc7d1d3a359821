#include <unistd.h>

#include <chrono>

#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "results/files/json.hpp"
#include "results/model/schema.hpp"
#include "workloads/http_server.hpp"

namespace greenbench {

ExitCode server_command(const ServerOptions& options) {
  const ServerSettings standard;
  const std::chrono::duration<double> latency{options.latency_seconds.value_or(standard.latency_seconds)};
  HttpServer server{{.latency = std::chrono::duration_cast<std::chrono::nanoseconds>(latency),
                     .body_bytes = options.body_bytes.value_or(standard.body_bytes)}};
  print_text(json_text({{"port", server.port()}}) + "\n");
  server.run_until_closed(STDIN_FILENO);
  return ExitCode::done;
}

}  // namespace greenbench
