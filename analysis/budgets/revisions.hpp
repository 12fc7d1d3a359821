// Whether a run compares two revisions of one thing, the old one as the baseline of the new one in each hotspot.
//
//   std::optional<std::string> old = old_revision(run.plan);   // "main", as it was typed
//   if (!old) refuse();                                         // one revision only
//   if (old && variant.baseline) nobody_asks_what_it_costs();
#pragma once

#include <optional>
#include <string>

#include "results/model/schema.hpp"

namespace greenbench {

/// Of any plan that may have `revisions` with a `reference`; empty where it has none.
template <class AnyPlan>
[[nodiscard]] std::optional<std::string> old_revision_of(const AnyPlan& plan) {
  if constexpr (requires { plan.revisions->reference; }) {
    return plan.revisions ? std::optional<std::string>{plan.revisions->reference} : std::nullopt;
  } else {
    return std::nullopt;
  }
}

[[nodiscard]] inline std::optional<std::string> old_revision(const Plan& plan) {
  return old_revision_of(plan);
}

}  // namespace greenbench
