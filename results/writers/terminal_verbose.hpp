// Everything that there is to say, on a terminal: --verbose.
//
//   std::string text = write_verbose_terminal(report, {.width = 80});
#pragma once

#include <string>

#include "results/writers/writers.hpp"

namespace greenbench {

[[nodiscard]] std::string write_verbose_terminal(const Report& report, const WriteOptions& options);

}  // namespace greenbench
