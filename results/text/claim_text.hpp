// A claim, what was measured of it and the answer in words.
//
//   claimed_text(claim);             // "4.3x less energy, within 10%"
//   measured_text(answer, "~");      // "~1.06x more (~1.04 to ~1.08)"
//   answer_text(answer);             // "not measurable here (~refuted)"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/model/claim.hpp"

namespace greenbench {

[[nodiscard]] std::string claimed_text(const Claim& claim);
/// `mark` stands before every number of an estimate. Several sizes: one line each. Empty when nothing was measured.
[[nodiscard]] std::string measured_text(const ClaimAnswer& answer, std::string_view mark);
/// With what the estimate would answer.
[[nodiscard]] std::string answer_text(const ClaimAnswer& answer);

/// "~" for energy and power of an estimate, else empty.
[[nodiscard]] std::string_view mark_for(const ClaimsReport& report, const Claim& claim);

/// "strings/build, n = 30,000: python:join against python:concat"
[[nodiscard]] std::string place_text(const ClaimAnswer& answer);

/// "24 claims: 2 confirmed, 3 refuted, ..."; answers that did not occur are left out.
[[nodiscard]] std::string count_sentence(const ClaimsReport& report);
/// What the joules of the run are good for here.
[[nodiscard]] std::string claims_energy_sentence(const ClaimsReport& report);
/// What the answers mean, and that intervals are per claim.
[[nodiscard]] std::vector<std::string> claims_captions(const ClaimsReport& report);

}  // namespace greenbench
