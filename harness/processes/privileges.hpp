// What a process may do beyond its user's rights, and how that ends before it runs somebody's code.
//
//   const std::optional<WorkloadUser> user = workload_user(options.user);   // as whom workloads run
//   if (has_privileges()) open_what_needs_them();
//   give_up_privileges(user);
//   die_with(parent);
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace greenbench {

struct WorkloadUser {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
  std::filesystem::path home;
};

/// Throws UsageError when there is no user of this name.
[[nodiscard]] WorkloadUser user_named(const std::string& name);

/// Who runs workloads, where it is not the user of this process: `wanted` (--user), or who called sudo. Throws
/// UsageError for a user that is not known, or that this process cannot become.
[[nodiscard]] std::optional<WorkloadUser> workload_user(const std::optional<std::string>& wanted);

/// Whether this process is root's, or has capabilities.
[[nodiscard]] bool has_privileges();

/// For good, for this process and all that it starts: it becomes `user` (empty: stays who it is), has no capability,
/// and no program that it executes gains one. Throws std::system_error.
void give_up_privileges(const std::optional<WorkloadUser>& user);

/// The part of it that is allowed between fork and exec: the capabilities alone. False when that failed.
[[nodiscard]] bool give_up_capabilities() noexcept;

/// From now on this process is killed when its parent dies, with the process group that it leads. Ends it when that is
/// no longer `parent`. The kernel forgets the wish whenever a process changes its user, or executes a program with
/// capabilities: it is said after that.
void die_with(pid_t parent);

/// Kills this process, and the others of its process group if it leads that.
[[noreturn]] void end_process_group();

/// The loader takes TMPDIR from a program that is started with capabilities of its own. What it does not take from is
/// the kernel's copy of the environment: sets TMPDIR again from there.
void obey_temporary_folder();

}  // namespace greenbench
