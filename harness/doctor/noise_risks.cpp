#include "harness/doctor/noise_risks.hpp"

#include <array>

#include "harness/doctor/processor_noise.hpp"
#include "harness/doctor/surrounding_noise.hpp"

namespace greenbench {
namespace {

constexpr std::array checks = {
    NoiseCheck{"frequency governor", find_slow_governor},
    NoiseCheck{"turbo", find_turbo},
    NoiseCheck{"hardware threads", find_hardware_threads},
    NoiseCheck{"isolated CPUs", find_isolated_cpus},
    NoiseCheck{"temperature", find_heat},
    NoiseCheck{"throttling", find_throttling},
    NoiseCheck{"energy filtering", find_energy_filtering},
    NoiseCheck{"address randomisation", find_fixed_addresses},
    NoiseCheck{"load", find_load},
    NoiseCheck{"other readers", find_other_readers},
    NoiseCheck{"virtual machine", find_virtual_machine},
    NoiseCheck{"container", find_container_mask},
    NoiseCheck{"battery", find_battery_power},
};

}  // namespace

std::span<const NoiseCheck> noise_checks() {
  return checks;
}

std::vector<Risk> find_noise_risks(const FileRoots& roots) {
  std::vector<Risk> risks;
  for (const NoiseCheck& check : checks) {
    if (const auto found = check.find(roots)) risks.push_back({std::string{check.name}, found->finding, found->advice});
  }
  return risks;
}

}  // namespace greenbench
