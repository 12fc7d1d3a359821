#include "counters/activity/process_usage.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>

#include "counters/system/clock.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

namespace {

Seconds seconds(const timeval& time) {
  return Seconds{static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6};
}

rusage usage_of(int who) noexcept {
  rusage usage{};
  getrusage(who, &usage);
  return usage;
}

/// The second number of statm, in pages. See proc(5).
std::optional<std::uint64_t> resident_pages(std::span<const char> statm) noexcept {
  const char* const end = statm.data() + statm.size();
  const char* position = statm.data();
  while (position != end && *position != ' ') ++position;
  if (position == end) return std::nullopt;
  std::uint64_t pages = 0;
  if (std::from_chars(position + 1, end, pages).ec != std::errc{}) return std::nullopt;
  return pages;
}

/// PID_MAX_LIMIT of Linux, see proc(5). Larger numbers would be cut off in the number of a clock.
constexpr pid_t largest_process = 4194304;

/// Another process, of which the CPU time since it was added counts.
struct Helper {
  pid_t process;
  clockid_t clock;
  Seconds at_start;
  Seconds latest;  ///< last known value; a process that has ended keeps it
  bool ended = false;

  Seconds used() noexcept {
    const std::optional<Seconds> now = ended ? std::nullopt : read_clock(clock);
    // A clock that went back belongs to a new process with the old one's number.
    ended = !now || *now < latest;
    if (!ended) latest = *now;
    return latest - at_start;
  }
};

}  // namespace

struct ProcessUsage::State {
  FileDescriptor statm;
  std::uint64_t page_bytes = 0;
  std::vector<Helper> helpers;
};

ProcessUsage::ProcessUsage(const FileRoots& roots) : state_(std::make_unique<State>()) {
  state_->statm = open_file(roots.procfs / "self/statm").descriptor;
  state_->page_bytes = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

ProcessUsage::~ProcessUsage() = default;

void ProcessUsage::add_helper(pid_t process) {
  if (process == getpid()) throw std::invalid_argument{"this process counts anyway"};
  const auto is_counted = [process](Helper& helper) {
    helper.used();
    return helper.process == process && !helper.ended;
  };
  if (std::ranges::any_of(state_->helpers, is_counted)) return;
  clockid_t clock{};
  const bool is_number = process > 0 && process <= largest_process;
  const int error = is_number ? clock_getcpuclockid(process, &clock) : ESRCH;
  const std::optional<Seconds> now = error == 0 ? read_clock(clock) : std::nullopt;
  if (!now) {
    throw std::system_error{error != 0 ? error : ESRCH, std::generic_category(),
                            "cannot read the CPU clock of process " + std::to_string(process)};
  }
  state_->helpers.push_back({.process = process, .clock = clock, .at_start = *now, .latest = *now});
}

Seconds ProcessUsage::cpu_time() const noexcept {
  const rusage children = usage_of(RUSAGE_CHILDREN);
  Seconds total = seconds(children.ru_utime) + seconds(children.ru_stime);
  total += read_clock(CLOCK_PROCESS_CPUTIME_ID).value_or(Seconds{});
  for (Helper& helper : state_->helpers) total += helper.used();
  return total;
}

std::uint64_t ProcessUsage::resident_bytes() const noexcept {
  std::array<char, 128> buffer{};
  const BytesRead read = read_at_start(state_->statm, buffer);
  if (read.error) return 0;
  return resident_pages(read.bytes).value_or(0) * state_->page_bytes;
}

UsageReading ProcessUsage::read() const noexcept {
  const rusage self = usage_of(RUSAGE_SELF);
  const rusage children = usage_of(RUSAGE_CHILDREN);
  const auto sum = [&](long rusage::*field) { return static_cast<std::uint64_t>(self.*field + children.*field); };
  UsageReading reading;
  reading.cpu = cpu_time();
  reading.cpu_user = seconds(self.ru_utime) + seconds(children.ru_utime);
  reading.cpu_system = seconds(self.ru_stime) + seconds(children.ru_stime);
  reading.context_switches_voluntary = sum(&rusage::ru_nvcsw);
  reading.context_switches_involuntary = sum(&rusage::ru_nivcsw);
  reading.page_faults_minor = sum(&rusage::ru_minflt);
  reading.page_faults_major = sum(&rusage::ru_majflt);
  reading.resident_bytes = resident_bytes();
  return reading;
}

}  // namespace greenbench
