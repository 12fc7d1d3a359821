#include "harness/machine/process_stat.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <span>

#include "counters/system/kernel_text.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {
namespace {

/// The numbers that follow the state, in the order of proc_pid_stat(5), whose first is its field 4.
constexpr std::size_t numbers_read = 21;
constexpr std::size_t number_of_field(std::size_t field) {
  return field - 4;
}

/// Empty when there are fewer numbers. All but a few that are not used here are unsigned, or small.
std::optional<std::array<std::int64_t, numbers_read>> numbers_after(std::string_view text) {
  std::array<std::int64_t, numbers_read> numbers{};
  const char* position = text.data();
  const char* const end = text.data() + text.size();
  for (std::int64_t& number : numbers) {
    while (position != end && *position == ' ') ++position;
    const auto [stop, error] = std::from_chars(position, end, number);
    if (error != std::errc{}) return std::nullopt;
    position = stop;
  }
  return numbers;
}

Seconds seconds_of_ticks(std::int64_t ticks) {
  return clock_tick() * static_cast<double>(ticks);
}

/// A line is some 300 bytes long; a name, and 50 numbers of 20 digits, would fit.
constexpr std::size_t longest_line = 2048;

}  // namespace

Seconds clock_tick() {
  return Seconds{1.0 / static_cast<double>(sysconf(_SC_CLK_TCK))};
}

std::optional<ProcessStat> parse_process_stat(std::string_view line) {
  const std::size_t opened = line.find('(');
  const std::size_t closed = line.rfind(')');
  if (closed == std::string_view::npos || opened > closed || line.size() < closed + 4) return std::nullopt;
  const auto numbers = numbers_after(line.substr(closed + 3));
  if (!numbers) return std::nullopt;
  const auto field = [&](std::size_t number) { return numbers->at(number_of_field(number)); };
  for (const std::size_t unsigned_field : {4U, 14U, 15U, 20U, 22U, 24U}) {
    if (field(unsigned_field) < 0) return std::nullopt;
  }
  ProcessStat stat;
  stat.name = line.substr(opened + 1, closed - opened - 1);
  stat.state = line[closed + 2];
  stat.parent = static_cast<pid_t>(field(4));
  stat.own = seconds_of_ticks(field(14)) + seconds_of_ticks(field(15));
  stat.waited_for = seconds_of_ticks(field(16)) + seconds_of_ticks(field(17));
  stat.threads = static_cast<std::uint64_t>(field(20));
  stat.start_ticks = static_cast<std::uint64_t>(field(22));
  stat.resident_bytes = static_cast<std::uint64_t>(field(24)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  return stat;
}

std::optional<ProcessStat> read_process(const std::filesystem::path& procfs, pid_t process) {
  const OpenedFile file = open_file(procfs / fmt::format("{}/stat", process));
  if (file.error) return std::nullopt;
  std::array<char, longest_line> buffer{};
  const BytesRead read = read_at_start(file.descriptor, buffer);
  if (read.error) return std::nullopt;
  return parse_process_stat({read.bytes.data(), read.bytes.size()});
}

ProcessTable read_processes(const std::filesystem::path& procfs) {
  namespace fs = std::filesystem;
  ProcessTable table;
  std::error_code error;
  for (auto entry = fs::directory_iterator{procfs, error}; !error && entry != fs::directory_iterator{};
       entry.increment(error)) {
    const std::optional<pid_t> number = whole_number<pid_t>(entry->path().filename().string());
    if (!number) continue;
    if (auto stat = read_process(procfs, *number)) table.emplace(*number, std::move(*stat));
  }
  return table;
}

}  // namespace greenbench
