// Whether the variants of a hotspot may be measured against each other: they do the same task, and do it at every call.
//
//   LoadedVariants loaded{planned, python, surroundings};
//   const CheckedAnswers checked = check_answers(loaded.named(), planned.relative_tolerance);
//   if (checked.refusal) report(checked.refusal->kind, checked.refusal->reason);
#pragma once

#include <optional>
#include <span>
#include <string>

#include "harness/worker/kept_answer.hpp"
#include "harness/worker/repetition.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// Why a hotspot is not measured, in one line that names the variant.
struct Refusal {
  Failure::Kind kind = Failure::Kind::answers_differ;
  std::string reason;
};

struct CheckedAnswers {
  std::optional<Refusal> refusal;
  bool only_nothing = false;          ///< several variants return nothing, so that nobody has compared what they do
  std::optional<Answer> answer = {};  ///< of all of them; empty where it was refused
};

/// Calls every variant twice: all of them once, then all of them again. Refuses answers that differ between variants or
/// between the calls of one, lazy results, and variants that change the data they work on. Throws VariantFailed when a
/// call fails.
/// Where there is an `other` answer, each has to agree with it, too.
[[nodiscard]] CheckedAnswers check_answers(std::span<const NamedVariant> variants, double relative_tolerance,
                                           const std::optional<KeptAnswer>& other = {});

}  // namespace greenbench
