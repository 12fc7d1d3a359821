#include "counters/activity/idle_states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace greenbench {

namespace {

namespace fs = std::filesystem;

Unavailable unavailable(std::string reason, std::string remedy) {
  return {"idle states", std::move(reason), std::move(remedy)};
}

Unavailable why_none(const fs::path& folder) {
  return unavailable(fmt::format("no idle state in {}: the kernel has no cpuidle driver here", folder.string()),
                     "in a virtual machine, measure on the host or on a machine of your own; elsewhere, start the "
                     "kernel without cpuidle.off=1 and idle=poll");
}

Unavailable why_unreadable(const fs::path& file, const std::error_code& error) {
  return unavailable(fmt::format("cannot read {}: {}", file.string(), error.message()),
                     fmt::format("see what the file says with\n  cat {}", file.string()));
}

Unavailable why_too_slow(std::size_t cpus, Seconds cost) {
  return unavailable(
      fmt::format("reading the idle states of {} CPUs takes {:.0f} µs; at both ends of a repetition no more than "
                  "{:.0f} µs each are spent on it",
                  cpus, cost.value() * 1e6, longest_idle_read.value() * 1e6),
      "let the program use fewer CPUs, as in\n  taskset --cpu-list 0-7 greenbench ...");
}

/// Reads once: opening may work where reading does not.
std::variant<FileDescriptor, Unavailable> open_number(const fs::path& file) {
  OpenedFile opened = open_file(file);
  const std::error_code error = opened.error ? opened.error : read_number(opened.descriptor).error;
  if (error) return why_unreadable(file, error);
  return std::move(opened.descriptor);
}

/// Adds the states of one CPU, or says why that failed.
std::optional<Unavailable> add_states(const fs::path& folder, std::vector<IdleStates::State>& states) {
  const std::size_t before = states.size();
  std::error_code ignored;
  for (int number = 0; fs::exists(folder / fmt::format("state{}", number), ignored); ++number) {
    const fs::path state = folder / fmt::format("state{}", number);
    std::variant<FileDescriptor, Unavailable> time = open_number(state / "time");
    if (auto* failed = std::get_if<Unavailable>(&time)) return std::move(*failed);
    std::variant<FileDescriptor, Unavailable> usage = open_number(state / "usage");
    if (auto* failed = std::get_if<Unavailable>(&usage)) return std::move(*failed);
    states.push_back({std::get<FileDescriptor>(std::move(time)), std::get<FileDescriptor>(std::move(usage))});
  }
  if (states.size() == before) return why_none(folder);
  return std::nullopt;
}

/// The median of five, so that neither the first, cold reading nor an interruption decides.
Seconds cost_of_reading(const IdleStates& states, Clock& clock) {
  std::array<Seconds, 5> costs;
  for (Seconds& cost : costs) {
    const Seconds start = clock.now();
    (void)states.read();
    cost = clock.now() - start;
  }
  std::ranges::sort(costs);
  return costs[costs.size() / 2];
}

}  // namespace

std::optional<IdleReading> IdleStates::read() const noexcept {
  IdleReading sum;
  for (const State& state : states_) {
    const NumberRead time = read_number(state.time);
    const NumberRead usage = read_number(state.usage);
    if (time.error || usage.error) return std::nullopt;
    sum.microseconds += time.value;
    sum.entries += usage.value;
  }
  return sum;
}

std::variant<IdleStates, Unavailable> open_idle_states(const fs::path& sysfs, std::span<const int> cpus, Clock& clock) {
  std::vector<IdleStates::State> states;
  for (const int cpu : cpus) {
    const fs::path folder = sysfs / fmt::format("devices/system/cpu/cpu{}/cpuidle", cpu);
    if (std::optional<Unavailable> failed = add_states(folder, states)) return std::move(*failed);
  }
  IdleStates opened{std::move(states), cpus.size()};
  const Seconds cost = cost_of_reading(opened, clock);
  if (cost > longest_idle_read) return why_too_slow(cpus.size(), cost);
  return opened;
}

std::optional<IdleUse> idle_between(const std::optional<IdleReading>& before,
                                    const std::optional<IdleReading>& after) noexcept {
  if (!before || !after) return std::nullopt;
  if (after->microseconds < before->microseconds || after->entries < before->entries) return std::nullopt;
  // Documentation/admin-guide/pm/cpuidle: `time` is in microseconds, `usage` the number of times the state was asked
  // for.
  return IdleUse{.residency = Seconds{static_cast<double>(after->microseconds - before->microseconds) * 1e-6},
                 .wake_ups = after->entries - before->entries};
}

}  // namespace greenbench
