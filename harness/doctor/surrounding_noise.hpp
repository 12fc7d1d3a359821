// Checks for noise from what else runs here and on what. Each is a row of noise_checks().
//
//   if (std::optional<RiskFinding> found = find_load(roots)) show(found->finding, found->advice);
#pragma once

#include <optional>

#include "counters/system/file_roots.hpp"
#include "harness/doctor/noise_risks.hpp"

namespace greenbench {

/// Address space randomisation is off or partial. It should be on: each round is a fresh draw of the layout, and one
/// fixed layout is a systematic error.
[[nodiscard]] std::optional<RiskFinding> find_fixed_addresses(const FileRoots& roots);
/// Half a CPU or more was busy over the last minute: its energy is counted, too.
[[nodiscard]] std::optional<RiskFinding> find_load(const FileRoots& roots);
/// Other processes that hold an energy counter open, as far as their open files may be seen.
[[nodiscard]] std::optional<RiskFinding> find_other_readers(const FileRoots& roots);
[[nodiscard]] std::optional<RiskFinding> find_virtual_machine(const FileRoots& roots);
/// A container hides the powercap zones.
[[nodiscard]] std::optional<RiskFinding> find_container_mask(const FileRoots& roots);
/// There is a battery, and a supply with a plug that has no power.
[[nodiscard]] std::optional<RiskFinding> find_battery_power(const FileRoots& roots);

}  // namespace greenbench
