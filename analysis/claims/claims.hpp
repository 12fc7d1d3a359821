// Statements from documentation checked against a saved run: a pure function.
//
//   ClaimsReport checked = check_claims({claims, "claims.toml"}, {run, "runs/today"}, analyse(run, {}));
//   for (const ClaimAnswer& each : checked.answers) show(each.claim.id, name_of(each.answer));
//   std::size_t refuted = count_of(checked, ClaimVerdict::refuted);
//
// Each claim stands for itself: its interval has the report's level, and nothing is adjusted for how many claims a file
// holds. Joules that are estimated answer no claim about energy or power; what they would answer stands beside.
#pragma once

#include <span>
#include <string>

#include "analysis/runs/compare_runs.hpp"
#include "results/model/claim.hpp"

namespace greenbench {

struct NamedClaims {
  std::span<const Claim> claims;
  std::string file;  ///< as the user called it
};

/// `report` must be that of the run.
[[nodiscard]] ClaimsReport check_claims(const NamedClaims& claims, const NamedRun& run, const Report& report);

}  // namespace greenbench
