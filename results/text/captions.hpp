// The sentences around a table: where the joules come from, the answer in short, and what to know about it.
//
//   provenance_caption(report);          // "Measured: powercap package-0 + dram-0."
//   headlines(report, hotspot);          // {"Python: join saves: 2.00x less energy than concat (1.90 to 2.10)."}
//   hotspot_notes(report, hotspot);      // {"12 rounds, 360 valid blocks.", ...}
#pragma once

#include <string>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

[[nodiscard]] std::string provenance_caption(const Report& report);
/// The same without the power model's parameters and reasons.
[[nodiscard]] std::string short_provenance_caption(const Report& report);
/// What an estimate cannot tell: "Energy differences below 1.5x (code on one core) or 2.0x (parallel code) are beyond
/// this estimate."
[[nodiscard]] std::string model_error_sentence(const ModelErrors& errors);
/// The same with where that comes from.
[[nodiscard]] std::string model_error_caption(const ModelErrors& errors);
/// Both in short, of an estimate whose error is known; else the first alone.
[[nodiscard]] std::string provenance_sentence(const Report& report);
/// Which way round a ratio is to be read.
[[nodiscard]] std::string direction_caption(const Report& report);
/// What everything is compared with, where the settings name a baseline; else empty.
[[nodiscard]] std::string baseline_caption(const Report& report);
/// What the four verdicts mean with this report's settings.
[[nodiscard]] std::string verdict_caption(const Report& report);

/// Where the words are explained.
inline constexpr const char* glossary_sentence =
    "Hotspot, round, block and the other words: docs/glossary.md in greenbench's documentation.";

/// Of an estimate: the interval with the model's error in it alone, or that of the noise beside it.
enum class Intervals { one, apart };

[[nodiscard]] std::vector<std::string> headlines(const Report& report, const HotspotReport& hotspot,
                                                 Intervals intervals = Intervals::apart);
[[nodiscard]] std::vector<std::string> hotspot_notes(const Report& report, const HotspotReport& hotspot);

/// "answers differ (round 3): python:join and python:concat differ at byte 17".
[[nodiscard]] std::string failure_text(const Failure& failure);
/// The same of a hotspot; empty when it did not fail as a whole.
[[nodiscard]] std::string failure_sentence(const HotspotReport& hotspot);

/// The joules of a variant are smaller than what its counters can tell.
[[nodiscard]] bool below_resolution(const Report& report, const VariantSummary& summary);

/// Null when the variant is a baseline, or could not be compared.
[[nodiscard]] const Comparison* comparison_of(const HotspotReport& hotspot, const VariantId& variant);

/// The languages of the hotspot, in the order of the plan.
[[nodiscard]] std::vector<std::string> languages_of(const HotspotReport& hotspot);

}  // namespace greenbench
