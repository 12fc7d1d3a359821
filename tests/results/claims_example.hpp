// Two fixed reports on claims, from which every golden file of `claims` is rendered.
//
//   ClaimsReport measured = measured_claims();      // every answer, every kind of statement
//   ClaimsReport estimated = estimated_claims();    // no counters, a warning
//   std::string text = find_claims_writer("junit")->write(measured, {});
#pragma once

#include "results/model/claim.hpp"

namespace greenbench::testing {

[[nodiscard]] ClaimsReport measured_claims();
[[nodiscard]] ClaimsReport estimated_claims();

}  // namespace greenbench::testing
