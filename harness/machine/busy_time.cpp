#include "harness/machine/busy_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

namespace greenbench {
namespace {

constexpr double seconds_per_tick = 0.01;

/// user, nice, system, idle, iowait, irq, softirq: what follows is stolen or contained in the first two.
constexpr std::size_t columns_of_stat = 7;
constexpr std::array<bool, columns_of_stat> is_busy{true, true, true, false, false, true, true};

/// Of one line of the table, which begins with `label`.
std::optional<Seconds> busy_of(std::string_view stat, std::string_view label) noexcept {
  if (!stat.starts_with(label)) return std::nullopt;
  const char* position = stat.data() + label.size();
  const char* const end = stat.data() + stat.size();
  std::uint64_t ticks = 0;
  for (const bool counts : is_busy) {
    while (position != end && *position == ' ') ++position;
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(position, end, value);
    if (error != std::errc{}) return std::nullopt;
    position = stop;
    if (counts) ticks += value;
  }
  return Seconds{static_cast<double>(ticks) * seconds_per_tick};
}

}  // namespace

BusyTime::BusyTime(const std::filesystem::path& procfs) : stat_(open_file(procfs / "stat").descriptor) {}

std::optional<Seconds> BusyTime::read() const noexcept {
  if (!stat_.is_open()) return std::nullopt;
  std::array<char, 256> buffer{};
  const BytesRead read = read_at_start(stat_, buffer);
  if (read.error) return std::nullopt;
  return busy_of({read.bytes.data(), read.bytes.size()}, "cpu ");
}

std::optional<Seconds> busy_time_of_cpu(const std::filesystem::path& procfs, int cpu) {
  const std::string label = fmt::format("cpu{} ", cpu);
  std::ifstream stat{procfs / "stat"};
  for (std::string line; std::getline(stat, line) && line.starts_with("cpu");) {
    if (line.starts_with(label)) return busy_of(line, label);
  }
  return std::nullopt;
}

double other_load(const BusySpan& span) {
  if (span.wall <= Seconds{0.0}) return 0.0;
  const Seconds others = span.busy - span.own - busy_time_resolution;
  return std::max(0.0, others / span.wall);
}

}  // namespace greenbench
