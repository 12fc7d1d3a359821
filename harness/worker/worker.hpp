// A worker: a fresh process that does what one request says and ends.
//
//   echo '{"measure": {...}}' | greenbench worker
//   return run_worker(read_all(STDIN_FILENO), installation);
#pragma once

#include <string>

#include "harness/processes/installation.hpp"

namespace greenbench {

/// Serves the request on standard input, answering on standard output. Whatever a hotspot prints goes to
/// standard error instead. Returns the exit code: 0 also when the hotspot failed, which is an answer too.
[[nodiscard]] int run_worker(const Installation& installation);

}  // namespace greenbench
