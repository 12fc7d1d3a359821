// The kernel's side of perf, without a kernel: every read of a group asks a function for the values.
//
//   auto events = std::make_shared<FakePerfEvents>();
//   events->value = [](const PerfEvent& event) { return event.config * 1000; };
//   events->refuse = [](const PerfEvent&) { return std::make_error_code(std::errc::permission_denied); };
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "counters/perf/perf_events.hpp"

namespace greenbench::testing {

class FakePerfEvents final : public PerfEvents {
 public:
  [[nodiscard]] OpenedFile open(const PerfEvent& event) override {
    if (const std::error_code error = refuse(event)) return {FileDescriptor{}, error};
    OpenedFile file = open_file("/dev/null");
    if (event.group_leader < 0) {
      groups_[file.descriptor.get()] = {event};  // the number may be that of a descriptor closed before
    } else {
      groups_.at(event.group_leader).push_back(event);
    }
    opened.push_back(event);
    return file;
  }

  [[nodiscard]] std::error_code read(const FileDescriptor& leader, std::span<std::uint64_t> words) noexcept override {
    const std::vector<PerfEvent>& group = groups_.at(leader.get());
    read_cpus.push_back(group.front().cpu);
    if (const std::error_code error = unreadable(group.front())) return error;
    words[0] = group.size();
    for (std::size_t i = 0; i < group.size() && i + 1 < words.size(); ++i) words[i + 1] = value(group[i]);
    return {};
  }

  std::function<std::uint64_t(const PerfEvent&)> value = [](const PerfEvent&) { return 0; };
  std::function<std::error_code(const PerfEvent&)> refuse = [](const PerfEvent&) { return std::error_code{}; };
  std::function<std::error_code(const PerfEvent&)> unreadable = [](const PerfEvent&) { return std::error_code{}; };
  std::vector<PerfEvent> opened;
  std::vector<int> read_cpus;  ///< of every read since it was last cleared

 private:
  std::map<int, std::vector<PerfEvent>> groups_;  ///< by the leader's descriptor
};

}  // namespace greenbench::testing
