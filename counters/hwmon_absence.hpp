// Why hardware monitoring gives no joules that could count, and what to do about it.
//
//   if (sensors.empty()) return why_no_hwmon(roots, sensors);
//   return why_hwmon_unreadable(sensor.file, error);
#pragma once

#include <filesystem>
#include <span>
#include <system_error>

#include "counters/file_roots.hpp"
#include "counters/hwmon_sensors.hpp"
#include "counters/source.hpp"

namespace greenbench {

/// `sensors`: what was found, none of which counts.
[[nodiscard]] Unavailable why_no_hwmon(const FileRoots& roots, std::span<const HwmonSensor> sensors);
[[nodiscard]] Unavailable why_hwmon_unreadable(const std::filesystem::path& file, const std::error_code& error);

}  // namespace greenbench
