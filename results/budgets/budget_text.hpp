// A finding in words: what was measured, what is allowed, and what came out.
//
//   cost_text(finding);         // "energy"
//   measured_text(finding);     // "4.10 J (4.02 to 4.19)", "+3.1% (+2.2% to +4.0%)"
//   limit_text(finding);        // "5.00 J", "+5% of python:concat"
#pragma once

#include <string>
#include <vector>

#include "results/model/budget.hpp"

namespace greenbench {

/// "energy", "time", "power", "CPU time", "peak memory", "CO2e".
[[nodiscard]] std::string cost_text(const BudgetFinding& finding);
/// With the interval that decides; "~" before what is estimated; "unknown" where there is no value.
[[nodiscard]] std::string measured_text(const BudgetFinding& finding);
[[nodiscard]] std::string limit_text(const BudgetFinding& finding);
/// Without what an increase is counted from: "+5%".
[[nodiscard]] std::string limit_alone(const BudgetFinding& finding);

/// "strings/build, n = 30,000: python:join"
[[nodiscard]] std::string place_text(const BudgetFinding& finding);
/// "energy 4.10 J (4.02 to 4.19), limit 5.00 J: within", with the reason where there is one.
[[nodiscard]] std::string finding_sentence(const BudgetFinding& finding);

/// Findings that are open for the same reason with the same remedy.
struct OpenFindings {
  const BudgetFinding* first = nullptr;
  std::size_t count = 1;
};

/// In the order of their first ones.
[[nodiscard]] std::vector<OpenFindings> open_findings(const BudgetReport& report);
/// "strings/build, n = 30,000: python:join, energy (and 7 more): the joules are estimated"
[[nodiscard]] std::string open_text(const OpenFindings& open);

/// "7 findings: 1 exceeded, 6 within."; outcomes that did not occur are left out.
[[nodiscard]] std::string budget_count_sentence(const BudgetReport& report);
/// What the joules of the run are good for here.
[[nodiscard]] std::string budget_energy_sentence(const BudgetReport& report);
/// How to read the intervals, and that each finding stands for itself.
[[nodiscard]] std::string budget_caption(const BudgetReport& report);

}  // namespace greenbench
