#include "harness/commands/commands.hpp"
#include "harness/commands/new_run.hpp"
#include "harness/plan/plan_builder.hpp"

namespace greenbench {

ExitCode run_command(const RunOptions& options, const Installation& installation) {
  NewRun begun;
  begin_run(begun, options);
  const HotspotCatalog catalog = load_catalog(installation, options.files, begun.user, begun.interrupt);
  begun.run.plan = make_plan(options, catalog, plan_energy(options), begun.seed);
  return measure_new_run(begun, {catalog.python_version, installation.python.string(), catalog.python_packages},
                         options, installation);
}

}  // namespace greenbench
