// Whether the variants of a hotspot may be measured against each other: they do the same task, and do it at every call.
//
//   LoadedVariants loaded{planned, python, surroundings};
//   const CheckedAnswers checked = check_answers(loaded.named(), planned.relative_tolerance);
//   if (checked.refusal) report(checked.refusal->kind, checked.refusal->reason);
#pragma once

#include <optional>
#include <span>
#include <string>

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
  bool only_nothing = false;  ///< several variants return nothing, so that nobody has compared what they do
};

/// Calls every variant twice: all of them once, then all of them again. Refuses answers that differ between variants or
/// between the calls of one, lazy results, and variants that change the data they work on. Throws VariantFailed when a
/// call fails.
[[nodiscard]] CheckedAnswers check_answers(std::span<const NamedVariant> variants, double relative_tolerance);

/// Calls every variant once and compares the answers only.
[[nodiscard]] std::optional<Refusal> compare_answers(std::span<const NamedVariant> variants, double relative_tolerance);

}  // namespace greenbench
