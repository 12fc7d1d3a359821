// A worker: a fresh process that does what one request says and ends.
//
//   echo '{"measure": {...}}' | greenbench worker --parent 4711
//   return run_worker({.parent = 4711}, installation);
#pragma once

#include "harness/command_line/options.hpp"
#include "harness/processes/installation.hpp"

namespace greenbench {

/// Serves the request on standard input, answering on standard output. Whatever a hotspot prints goes to
/// standard error instead. Opens the counters first and gives up its privileges, before any interpreter starts. Returns
/// the exit code: 0 also when the hotspot failed, which is an answer too.
[[nodiscard]] int run_worker(const WorkerOptions& options, const Installation& installation);

}  // namespace greenbench
