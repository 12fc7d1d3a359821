// The power model that a user gives (--power-model FILE).
//
//   # model.toml:  name = "my server"
//   #              idle_watts_per_cpu = { value = 1.0, low = 0.8, high = 1.2 }
//   PowerModel model = read_power_model_file("model.toml");
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "counters/units/power_model_parameters.hpp"

namespace greenbench {

/// Keys: name, and idle_watts_per_cpu, full_watts_per_cpu, memory_watts_per_gib, each a number of watts or a table
/// {value, low, high}. All are required; `cpus` stays 1. Full power must be at least idle power, at all three points of
/// their ranges. Throws DocumentError that names file, line and key.
[[nodiscard]] PowerModel parse_power_model(std::string_view text, const std::string& file);
[[nodiscard]] PowerModel read_power_model_file(const std::filesystem::path& file);

/// The same as a file's text: what read_power_model_file() reads back, with watts to four digits. The model's reason
/// becomes a comment.
[[nodiscard]] std::string power_model_text(const PowerModel& model);

}  // namespace greenbench
