// `greenbench doctor --calibrate FILE`: a power model of this machine, for machines without counters.
//
//   ProbeContext context = ...;
//   return calibrate_command(context, "model.toml");   // then: greenbench run --power-model model.toml
#pragma once

#include <filesystem>

#include "counters/probe.hpp"
#include "harness/command_line/failure.hpp"

namespace greenbench {

/// Loads the machine for about 20 s, fits the model, replaces `file` and says so. Throws CannotMeasure with the reason
/// of every source when none of them measures the processor.
[[nodiscard]] ExitCode calibrate_command(const ProbeContext& context, const std::filesystem::path& file);

}  // namespace greenbench
