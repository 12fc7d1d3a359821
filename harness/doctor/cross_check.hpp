// Two interfaces to the same counters, read around the same window: do they agree?
//
//   CrossCheck check = cross_check(std::move(selection.sources), [] { wait(cross_check_window); }, {});
//   check.domains[0].ratio;       // powercap's package-0 over perf's: 1.0004
//   if (check.domains[0].finding) warn(*check.domains[0].finding);
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "counters/meter/meter.hpp"
#include "counters/source/source.hpp"

namespace greenbench {

inline constexpr Seconds cross_check_window{0.3};

/// Sources that agree may still differ by this: perf and powercap differ by 0.27% where they round the unit of the
/// memory counter differently.
inline constexpr double agreeing_difference = 0.02;

/// One domain that both sources have.
struct SharedDomain {
  std::string name;
  Joules counting;  ///< through the source that would count
  Joules shown;     ///< through the other
  /// shown / counting. Empty when the counting source's counter did not move.
  std::optional<double> ratio;
  std::optional<std::string> finding;  ///< they differ by more than agreeing sources do
};

struct CrossCheck {
  std::string counting_source;
  std::string shown_source;
  Seconds window;
  std::vector<SharedDomain> domains;  ///< empty when there are none of the same name
  std::optional<std::string> fault;   ///< why there is nothing to compare
};

/// Measures `work` through both sources at once, in one window. `sources` holds two, as select_sources() returns them:
/// the second counts nothing. A domain that counts nothing is not aligned to its updates, so that a difference of up
/// to one update period of the window at each end says nothing; beyond that and agreeing_difference it is a finding.
[[nodiscard]] CrossCheck cross_check(std::vector<std::unique_ptr<EnergySource>> sources,
                                     const std::function<void()>& work, EnergyMeter::Options options);

}  // namespace greenbench
