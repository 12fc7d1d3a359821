#include "harness/commands/commands.hpp"
#include "harness/commands/new_run.hpp"
#include "harness/plan/plan_builder.hpp"
#include "harness/plan/selection.hpp"
#include "harness/revisions/old_tree.hpp"
#include "harness/revisions/pair_hotspots.hpp"
#include "results/model/schema.hpp"

namespace greenbench {
namespace {

/// The compiler of the program itself says nothing of a library.
EnvironmentField field_of(const LibraryBuild& library) {
  return {"library_" + library.file, library.compiler + (library.is_optimised ? ", optimised" : ", not optimised")};
}

}  // namespace

ExitCode run_command(const RunOptions& options, const Installation& installation) {
  refuse_what_has_no_revision(options);
  NewRun begun;
  begin_run(begun, options);
  const std::unique_ptr<OldTree> old =
      open_old_tree(options, options.files.empty() ? "." : options.files.front(), begun.interrupt);
  // A control is measured in every run, asked for or not.
  const auto may_run = [&options](const HotspotInfo& info) {
    return is_asked_for(options, info.id) || suite_of(info.id) == "control";
  };
  const HotspotCatalog catalog = load_catalog(
      installation, {.user_files = options.files, .user = begun.user, .looks_at = may_run}, begun.interrupt);
  begun.run.plan = make_plan(options, catalog, plan_energy(options), begun.seed);
  if (old) {
    pair_with_old(begun.run.plan, load_catalog(installation, old_files(options, *old, begun.user), begun.interrupt),
                  *old);
  }
  for (const LibraryBuild& library : catalog.libraries) begun.run.environment.push_back(field_of(library));
  return measure_new_run(begun, {catalog.python_version, installation.python.string(), catalog.python_packages},
                         options, installation);
}

}  // namespace greenbench
