#include "harness/commands/calibrate_command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "counters/system/cpu_identity.hpp"
#include "counters/system/posix_file.hpp"
#include "harness/commands/output.hpp"
#include "harness/doctor/calibration_load.hpp"
#include "harness/machine/kernel_files.hpp"
#include "results/files/atomic_file.hpp"
#include "results/inputs/power_model_file.hpp"

namespace greenbench {
namespace {

constexpr Seconds load_duration{1.0};

/// The best source that measures the processor, alone: a graphics card's joules belong to no CPU.
std::unique_ptr<EnergySource> measured_processor_source(const ProbeContext& context) {
  std::string reasons;
  for (const ProbeRow& row : probe_table()) {
    if (row.device != Device::cpu || row.provenance != Provenance::measured) continue;
    ProbeResult result = row.probe(context);
    if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&result)) return std::move(*source);
    const auto& missing = std::get<Unavailable>(result);
    reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", missing.source, missing.reason);
  }
  throw CannotMeasure{
      fmt::format("--calibrate needs a source that measures the processor, and there is none here ({}); greenbench "
                  "doctor says what "
                  "to do about each",
                  reasons)};
}

std::optional<double> installed_memory_gib(const std::filesystem::path& procfs) {
  const auto kibibytes = values_of(read_text_file(procfs / "meminfo").text, "MemTotal");
  if (kibibytes.empty()) return std::nullopt;
  const double gib = std::strtod(kibibytes.front().c_str(), nullptr) / (1024.0 * 1024.0);
  return gib > 0.0 ? std::optional{gib} : std::nullopt;
}

/// "package-0 + dram-0 of powercap": what the counters that the fit is of have in them.
std::string scope_of(const EnergyMeter& meter) {
  std::vector<std::string> names;
  for (const Domain& domain : meter.domains()) {
    if (domain.counted) names.push_back(domain.name);
  }
  return fmt::format("what {} count{}", fmt::join(names, " + "), names.size() == 1 ? "s" : "");
}

std::string held_out_sentence(const HeldOutError& error) {
  return fmt::format(
      "Of each load that was left out of the fit, the rest predicted the power to {:.1f}% (median), and "
      "to {:.1f}% at worst.",
      error.median * 100.0, error.largest * 100.0);
}

struct Calibrated {
  PowerModel model;
  std::size_t observations = 0;
};

Calibrated calibrate(const ProbeContext& context, EnergyMeter& meter, const std::string& source) {
  const CpuIdentity cpu = read_cpu_identity(context.roots.procfs);
  const int usable = context.power_model.cpus;
  const LoadRig rig{meter, [&] { return context.processes->cpu_time(); }, run_busy_threads};
  const std::vector<LoadObservation> seen = observe_loads(rig, load_levels(usable), load_duration);
  const FittedMachine machine{.cpus = std::max(cpu.logical_cpus, usable),
                              .memory_gib = installed_memory_gib(context.roots.procfs),
                              .load_exponent = fitted_load_exponent};
  const PowerFit fit = fit_power(seen, machine);
  PowerModel model;
  model.name = "calibrated on " + (cpu.model_name.empty() ? "an unnamed processor" : cpu.model_name);
  model.reason = fmt::format(
      "Written by greenbench doctor --calibrate: a fit to {} observations of {} with 0 to {} busy threads on {} CPUs.\n"
      "For --power-model on machines of this kind that have no energy counters.{}",
      seen.size(), source, usable, machine.cpus, fit.held_out ? "\n" + held_out_sentence(*fit.held_out) : "");
  model.scope = scope_of(meter);
  model.load_exponent = machine.load_exponent;
  model.cpus = usable;
  model.idle_watts_per_cpu = fit.idle_watts_per_cpu;
  model.full_watts_per_cpu = fit.full_watts_per_cpu;
  model.memory_watts_per_gib = fit.memory_watts_per_gib;
  return {model, seen.size()};
}

}  // namespace

ExitCode calibrate_command(const ProbeContext& context, const std::filesystem::path& file) {
  std::unique_ptr<EnergySource> source = measured_processor_source(context);
  const std::string name = source->name();
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::move(source));
  EnergyMeter meter{std::move(sources), {}};
  Calibrated found;
  try {
    found = calibrate(context, meter, name);
  } catch (const std::invalid_argument& error) {
    throw CannotMeasure{std::string{"--calibrate: "} + error.what()};
  }
  const std::string text = power_model_text(found.model);
  write_file_atomically(file, text);
  print_text(fmt::format("{}\nWritten to {}. Use it with\n  greenbench run --power-model {}\n", text, file.string(),
                         file.string()));
  return ExitCode::done;
}

}  // namespace greenbench
