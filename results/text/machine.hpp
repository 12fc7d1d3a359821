// The sentences about the run as a whole: which machine it was, and how to measure the same again.
//
//   machine_summary(run.environment);        // "AMD EPYC 7763, Linux 6.1.0"
//   for (const std::string& command : commands_to_repeat(run.plan)) print(command);
//   // "greenbench run --hotspot strings/build --size 30000 --seed 42 ..."
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/model/schema.hpp"

namespace greenbench {

inline constexpr std::string_view preview_sentence =
    "PREVIEW: a quick run with few rounds. Its verdicts pass no gate; run without --quick to quote a number.";

/// The few fields that say which machine this was, joined with commas; empty when none is known.
[[nodiscard]] std::string machine_summary(const std::vector<EnvironmentField>& environment);

/// One command per size, with every option that decides the measurement; ready for a shell.
[[nodiscard]] std::vector<std::string> commands_to_repeat(const Plan& plan);

}  // namespace greenbench
