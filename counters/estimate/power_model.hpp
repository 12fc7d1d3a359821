// The power model behind the estimate, for machines without counters.
//
//   J = seconds x CPUs x idle + CPU-seconds x (full - idle) + seconds x GiB resident x memory
//   PowerModel model = choose_power_model(roots, std::nullopt);
//   Watts idle{model.idle_watts_per_cpu.value};
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "counters/system/file_roots.hpp"

namespace greenbench {

/// A model parameter with the range it is believed to lie in. low <= value <= high.
struct ModelParameter {
  double value;
  double low;
  double high;
};

struct PowerModel {
  std::string name;    ///< the row or file that was chosen: "cloud average"
  std::string reason;  ///< why that one
  int cpus = 1;        ///< CPUs this process may use
  ModelParameter idle_watts_per_cpu;
  ModelParameter full_watts_per_cpu;
  ModelParameter memory_watts_per_gib;
};

/// Where nothing else is known. The value is Cloud Carbon Footprint's; the range, half of it up and down, is an
/// assumption: memory's power depends on module size, generation and traffic, none of which the model sees.
inline constexpr ModelParameter usual_memory_watts_per_gib{0.392, 0.196, 0.588};

/// `file` (TOML) if given; else the TDP of a recognised bare-metal processor divided by its cores;
/// else the virtual-CPU table by microarchitecture; else its cloud average.
/// Throws std::runtime_error naming file, line and key when `file` cannot be used.
[[nodiscard]] PowerModel choose_power_model(const FileRoots& roots, const std::optional<std::filesystem::path>& file);

}  // namespace greenbench
