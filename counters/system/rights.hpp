// What this process may do, and what a login would add: for remedies that name only what is missing.
//
//   if (has_capability("/proc", Capability::perfmon)) the_setting_is_in_the_way();
//   if (auto group = group_that_may_read(file)) say_that_its_members_may(group->name);
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace greenbench {

/// Numbers of linux/capability.h.
enum class Capability : unsigned { sys_rawio = 17, sys_admin = 21, perfmon = 38 };

/// Whether this process has the capability, by `<procfs>/self/status`. False where that cannot be read.
[[nodiscard]] bool has_capability(const std::filesystem::path& procfs, Capability capability);

/// A group other than root's that may read a file.
struct ReadingGroup {
  std::string name;
  bool lists_user = false;  ///< whether the group database names this user as a member: the next login takes it up
};
/// Empty when the file is not there, or its group may not read it.
[[nodiscard]] std::optional<ReadingGroup> group_that_may_read(const std::filesystem::path& file);

/// What `<procfs>/sys/kernel/perf_event_paranoid` says; empty when it cannot be read.
[[nodiscard]] std::optional<int> perf_event_paranoid(const std::filesystem::path& procfs);

/// The kernels of Debian (at 3) and Ubuntu (at 4) refuse perf_event_open above this to all but CAP_SYS_ADMIN;
/// CAP_PERFMON does not help. Others have no level above it.
inline constexpr int highest_level_with_perfmon = 2;

}  // namespace greenbench
