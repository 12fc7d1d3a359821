// old / new in words that cannot be read the wrong way round.
//
//   change_factor_text(1.08, "~");      // "~1.08x cheaper": the old run needed 1.08 times as much
//   change_factor_text(0.95, "");       // "1.05x dearer"
//   change_text(ratio, verdict, "");    // "1.05x dearer (1.02 to 1.08)"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "results/model/run_comparison.hpp"

namespace greenbench {

/// `mark` stands before every number: "~" when joules are estimated, else empty.
[[nodiscard]] std::string change_factor_text(double ratio, std::string_view mark);

/// The factor with its interval in the same direction, so that an end below 1 points the other way.
[[nodiscard]] std::string change_text(double ratio, const std::optional<Interval>& interval, std::string_view mark);

/// The same of a ratio, "same" when equivalent; over the range of the power model's parameters where there is one.
[[nodiscard]] std::string change_text(const RunRatio& ratio, ChangeVerdict verdict, std::string_view mark);

/// "cpu_model: A -> B"; a side that was not recorded is "unknown".
[[nodiscard]] std::string change_text(const FieldChange& change);

[[nodiscard]] std::string_view name_of(ChangeVerdict verdict);
[[nodiscard]] std::string_view name_of(CostKind quantity);
[[nodiscard]] std::string_view name_of(GateOutcome outcome);

}  // namespace greenbench
