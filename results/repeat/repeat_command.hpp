// How to measure a run again: the command line that plans the same, and judges it the same way.
//
//   for (const std::string& command : commands_to_repeat(report)) print(command);
//   // "greenbench run --suite strings --source perf --seed 42 --precision 2% ... --margin 2% --level 95%"
//   std::vector<std::string_view> flags = repeated_flags();    // "--suite", "--hotspot", ...
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// Ready for a shell. One command; of a run that did not keep what it was asked for, one for each size that it
/// measured. Patterns are not repeated, but what they matched.
[[nodiscard]] std::vector<std::string> commands_to_repeat(const Report& report);

/// Every flag that such a command may have; the other flags of `run` do not change what is measured or how it is
/// judged.
[[nodiscard]] std::vector<std::string_view> repeated_flags();

}  // namespace greenbench
