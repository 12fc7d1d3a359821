#include "tests/support/emulated_pmu.hpp"

#include <map>

#include <fmt/format.h>

#include "tests/support/emulated_files.hpp"

namespace greenbench::testing {

std::filesystem::path pmu_folder(const std::filesystem::path& sysfs, const std::string& name) {
  return sysfs / "bus/event_source/devices" / name;
}

void write_pmu(const std::filesystem::path& sysfs, const EmulatedPmu& pmu) {
  static const std::map<std::string, int> numbers = {{"energy-cores", 1}, {"energy-pkg", 2},  {"energy-ram", 3},
                                                     {"energy-gpu", 4},   {"energy-psys", 5}, {"energy-core", 1}};
  const std::filesystem::path folder = pmu_folder(sysfs, pmu.name);
  write_file(folder / "type", fmt::format("{}\n", pmu.type));
  write_file(folder / "cpumask", pmu.cpumask + "\n");
  for (const std::string& event : pmu.events) {
    write_file(folder / "events" / event, fmt::format("event=0x{:02x}\n", numbers.at(event)));
    write_file(folder / "events" / (event + ".scale"), pmu.scale + "\n");
    write_file(folder / "events" / (event + ".unit"), pmu.unit + "\n");
  }
}

}  // namespace greenbench::testing
