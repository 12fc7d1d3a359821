#include "results/text/machine.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace greenbench {
namespace {

/// In the order in which they are named.
constexpr std::array<std::string_view, 4> naming_keys{"cpu_model", "memory", "kernel", "hypervisor"};

}  // namespace

std::string machine_summary(const std::vector<EnvironmentField>& environment) {
  std::vector<std::string> parts;
  for (const std::string_view key : naming_keys) {
    const auto found = std::ranges::find(environment, key, &EnvironmentField::key);
    if (found != environment.end()) parts.push_back(found->value);
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace greenbench
