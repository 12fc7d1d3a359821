#include <chrono>
#include <cmath>
#include <memory>
#include <thread>

#include "analysis/estimate/model_error.hpp"
#include "counters/probe.hpp"
#include "harness/commands/calibrate_command.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "harness/doctor/doctor_report.hpp"
#include "harness/machine/environment.hpp"
#include "harness/plan/probe_inputs.hpp"

namespace greenbench {
namespace {

/// The level of a report's intervals, unless asked otherwise.
constexpr double model_error_level = AnalysisSettings{}.level;

std::vector<SourceDiagnosis> diagnose_all(const ProbeContext& context) {
  std::vector<SourceDiagnosis> diagnoses;
  for (const ProbeRow& row : probe_table()) diagnoses.push_back(diagnose(row, context));
  return diagnoses;
}

void wait_for_window() {
  std::this_thread::sleep_for(std::chrono::nanoseconds{std::llround(cross_check_window.value() * 1e9)});
}

/// The best measured source of each device against every other one of it.
std::vector<CrossCheck> cross_checks(const std::vector<SourceDiagnosis>& diagnoses, const ProbeContext& context) {
  std::vector<CrossCheck> checks;
  for (const SourceDiagnosis& better : diagnoses) {
    for (const SourceDiagnosis& other : diagnoses) {
      const auto is_usable = [&](const SourceDiagnosis& source) {
        return source.is_available() && source.provenance == Provenance::measured && source.device == better.device;
      };
      if (&better >= &other || !is_usable(better) || !is_usable(other)) continue;
      Selection selection = select_sources(std::vector{better.source, other.source}, context);
      // What could be read a moment ago may not be there any more.
      if (selection.sources.size() != 2) continue;
      checks.push_back(cross_check(std::move(selection.sources), wait_for_window, {}));
    }
  }
  return checks;
}

DoctorReport examine(const DoctorOptions& options, const ProbeContext& context, const Installation& installation) {
  DoctorReport report;
  // First of all: doctor's own work would show in the load.
  report.risks = find_noise_risks(options.roots);
  report.machine = describe_environment(options.roots, {{}, installation.python.string()});
  report.power_model = context.power_model;
  report.model_errors = model_errors(context.power_model, model_error_level);
  report.sources = diagnose_all(context);
  report.cross_checks = cross_checks(report.sources, context);
  return report;
}

}  // namespace

ExitCode doctor_command(const DoctorOptions& options, const Installation& installation) {
  check_roots(options.roots);
  const ProbeContext context{options.roots, usable_power_model(options.roots, options.power_model),
                             std::make_shared<ProcessUsage>(options.roots)};
  if (options.calibrate) return calibrate_command(context, *options.calibrate);
  const DoctorReport report = examine(options, context, installation);
  if (options.json) {
    print_text(json_text(to_json(report), 2) + "\n");
  } else {
    print_text(options.verbose ? verbose_doctor_text(report) : doctor_text(report));
  }
  return ExitCode::done;
}

}  // namespace greenbench
