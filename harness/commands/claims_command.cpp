// `greenbench claims`: statements from documentation against a saved run.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/analyse.hpp"
#include "analysis/claims/claims.hpp"
#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "harness/controller/newest_run.hpp"
#include "results/inputs/claims_file.hpp"
#include "results/store.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

constexpr const char* bundled_file = "claims/energy-article.toml";

std::string refuted_line(const ClaimsReport& report) {
  std::vector<std::string> refuted;
  for (const ClaimAnswer& each : report.answers) {
    if (each.answer == ClaimVerdict::refuted) refuted.push_back(each.claim.id);
  }
  return fmt::format("{} of {} claims refuted: {}", refuted.size(), report.answers.size(), fmt::join(refuted, ", "));
}

}  // namespace

ExitCode claims_command(const ClaimsOptions& options, const Installation& installation) {
  const std::filesystem::path file = options.file.value_or(installation.data_folder / bundled_file);
  const std::vector<Claim> claims = read_claims_file(file);
  const std::filesystem::path folder = run_or_newest(options.run);
  const Run run = load_run(folder);
  const ClaimsReport report = check_claims({claims, file.string()}, {run, folder.string()},
                                           analyse(run, overridden(run.settings, options.analysis)));
  print_claims(report, {.format = options.format});
  if (!options.strict || count_of(report, ClaimVerdict::refuted) == 0) return ExitCode::done;
  say("{}", refuted_line(report));
  return ExitCode::gate_failed;
}

}  // namespace greenbench
