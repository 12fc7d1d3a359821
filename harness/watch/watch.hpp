// Watching processes that run already: what the machine used meanwhile, and their CPU time.
//
//   WatchResult watched = watch({.processes = {1234}, .with_descendants = true, .duration = Seconds{10.0}}, plan);
//   print_text(watch_text(watched, 80));
//   if (watched.end == WatchEnd::interrupted) return ExitCode::interrupted;
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "counters/meter/meter.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

struct WatchRequest {
  std::vector<pid_t> processes;  ///< they are there: named_processes()
  bool with_descendants = false;
  Seconds duration;
};

enum class WatchEnd { duration, processes_ended, interrupted };

struct WatchedProcess {
  pid_t process = 0;
  std::string name;
  bool ended = false;
  Seconds seconds;  ///< as long as it was seen
  Seconds cpu;      ///< used meanwhile, see Family
  std::optional<std::uint64_t> peak_resident_bytes = {};
};

struct WatchResult {
  WatchRequest request;
  WatchEnd end = WatchEnd::duration;
  Seconds seconds;              ///< from the first look to the last
  std::optional<Seconds> busy;  ///< CPU time of everything that ran on the machine meanwhile
  std::vector<WatchedProcess> processes;
  std::vector<DomainRecord> domains;
  std::optional<PowerModel> power_model;  ///< when joules are estimated
  /// Measured: of the machine. Estimated: of a machine that ran nothing but these processes.
  std::variant<EnergyUse, MeterFault> energy;
};

/// Ends early with the last of the processes, and with SIGINT, SIGTERM or SIGHUP. `plan` says where joules come from.
/// Throws CounterLost.
[[nodiscard]] WatchResult watch(const WatchRequest& request, const Plan& plan);

}  // namespace greenbench
