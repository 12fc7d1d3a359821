// The sentences of a comparison of two runs, as every format shows them.
//
//   unpaired_caption();                  // why less can be seen than within one run
//   drift_sentences(comparison);         // {"python: energy ~1.01x dearer (...), time 1.01x dearer (...)"}
//   gate_sentence(comparison);           // "gate failed: ...", one line
#pragma once

#include <string>
#include <vector>

#include "results/model/run_comparison.hpp"

namespace greenbench {

/// "old: runs/a: strings, 2026-01-01T12:00:00Z, greenbench 0.1, AMD EPYC"
[[nodiscard]] std::string identity_sentence(const RunIdentity& run);
/// What the joules are, or why there are none.
[[nodiscard]] std::string energy_sentence(const RunComparison& comparison);
[[nodiscard]] std::string unpaired_caption();
/// Which way round a factor is to be read, and what the four verdicts mean.
[[nodiscard]] std::string change_caption(const RunComparison& comparison);
/// One per language of control/aa; empty when it is not in both runs.
[[nodiscard]] std::vector<std::string> drift_sentences(const RunComparison& comparison);
/// Empty with fewer than two variants.
[[nodiscard]] std::string overall_sentence(const RunComparison& comparison);
/// "strings/build, python:join: not in the new run"
[[nodiscard]] std::string not_compared_sentence(const NotCompared& entry);

/// The outcome in one line; the gate must be there.
[[nodiscard]] std::string gate_sentence(const RunComparison& comparison);
/// One regression, or one comparison that cannot be told and what would tell it.
[[nodiscard]] std::string finding_sentence(const RunComparison& comparison, const GateFinding& finding);

}  // namespace greenbench
