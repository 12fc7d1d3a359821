#include "results/text/machine.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace greenbench {
namespace {

/// In the order in which they are named.
constexpr std::array<std::string_view, 4> naming_keys{"cpu_model", "memory", "kernel", "hypervisor"};

/// `word` as a POSIX shell must be given it.
std::string shell_word(const std::string& word) {
  constexpr std::string_view harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:%@";
  if (!word.empty() && word.find_first_not_of(harmless) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char character : word) quoted += character == '\'' ? std::string{"'\\''"} : std::string{character};
  return quoted + "'";
}

/// A Python file given by hand names the run after itself.
bool is_user_file(const Plan& plan, const PlannedHotspot& hotspot) {
  return !hotspot.file.empty() && plan.suite_label.ends_with(".py");
}

std::string common_options(const Plan& plan) {
  const Limits& limits = plan.limits;
  std::string options = fmt::format(" --seed {}", plan.seed);
  if (plan.quick) options += " --quick";
  options += fmt::format(" --precision {:.6g}%", limits.precision * 100.0);
  options += fmt::format(" --min-rounds {} --max-rounds {}", limits.min_rounds, limits.max_rounds);
  options += fmt::format(" --time-limit {:.6g}s", limits.time_limit_seconds);
  options += fmt::format(" --min-region {:.6g}ms", limits.min_region_seconds * 1e3);
  if (!plan.requested_sources.empty()) {
    options += " --source " + shell_word(fmt::format("{}", fmt::join(plan.requested_sources, ",")));
  }
  if (!plan.power_model_file.empty()) options += " --power-model " + shell_word(plan.power_model_file);
  return options;
}

}  // namespace

std::string machine_summary(const std::vector<EnvironmentField>& environment) {
  std::vector<std::string> parts;
  for (const std::string_view key : naming_keys) {
    const auto found = std::ranges::find(environment, key, &EnvironmentField::key);
    if (found != environment.end()) parts.push_back(found->value);
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<std::string> commands_to_repeat(const Plan& plan) {
  struct SameSize {
    std::uint64_t size;
    std::string hotspots;
  };
  std::vector<SameSize> groups;
  for (const PlannedHotspot& hotspot : plan.hotspots) {
    auto group = std::ranges::find(groups, hotspot.size, &SameSize::size);
    if (group == groups.end()) group = groups.insert(group, {.size = hotspot.size, .hotspots = ""});
    if (is_user_file(plan, hotspot)) group->hotspots += " --file " + shell_word(hotspot.file);
    group->hotspots += " --hotspot " + shell_word(hotspot.id);
  }
  std::vector<std::string> commands;
  for (const SameSize& group : groups) {
    commands.push_back(fmt::format("greenbench run{} --size {}{}", group.hotspots, group.size, common_options(plan)));
  }
  return commands;
}

}  // namespace greenbench
