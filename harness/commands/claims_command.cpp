// `greenbench claims`: statements from documentation against a saved run.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/analyse.hpp"
#include "analysis/claims/claims.hpp"
#include "harness/command_line/command_flags.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "results/files/claims_file.hpp"
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

void add_claims(CLI::App& app, ClaimsOptions& claims) {
  app.add_option("RUN", claims.run, "Folder of a run, or its run.json")->required();
  app.add_option("--file", claims.file,
                 "The claims, a TOML file (default: those of an article that comes with greenbench)")
      ->type_name("FILE");
  app.add_flag("--strict", claims.strict, "Exit code 1 when a claim is refuted");
  add_format_flags(app, claims.format, names_of(claims_writers()));
  add_analysis_flags(app, claims.analysis);
  app.footer(
      "Examples:\n  greenbench claims greenbench-results/20260101T120000Z-strings\n"
      "  greenbench claims runs/main --file docs/claims.toml --strict --format junit > claims.xml");
}

ExitCode claims_command(const ClaimsOptions& options, const Installation& installation) {
  const std::filesystem::path file = options.file.value_or(installation.data_folder / bundled_file);
  const std::vector<Claim> claims = read_claims_file(file);
  const Run run = load_run(options.run);
  const ClaimsReport report =
      check_claims({claims, file.string()}, {run, options.run.string()}, analyse(run, options.analysis));
  print_claims(report, {.format = options.format});
  if (!options.strict || count_of(report, ClaimVerdict::refuted) == 0) return ExitCode::done;
  fmt::print(stderr, "greenbench: {}\n", refuted_line(report));
  return ExitCode::gate_failed;
}

}  // namespace greenbench
