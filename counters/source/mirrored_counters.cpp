#include "counters/source/mirrored_counters.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

namespace greenbench {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t moves_wanted = 5;
constexpr std::size_t moves_needed = 3;

/// All counters at one instant: the first is read again at the end, and must not have moved meanwhile.
std::optional<std::vector<std::uint64_t>> read_together(std::span<const FileDescriptor* const> files) {
  std::vector<std::uint64_t> values;
  for (const FileDescriptor* file : files) {
    const NumberRead number = read_number(*file);
    if (number.error) return std::nullopt;
    values.push_back(number.value);
  }
  const NumberRead again = read_number(*files.front());
  if (again.error || again.value != values.front()) return std::nullopt;
  return values;
}

}  // namespace

bool are_mirrored(const CounterSamples& samples) {
  std::size_t moves = 0;
  for (std::size_t row = 1; row < samples.size(); ++row) {
    const std::vector<std::uint64_t>& before = samples[row - 1];
    const std::vector<std::uint64_t>& after = samples[row];
    // Unsigned subtraction: a wrap of mirrored counters gives equal differences too.
    const std::uint64_t moved = after.front() - before.front();
    for (std::size_t counter = 1; counter < after.size(); ++counter) {
      if (after[counter] - before[counter] != moved) return false;
    }
    if (moved != 0) ++moves;
  }
  return moves >= moves_needed;
}

CounterSamples watch_counters(std::span<const FileDescriptor* const> energy_files) {
  CounterSamples samples;
  if (energy_files.empty()) return samples;
  const auto deadline = std::chrono::steady_clock::now() + 250ms;
  while (samples.size() <= moves_wanted && std::chrono::steady_clock::now() < deadline) {
    std::optional<std::vector<std::uint64_t>> values = read_together(energy_files);
    if (values && (samples.empty() || *values != samples.back())) samples.push_back(*std::move(values));
    std::this_thread::sleep_for(100us);  // a pause between polls, so that reading does not slow the package down
  }
  return samples;
}

}  // namespace greenbench
