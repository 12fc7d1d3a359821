// Power of servers at ten loads, and which curve predicts it for servers that it was not fitted to.
//
//   std::vector<MeasuredServer> servers = measured_servers();
//   double exponent = fitted_exponent(servers);   // 0.604
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

namespace greenbench::testing {

/// One measurement of one server: package and memory together.
struct MeasuredServer {
  std::string type;                        ///< "m5zn": several measurements may be of one type
  std::string measurement;                 ///< "m5zn_March21_NorthVirginia"
  std::array<double, 11> watts_at_load{};  ///< 0, 10, ... 100% of the CPUs busy
  std::vector<double> watts_at_full_load;  ///< of each kind of work
};

/// Published by teads (turbostress reports, CC0, commit 60dc713).
[[nodiscard]] std::vector<MeasuredServer> measured_servers();

/// Of the least squares of ln(power) between the ends, to 0.001.
[[nodiscard]] double fitted_exponent(std::span<const MeasuredServer> servers);

/// Errors of the curves, and how much kinds of work differ, as Markdown.
[[nodiscard]] std::string load_curve_tables();

}  // namespace greenbench::testing
