// Another process as /proc/PID/stat shows it: its name, parent, CPU time and memory, and which of those that had its
// number it is.
//
//   std::optional<ProcessStat> process = read_process("/proc", 1234);
//   if (!process || process->has_ended()) say("it has ended");
//   ProcessTable all = read_processes("/proc");      // every process that is shown here
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "counters/units/units.hpp"

namespace greenbench {

struct ProcessStat {
  std::string name;  ///< at most 15 bytes of its program's name, or what it calls itself
  char state = '?';  ///< as in proc_pid_stat(5): R, S, D, Z, ...
  pid_t parent = 0;
  Seconds own;         ///< CPU time of all its threads, those that have ended included
  Seconds waited_for;  ///< CPU time of its children that ended and were waited for, and of theirs
  std::uint64_t threads = 0;
  std::uint64_t start_ticks = 0;  ///< when it was started: tells it from a later process of the same number
  std::uint64_t resident_bytes = 0;

  /// Nothing of it runs any more; its parent has not asked how it ended yet. A first thread that ended before the
  /// others is shown as a zombie, too, beside them.
  [[nodiscard]] bool has_ended() const { return state == 'X' || (state == 'Z' && threads <= 1); }
  [[nodiscard]] bool is_same_process(const ProcessStat& other) const { return start_ticks == other.start_ticks; }
};

/// The kernel counts CPU time in ticks of this length here (10 ms on nearly every machine), and rounds down.
[[nodiscard]] Seconds clock_tick();

/// One line of proc_pid_stat(5), whose name may hold blanks and parentheses. Empty when it is anything else.
[[nodiscard]] std::optional<ProcessStat> parse_process_stat(std::string_view line);

/// Empty when there is no such process, or it is not shown to this user.
[[nodiscard]] std::optional<ProcessStat> read_process(const std::filesystem::path& procfs, pid_t process);

using ProcessTable = std::map<pid_t, ProcessStat>;

/// One after the other, so that a process may end in the middle of it. Empty when the folder cannot be read.
[[nodiscard]] ProcessTable read_processes(const std::filesystem::path& procfs);

}  // namespace greenbench
