// Emulated machines of every shape that was ever misread, each with its true power.
//
//   for (const Topology& topology : topologies()) {
//     EmulatedMachine machine;  topology.build(machine, {});
//     expect_total_watts(machine, topology.counted_watts);
//   }
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/emulated_machine.hpp"

namespace greenbench::testing {

/// How the counters of a topology are to be built.
struct TopologyOptions {
  /// Where the usual counters wrap; zones whose unit is the point of the topology keep their own.
  std::uint64_t range_microjoules = 262'143'328'850;
};

/// A machine whose joules can be measured. The total is packages and DRAM and nothing else.
struct Topology {
  std::string name;
  void (*build)(EmulatedMachine& machine, const TopologyOptions& options);
  double counted_watts;              ///< true power of packages and DRAM together
  std::vector<std::string> counted;  ///< domains of the total, in any order
  std::vector<std::string> shown;    ///< domains that must be there and must not be counted
};

/// A machine whose joules cannot be measured, and why not.
struct Absence {
  std::string name;
  void (*build)(EmulatedMachine& machine);
  std::string reason;  ///< part of what is said
  std::string remedy;  ///< part of what is to be done
};

[[nodiscard]] std::span<const Topology> topologies();
[[nodiscard]] std::span<const Absence> absences();

/// Throws std::out_of_range.
[[nodiscard]] const Topology& topology_named(std::string_view name);

}  // namespace greenbench::testing
