#include "analysis/budgets/budget_targets.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "analysis/verdicts/family.hpp"
#include "results/model/document_error.hpp"
#include "results/model/name_pattern.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

constexpr std::size_t most_names_listed = 12;

/// "; did you mean join?", or what there is where nothing is near.
std::string meant_by(const std::string& pattern, const std::set<std::string>& names) {
  const std::vector<std::string> known{names.begin(), names.end()};
  std::string near = did_you_mean_by_pattern(pattern, known);
  if (!near.empty() || known.empty() || known.size() > most_names_listed) return near;
  return fmt::format(" (known: {})", fmt::join(known, ", "));
}

/// Indices into the plan.
std::vector<std::size_t> hotspots_of(const Budget& budget, const std::string& file, const Plan& plan) {
  const bool with_control = is_control(budget.hotspot);
  std::vector<std::size_t> found;
  std::set<std::string> names;
  for (std::size_t index = 0; index < plan.hotspots.size(); ++index) {
    const std::string& id = plan.hotspots[index].id;
    if (is_control(id) && !with_control) continue;
    names.insert(id);
    if (matches_pattern(budget.hotspot, id)) found.push_back(index);
  }
  if (found.empty()) {
    fail_at_budget(
        budget, file,
        fmt::format("hotspot: nothing in this run matches '{}'{}", budget.hotspot, meant_by(budget.hotspot, names)));
  }
  return found;
}

void add_targets(std::size_t hotspot, const PlannedHotspot& planned, const std::string& pattern,
                 BudgetTargets& targets) {
  for (std::size_t variant = 0; variant < planned.variants.size(); ++variant) {
    if (matches_variant(pattern, planned.variants[variant].id)) targets.planned.push_back({hotspot, variant});
  }
  for (const LeftOut& each : planned.left_out) {
    if (matches_variant(pattern, each.id)) targets.left_out.push_back({hotspot, &each});
  }
}

[[noreturn]] void fail_without_variant(const Budget& budget, const std::string& file, const Plan& plan,
                                       const std::vector<std::size_t>& hotspots) {
  std::set<std::string> names;
  for (const std::size_t hotspot : hotspots) {
    for (const PlannedVariant& each : plan.hotspots[hotspot].variants) names.insert({each.id.name, each.id.text()});
    for (const LeftOut& each : plan.hotspots[hotspot].left_out) names.insert({each.id.name, each.id.text()});
  }
  fail_at_budget(budget, file,
                 fmt::format("variant: nothing that the budget's hotspots have matches '{}'{}", budget.variant,
                             meant_by(budget.variant, names)));
}

}  // namespace

void fail_at_budget(const Budget& budget, const std::string& file, const std::string& what) {
  throw DocumentError{fmt::format("{}:{}: {}", file, budget.line, what)};
}

BudgetTargets targets_of(const Budget& budget, const std::string& file, const Plan& plan) {
  const std::vector<std::size_t> hotspots = hotspots_of(budget, file, plan);
  BudgetTargets targets;
  for (const std::size_t hotspot : hotspots) add_targets(hotspot, plan.hotspots[hotspot], budget.variant, targets);
  if (targets.planned.empty() && targets.left_out.empty()) fail_without_variant(budget, file, plan, hotspots);
  return targets;
}

}  // namespace greenbench
