// What `run` and `resume` have in common: measure what is left of a run, save it and show it.
//
//   Interrupt interrupt;
//   return finish_run(run, Journal::create(folder, run), {folder, installation, display}, interrupt);
#pragma once

#include <filesystem>

#include "harness/command_line/failure.hpp"
#include "harness/commands/output.hpp"
#include "harness/controller/journal.hpp"
#include "harness/processes/installation.hpp"
#include "harness/processes/interrupt.hpp"
#include "results/model/report.hpp"

namespace greenbench {

struct Finish {
  const std::filesystem::path& folder;
  const Installation& installation;
  const Display& display;
};

/// Judged by the run's own settings. The first signal ends the measuring, and everything measured so far is saved. From
/// then on signals end the program.
[[nodiscard]] ExitCode finish_run(Run& run, Journal journal, const Finish& finish, Interrupt& interrupt);

}  // namespace greenbench
