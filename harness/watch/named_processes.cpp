#include "harness/watch/named_processes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string>

#include "counters/system/posix_file.hpp"
#include "harness/command_line/failure.hpp"
#include "harness/machine/kernel_files.hpp"
#include "harness/machine/process_stat.hpp"

namespace greenbench {
namespace {

/// Asks the kernel itself, which knows nothing of another machine's /proc.
bool exists_unseen(pid_t process, const std::filesystem::path& procfs) {
  return procfs == "/proc" && (kill(process, 0) == 0 || errno == EPERM);
}

/// Threads have a folder below /proc, too, which is not listed.
std::optional<std::string> process_of_thread(pid_t number, const std::filesystem::path& procfs) {
  const FileRead status = read_text_file(procfs / fmt::format("{}/status", number));
  const std::vector<std::string> groups = values_of(status.text, "Tgid");
  if (groups.empty() || groups.front() == fmt::format("{}", number)) return std::nullopt;
  return groups.front();
}

void check_process(pid_t process, const std::filesystem::path& procfs) {
  const std::optional<ProcessStat> stat = read_process(procfs, process);
  if (!stat && exists_unseen(process, procfs)) {
    throw CannotMeasure{
        fmt::format("--pid {}: it is another user's, and /proc hides it (mounted with hidepid); watch it as that user, "
                    "or as root",
                    process)};
  }
  if (!stat) throw UsageError{fmt::format("--pid {}: there is no such process", process)};
  if (const auto owner = process_of_thread(process, procfs)) {
    throw UsageError{fmt::format("--pid {}: this is a thread of process {}; name the process", process, *owner)};
  }
  if (stat->has_ended()) {
    throw UsageError{fmt::format("--pid {}: {} has ended, and waits for its parent to notice", process, stat->name)};
  }
}

/// The nearest process above that is named as well.
std::optional<pid_t> named_ancestor(pid_t process, const std::vector<pid_t>& named, const ProcessTable& processes) {
  auto found = processes.find(process);
  for (std::size_t steps = 0; found != processes.end() && steps < processes.size(); ++steps) {
    const pid_t parent = found->second.parent;
    if (std::ranges::find(named, parent) != named.end()) return parent;
    found = processes.find(parent);
  }
  return std::nullopt;
}

void check_generations(const std::vector<pid_t>& named, const ProcessTable& processes) {
  for (const pid_t process : named) {
    if (const auto ancestor = named_ancestor(process, named, processes)) {
      throw UsageError{fmt::format("--pid {}: it descends from {}, and --children counts it there; leave it out",
                                   process, *ancestor)};
    }
  }
}

}  // namespace

std::vector<pid_t> named_processes(const WatchOptions& options, const std::filesystem::path& procfs) {
  std::vector<pid_t> named;
  for (const pid_t process : options.processes) {
    check_process(process, procfs);
    if (std::ranges::find(named, process) != named.end()) {
      throw UsageError{fmt::format("--pid {}: it is named twice", process)};
    }
    named.push_back(process);
  }
  if (options.children && named.size() > 1) check_generations(named, read_processes(procfs));
  return named;
}

}  // namespace greenbench
