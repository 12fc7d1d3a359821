// Why hwmon cannot be used here, told apart, each with its own remedy.
//
//   if (nothing_counts(sensors)) return why_nothing_counts(roots, sensors);
//   return why_unreadable_sensor(file, error);
#pragma once

#include <filesystem>
#include <span>
#include <system_error>

#include "counters/hwmon/hwmon_sensors.hpp"
#include "counters/source/source.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// No sensor whose energy could be the total: there is none at all, or only such as belong to an unknown part of the
/// machine.
[[nodiscard]] Unavailable why_nothing_counts(const FileRoots& roots, std::span<const HwmonSensor> sensors);

/// A sensor that counts is there, but cannot be read.
[[nodiscard]] Unavailable why_unreadable_sensor(const std::filesystem::path& file, const std::error_code& error);

}  // namespace greenbench
