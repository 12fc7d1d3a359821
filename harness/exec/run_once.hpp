// A single run of a command with the user's own input and output, between two reads of the counters.
//
//   OnceResult once = run_once({"make", "-j4"}, plan);
//   say("{}", once_text(once, plan));      // 12.1 J, 3.02 s, 4.01 W, 5.7 CPU s, 212 MiB; measured: powercap package-0
//   write_file_atomically("energy.json", once_json(once, command, plan) + "\n");
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "counters/meter/meter.hpp"
#include "results/model/schema.hpp"
#include "workloads/command/command.hpp"

namespace greenbench {

struct OnceResult {
  CommandEnd end;
  Seconds cpu;  ///< of the command and of all processes that were waited for
  std::variant<EnergyUse, MeterFault> energy;
};

/// Ctrl-C is for the command: this process waits for its end. `plan` says where joules come from. Throws
/// std::runtime_error when the command cannot be started, and CounterLost.
[[nodiscard]] OnceResult run_once(const Command& command, const Plan& plan);

/// One line.
[[nodiscard]] std::string once_text(const OnceResult& once, const Plan& plan);

/// One line, a JSON object; docs/formats.md names its keys. What is not known is null.
[[nodiscard]] std::string once_json(const OnceResult& once, const Command& command, const Plan& plan);

}  // namespace greenbench
