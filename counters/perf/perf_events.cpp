#include "counters/perf/perf_events.hpp"

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

#include "counters/system/kept_files.hpp"

namespace greenbench {

namespace {

std::error_code last_error() noexcept {
  return {errno, std::generic_category()};
}

class KernelPerfEvents final : public PerfEvents {
 public:
  [[nodiscard]] OpenedFile open(const PerfEvent& event) override {
    // perf_event_open(2). All exclude_ flags stay off: energy has no modes, and the kernel refuses them here.
    perf_event_attr attributes{};
    attributes.size = sizeof attributes;
    attributes.type = event.type;
    attributes.config = event.config;
    attributes.read_format = PERF_FORMAT_GROUP;
    constexpr pid_t every_process = -1;
    const long descriptor = syscall(SYS_perf_event_open, &attributes, every_process, event.cpu, event.group_leader,
                                    static_cast<unsigned long>(PERF_FLAG_FD_CLOEXEC));
    const std::error_code error = descriptor < 0 ? last_error() : std::error_code{};
    return kept_if_forbidden(fmt::format("perf event {}/{} on CPU {}", event.type, event.config, event.cpu),
                             {FileDescriptor{static_cast<int>(descriptor)}, error});
  }

  [[nodiscard]] std::error_code read(const FileDescriptor& leader, std::span<std::uint64_t> words) noexcept override {
    ssize_t count = -1;
    do {
      count = ::read(leader.get(), words.data(), words.size_bytes());
    } while (count < 0 && errno == EINTR);
    if (count < 0) return last_error();
    // Nothing at all is what the kernel gives for an event that could not be put on its processor.
    if (static_cast<std::size_t>(count) != words.size_bytes()) {
      return std::make_error_code(std::errc::no_message_available);
    }
    return {};
  }
};

}  // namespace

std::shared_ptr<PerfEvents> kernel_perf_events() {
  return std::make_shared<KernelPerfEvents>();
}

}  // namespace greenbench
