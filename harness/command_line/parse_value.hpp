// Values as people type them: "2%", "60s", "10ms".
//
//   double precision = *parse_fraction("2%");    // 0.02
//   double seconds = *parse_seconds("10ms");     // 0.01
//   std::uint64_t body = *parse_bytes("2KiB");   // 2048
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace greenbench {

/// "2%" as a fraction. Empty when it is not a percentage above 0% and below 100%, or lacks the sign.
[[nodiscard]] std::optional<double> parse_fraction(std::string_view text);

/// "10%" as a share, which may be more than one. Empty when it is not a percentage above 0% and up to 100,000%, or
/// lacks the sign.
[[nodiscard]] std::optional<double> parse_share(std::string_view text);

/// A duration from 1 us to 1000 h with a unit (us, ms, s, min, h). Empty when it is not one, or lacks the unit.
[[nodiscard]] std::optional<double> parse_seconds(std::string_view text);

/// The same with 0 allowed: a pause that may be none.
[[nodiscard]] std::optional<double> parse_pause_seconds(std::string_view text);

/// "250/s", "3/min", "10/h" or "1000/day" as operations per second, from 1e-9 to 1e12. Empty when it is none of
/// these, or has no unit.
[[nodiscard]] std::optional<double> parse_rate(std::string_view text);

/// A power usage effectiveness: a plain number of 1 or more, up to 10.
[[nodiscard]] std::optional<double> parse_pue(std::string_view text);

/// "400" or "400g/kWh": a carbon intensity in grams of CO2-equivalent per kWh, from 0 to 100,000.
[[nodiscard]] std::optional<double> parse_grams_per_kilowatt_hour(std::string_view text);

/// A whole number from 0 to 2^64 - 1.
[[nodiscard]] std::optional<std::uint64_t> parse_seed(std::string_view text);

/// A whole number of bytes from 1 to 1 GiB, plain or with a unit (B, KiB, MiB). Empty when it is not one.
[[nodiscard]] std::optional<std::uint64_t> parse_bytes(std::string_view text);

}  // namespace greenbench
