// What `run` and `exec` have in common: a run that begins, and all that follows once its plan is known.
//
//   NewRun begun = begin_run(options);
//   begun.run.plan = make_plan(options, catalog, plan_energy(options), begun.seed);
//   return measure_new_run(begun, python, options, installation);
#pragma once

#include <cstdint>
#include <optional>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/options.hpp"
#include "harness/machine/environment.hpp"
#include "harness/processes/installation.hpp"
#include "harness/processes/interrupt.hpp"
#include "harness/processes/privileges.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

struct NewRun {
  Run run;
  std::uint64_t seed = 0;
  std::optional<WorkloadUser> user;  ///< as whom workloads run; empty: as who started the run
  Interrupt interrupt;
};

/// Fills `begun` with all that is known before there is a plan. Throws CannotMeasure in a build that may not measure.
void begin_run(NewRun& begun, const RunOptions& options);

/// Watches the idle machine, measures, saves and shows. The plan is complete.
[[nodiscard]] ExitCode measure_new_run(NewRun& begun, const PythonFacts& python, const RunOptions& options,
                                       const Installation& installation);

}  // namespace greenbench
