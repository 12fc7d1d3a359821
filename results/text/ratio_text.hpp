// A ratio in words that cannot be read the wrong way round. Ratio.value is baseline / variant.
//
//   factor_text(2.0, "");                       // "2.00x less": the variant needs half
//   factor_text(0.94, "~");                     // "~1.06x more", of an estimate
//   ratio_text(ratio, Verdict::saves, "");      // "2.00x less (1.90 to 2.10)"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "results/model/report.hpp"

namespace greenbench {

/// `mark` stands before every number: "~" when joules are estimated, else empty.
[[nodiscard]] std::string factor_text(double ratio, std::string_view mark);

/// The factor with its interval in the same direction; "same" when equivalent. Without an interval it says so.
[[nodiscard]] std::string ratio_text(const Ratio& ratio, Verdict verdict, std::string_view mark);

/// "(1.90 to 2.10)", each end with the mark. An end next to 1 gets a fourth digit: on which side of 1 it lies matters.
[[nodiscard]] std::string interval_text(const Interval& interval, std::string_view mark);

/// The interval to show: over the range of the power model's parameters where there is one.
[[nodiscard]] const std::optional<Interval>& shown_interval(const Ratio& ratio);

/// The mark for numbers that come from joules of this provenance.
[[nodiscard]] std::string_view mark_of(Provenance provenance);

/// "(noise ~1.54 to ~1.68, with the model's error ~1.10 to ~2.40)", turned as ratio_text() turns it. The ratio must
/// have both intervals.
[[nodiscard]] std::string intervals_apart(const Ratio& ratio, std::string_view mark);

}  // namespace greenbench
