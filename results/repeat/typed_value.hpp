// Numbers as the command line takes them, such that the program reads back exactly the same number.
//
//   percent_to_type(0.025);      // "2.5%"
//   seconds_to_type(0.01);       // "10ms"
//   rate_to_type(0.05);          // "3/min"
#pragma once

#include <string>

namespace greenbench {

/// Of a fraction: for --precision, --margin, --level and --max-other-load.
[[nodiscard]] std::string percent_to_type(double fraction);
/// For --time-limit, --min-region, --worker-timeout and --server-latency.
[[nodiscard]] std::string seconds_to_type(double seconds);
/// Of operations per second: for --rate.
[[nodiscard]] std::string rate_to_type(double per_second);
/// Without a unit: for --pue and --carbon.
[[nodiscard]] std::string number_to_type(double number);

}  // namespace greenbench
