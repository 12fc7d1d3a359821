// The power model behind the estimate, for machines without counters.
//
//   PowerModel model = choose_power_model(roots);
//   Watts idle{model.idle_watts_per_cpu.value};
#pragma once

#include "counters/system/file_roots.hpp"
#include "counters/units/power_model_parameters.hpp"

namespace greenbench {

/// Where the watts of the processor do not have memory in them and nothing else is known. The value is Cloud Carbon
/// Footprint's; the range, half of it up and down, is an assumption: memory's power depends on module size, generation
/// and traffic, none of which the model sees.
inline constexpr ModelParameter usual_memory_watts_per_gib{0.392, 0.196, 0.588};

/// The TDP of a recognised bare-metal processor divided by its cores; else the row of the table of servers by
/// microarchitecture; else what is typical of its rows.
[[nodiscard]] PowerModel choose_power_model(const FileRoots& roots);

}  // namespace greenbench
