// The source "nvml": the energy counters of NVIDIA GPUs, one domain for each board.
//
//   std::variant<std::unique_ptr<EnergySource>, Unavailable> opened = open_nvml("libnvidia-ml.so.1");
//   if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&opened)) use(std::move(*source));
//   else show(std::get<Unavailable>(opened));
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "counters/source/power_sampler.hpp"
#include "counters/source/source.hpp"

namespace greenbench {

/// No true reading of one board implies more than this: above what any single GPU may draw for longer. The counter
/// never wraps, so the figure only bounds what a short region in which the counter stood still may have used.
inline constexpr Watts gpu_maximum_power{1000.0};

/// How often the power of a GPU without an energy counter is sampled. An assumption: their drivers renew the reading
/// between fifty times a second and ten.
inline constexpr Seconds gpu_power_period{0.02};

/// How the power of GPUs without an energy counter is sampled; the defaults are the real machine's.
struct NvmlAccess {
  std::shared_ptr<Clock> clock = std::make_shared<RawMonotonicClock>();
  /// Called once, after the first sample. Tests keep the sampler, and sample themselves.
  std::function<void(PowerSampler&)> start_sampling = [](PowerSampler& sampler) { sampler.run_thread(); };
};

/// Opens every GPU that this process may use. Unavailable when there is none, and when one that may be used cannot be
/// read: a total without it would be too small. A GPU that has no energy counter is sampled by a thread instead.
[[nodiscard]] std::variant<std::unique_ptr<EnergySource>, Unavailable> open_nvml(const std::string& library,
                                                                                 const NvmlAccess& access = {});

}  // namespace greenbench
