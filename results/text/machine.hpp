// The sentences about the run as a whole: which machine it was, and that it is a preview.
//
//   machine_summary(run.environment);        // "AMD EPYC 7763, Linux 6.1.0"
//   if (run.plan.quick) print(preview_sentence);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/model/schema.hpp"

namespace greenbench {

inline constexpr std::string_view preview_sentence =
    "PREVIEW: few rounds; its verdicts pass no gate. Do not quote numbers of --quick.";

/// The few fields that say which machine this was, joined with commas; empty when none is known.
[[nodiscard]] std::string machine_summary(const std::vector<EnvironmentField>& environment);

}  // namespace greenbench
