#include "counters/activity/hardware_events.hpp"

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "counters/source/absence.hpp"
#include "counters/system/kept_files.hpp"
#include "counters/system/rights.hpp"

namespace greenbench {

namespace {

struct NamedEvent {
  std::string_view name;
  std::uint64_t config;
};

/// In the order of HardwareEvent.
constexpr std::array<NamedEvent, hardware_event_count> named_events{{
    {"instructions", PERF_COUNT_HW_INSTRUCTIONS},
    {"cycles", PERF_COUNT_HW_CPU_CYCLES},
    {"cache misses", PERF_COUNT_HW_CACHE_MISSES},
}};

/// Not a group: the kernel reads a group of inherited events only in recent versions.
perf_event_attr attributes_of(const NamedEvent& event, bool with_kernel) {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = event.config;
  attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  attributes.inherit = 1;
  attributes.exclude_kernel = with_kernel ? 0 : 1;
  attributes.exclude_hv = with_kernel ? 0 : 1;
  return attributes;
}

bool is_not_there(const std::error_code& error) {
  return error == std::errc::no_such_file_or_directory || error == std::errc::operation_not_supported ||
         error == std::errc::no_such_device;
}

/// Up to highest_level_with_perfmon the kernel lets everybody count their own processes, in user space at least, and
/// above it no capability of perf's helps.
void explain_refusal(std::optional<int> paranoid, Unavailable& missing) {
  if (paranoid && *paranoid <= highest_level_with_perfmon) {
    missing.reason = fmt::format(
        "no permission to count hardware events, though kernel.perf_event_paranoid is {}: a container's system call "
        "filter or a security module refuses",
        *paranoid);
    missing.remedy =
        "start the container with the right to use performance events:\n  docker run --cap-add PERFMON ...";
    return;
  }
  missing.reason = fmt::format("no permission to count hardware events (kernel.perf_event_paranoid{})",
                               paranoid ? fmt::format(" is {}", *paranoid) : "");
  missing.remedy =
      "allow every user to count their own processes, until the next start:\n"
      "  sudo sysctl kernel.perf_event_paranoid=2\n"
      "(1 counts what the kernel does for them, too)";
}

Unavailable why_missing(std::string_view event, const std::error_code& error, std::optional<int> paranoid) {
  Unavailable missing{.source = std::string{event}, .reason = {}, .remedy = {}};
  if (means_no_permission(error)) {
    explain_refusal(paranoid, missing);
  } else if (is_not_there(error)) {
    missing.reason = fmt::format("the processor offers no such event here ({})", error.message());
    missing.remedy =
        "in a virtual machine, measure on the host or on a machine of your own, or have the hypervisor pass the "
        "counters on (QEMU: -cpu host,pmu=on)";
  } else {
    missing.reason = fmt::format("perf_event_open: {}", error.message());
    missing.remedy = "see whether the kernel counts at all with\n  perf stat true";
  }
  return missing;
}

std::optional<EventReading> read_event(const FileDescriptor& file) noexcept {
  if (!file.is_open()) return std::nullopt;
  // perf_event_open(2): the count, then one number for each bit of read_format, in this order.
  std::array<std::uint64_t, 3> numbers{};
  const ssize_t bytes = ::read(file.get(), numbers.data(), sizeof numbers);
  if (bytes != static_cast<ssize_t>(sizeof numbers)) return std::nullopt;
  return EventReading{.count = numbers[0], .enabled_nanoseconds = numbers[1], .running_nanoseconds = numbers[2]};
}

}  // namespace

HardwareEventOpener kernel_hardware_event_opener() {
  return [](const perf_event_attr& event) -> OpenedFile {
    perf_event_attr attributes = event;
    constexpr int this_thread = 0;
    constexpr int any_cpu = -1;
    constexpr int no_group = -1;
    const long descriptor =
        syscall(SYS_perf_event_open, &attributes, this_thread, any_cpu, no_group, PERF_FLAG_FD_CLOEXEC);
    const std::error_code error{descriptor < 0 ? errno : 0, std::generic_category()};
    return kept_if_forbidden(fmt::format("hardware event {}, kernel {}", event.config, event.exclude_kernel == 0),
                             {FileDescriptor{static_cast<int>(descriptor)}, error});
  };
}

HardwareEvents::HardwareEvents(const HardwareEventOpener& open, std::optional<int> paranoid) {
  open_all(open);
  const auto forbidden = [](const OpenedFile& file) { return means_no_permission(file.error); };
  if (std::ranges::any_of(files_, forbidden)) {
    // For all of them, so that instructions and cycles stay comparable.
    includes_kernel_ = false;
    open_all(open);
  }
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (!files_[i].error) {
      counted_.emplace_back(named_events[i].name);
      continue;
    }
    Unavailable missing = why_missing(named_events[i].name, files_[i].error, paranoid);
    const auto same = std::ranges::find(unavailable_, missing.reason, &Unavailable::reason);
    if (same == unavailable_.end()) {
      unavailable_.push_back(std::move(missing));
    } else {
      same->source += ", " + missing.source;
    }
  }
}

void HardwareEvents::open_all(const HardwareEventOpener& open) {
  for (std::size_t i = 0; i < files_.size(); ++i) files_[i] = open(attributes_of(named_events[i], includes_kernel_));
}

HardwareReading HardwareEvents::read() const noexcept {
  HardwareReading reading;
  for (std::size_t i = 0; i < files_.size(); ++i) reading.events[i] = read_event(files_[i].descriptor);
  return reading;
}

std::optional<std::uint64_t> counted_between(const std::optional<EventReading>& before,
                                             const std::optional<EventReading>& after) noexcept {
  if (!before || !after) return std::nullopt;
  const bool went_back = after->count < before->count || after->enabled_nanoseconds < before->enabled_nanoseconds ||
                         after->running_nanoseconds < before->running_nanoseconds;
  if (went_back) return std::nullopt;
  const auto enabled = static_cast<double>(after->enabled_nanoseconds - before->enabled_nanoseconds);
  const auto running = static_cast<double>(after->running_nanoseconds - before->running_nanoseconds);
  // A thread that reads its own counter has been running: no time at all means that nothing was counted.
  if (enabled == 0.0 || running < least_counted_share * enabled) return std::nullopt;
  return after->count - before->count;
}

}  // namespace greenbench
