// Checks for noise from how the processor is set up. Each is a row of noise_checks().
//
//   if (std::optional<RiskFinding> found = find_turbo(roots)) show(found->finding, found->advice);
#pragma once

#include <optional>

#include "counters/system/file_roots.hpp"
#include "harness/doctor/noise_risks.hpp"

namespace greenbench {

/// A CPU whose frequency governor is not `performance`.
[[nodiscard]] std::optional<RiskFinding> find_slow_governor(const FileRoots& roots);
/// Clock speeds above the nominal one are allowed.
[[nodiscard]] std::optional<RiskFinding> find_turbo(const FileRoots& roots);
/// Two threads share a core.
[[nodiscard]] std::optional<RiskFinding> find_hardware_threads(const FileRoots& roots);
[[nodiscard]] std::optional<RiskFinding> find_isolated_cpus(const FileRoots& roots);
/// A thermal zone at 85 degrees Celsius or more.
[[nodiscard]] std::optional<RiskFinding> find_heat(const FileRoots& roots);
/// The processor has slowed itself down since the machine started.
[[nodiscard]] std::optional<RiskFinding> find_throttling(const FileRoots& roots);
/// The processor adds noise to its energy counters against side channels, or may do so (it has SGX).
[[nodiscard]] std::optional<RiskFinding> find_energy_filtering(const FileRoots& roots);

}  // namespace greenbench
