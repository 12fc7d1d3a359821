// The source "hwmon": energy counters and power sensors of the kernel's hardware monitors.
//
//   std::variant<std::unique_ptr<EnergySource>, Unavailable> opened = open_hwmon(FileRoots{});
//   if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&opened)) use(std::move(*source));
//   else show(std::get<Unavailable>(opened));
#pragma once

#include <functional>
#include <memory>
#include <variant>

#include "counters/source/core_sum.hpp"
#include "counters/source/power_sampler.hpp"
#include "counters/source/source.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// How often a power sensor is read whose device does not say how often it is renewed. An assumption: most renew it
/// between ten times a second and once.
inline constexpr Seconds assumed_power_period{0.1};

/// How the source samples power; the defaults are the real machine's.
struct HwmonAccess {
  std::shared_ptr<Clock> clock = std::make_shared<RawMonotonicClock>();
  /// Called once for each sampler, after its first sample. Tests keep it, and sample themselves.
  std::function<void(PowerSampler&)> start_sampling = [](PowerSampler& sampler) { sampler.run_thread(); };
  Seconds cores_every = cores_are_read_every;
};

/// Opens every energy counter and power sensor. Unavailable when none of them counts toward the total, or one that
/// does cannot be read; one that is only shown is then left out. There is one sampling thread for each different
/// period of the power sensors, and none without such a sensor.
[[nodiscard]] std::variant<std::unique_ptr<EnergySource>, Unavailable> open_hwmon(const FileRoots& roots,
                                                                                  HwmonAccess access = {});

}  // namespace greenbench
