#include "analysis/runs/environment_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string_view>

namespace greenbench {
namespace {

/// What a machine does to its load, clock and temperature is not a change of the machine.
constexpr std::array<std::string_view, 5> passing_fields = {"load_before", "load_after", "frequency_mhz",
                                                            "temperature_celsius", "memory_available"};

std::optional<std::string> value_of(const std::vector<EnvironmentField>& fields, std::string_view key) {
  const auto found = std::ranges::find(fields, key, &EnvironmentField::key);
  return found == fields.end() ? std::nullopt : std::optional{found->value};
}

std::string model_text(const PowerModel& model) {
  const auto range = [](const ModelParameter& r) {
    return fmt::format("{:.6g} ({:.6g} to {:.6g})", r.value, r.low, r.high);
  };
  return fmt::format("{}: {} CPUs, idle {} W, full {} W, memory {} W/GiB", model.name, model.cpus,
                     range(model.idle_watts_per_cpu), range(model.full_watts_per_cpu),
                     range(model.memory_watts_per_gib));
}

void add_if_different(std::vector<FieldChange>& changes, FieldChange change) {
  if (change.before != change.after) changes.push_back(std::move(change));
}

}  // namespace

std::vector<FieldChange> environment_difference(const std::vector<EnvironmentField>& before,
                                                const std::vector<EnvironmentField>& after) {
  std::set<std::string> keys;
  for (const auto* fields : {&before, &after}) {
    for (const EnvironmentField& field : *fields) keys.insert(field.key);
  }
  std::vector<FieldChange> changes;
  for (const std::string& key : keys) {
    if (std::ranges::find(passing_fields, key) != passing_fields.end()) continue;
    add_if_different(changes, {key, value_of(before, key), value_of(after, key)});
  }
  return changes;
}

std::vector<FieldChange> plan_difference(const Plan& before, const Plan& after) {
  const auto region = [](const Plan& plan) { return fmt::format("{:.6g} ms", 1e3 * plan.limits.min_region_seconds); };
  const auto model = [](const Plan& plan) {
    return plan.power_model ? std::optional{model_text(*plan.power_model)} : std::nullopt;
  };
  const auto preview = [](const Plan& plan) { return std::string{plan.quick ? "yes" : "no"}; };
  std::vector<FieldChange> changes;
  add_if_different(changes, {"counted_energy", counted_energy(before), counted_energy(after)});
  add_if_different(changes, {"power_model", model(before), model(after)});
  add_if_different(changes, {"min_region", region(before), region(after)});
  add_if_different(changes, {"quick_preview", preview(before), preview(after)});
  return changes;
}

std::optional<double> load_before(const std::vector<EnvironmentField>& environment) {
  const std::optional<std::string> text = value_of(environment, "load_before");
  if (!text) return std::nullopt;
  double load = 0.0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), load);
  return error == std::errc{} ? std::optional{load} : std::nullopt;
}

std::string counted_energy(const Plan& plan) {
  std::string text;
  for (const DomainRecord& domain : plan.domains) {
    if (domain.counted) text += fmt::format("{}{} {}", text.empty() ? "" : " + ", domain.source, domain.name);
  }
  return text.empty() ? "none" : text;
}

}  // namespace greenbench
