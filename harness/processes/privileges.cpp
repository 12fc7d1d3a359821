#include "harness/processes/privileges.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "harness/command_line/failure.hpp"
#include "harness/processes/child_process.hpp"

namespace greenbench {
namespace {

/// Version 3 has 64 capabilities, in two words each.
using CapabilityWords = std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

__user_cap_header_struct this_process() {
  return {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
}

bool has_capabilities() {
  __user_cap_header_struct header = this_process();
  CapabilityWords words{};
  if (syscall(SYS_capget, &header, words.data()) != 0) return false;
  for (const __user_cap_data_struct& word : words) {
    if ((word.permitted | word.inheritable) != 0) return true;
  }
  return false;
}

void demand(int result, const char* what) {
  if (result != 0) throw std::system_error{errno, std::generic_category(), what};
}

void become_user(const WorkloadUser& user) {
  demand(initgroups(user.name.c_str(), user.gid), "initgroups");
  demand(setresgid(user.gid, user.gid, user.gid), "setresgid");
  demand(setresuid(user.uid, user.uid, user.uid), "setresuid");
}

/// What workloads have started is in the group, too, and nobody else would end it.
void end_process_group_at(int /*signal*/) {
  kill(0, SIGKILL);
}

}  // namespace

WorkloadUser user_named(const std::string& name) {
  std::vector<char> texts(16384);
  passwd entry{};
  passwd* found = nullptr;
  const int error = getpwnam_r(name.c_str(), &entry, texts.data(), texts.size(), &found);
  if (found != nullptr) return {name, entry.pw_uid, entry.pw_gid, entry.pw_dir};
  throw UsageError{fmt::format("--user: there is no user '{}' here{}", name,
                               error != 0 ? ": " + std::generic_category().message(error) : "")};
}

std::optional<WorkloadUser> workload_user(const std::optional<std::string>& wanted) {
  if (geteuid() == 0) {
    const std::optional<std::string> name = wanted ? wanted : environment_variable("SUDO_USER");
    return name ? std::optional{user_named(*name)} : std::nullopt;
  }
  if (!wanted) return std::nullopt;
  if (user_named(*wanted).uid == geteuid()) return std::nullopt;
  throw UsageError{fmt::format("--user: only root can run workloads as {}", *wanted)};
}

bool has_privileges() {
  return geteuid() == 0 || has_capabilities();
}

bool give_up_capabilities() noexcept {
  __user_cap_header_struct header = this_process();
  const CapabilityWords none{};
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);  // before Linux 4.3 there are none
  return syscall(SYS_capset, &header, none.data()) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

void give_up_privileges(const std::optional<WorkloadUser>& user) {
  if (user && user->uid != geteuid()) become_user(*user);
  if (!give_up_capabilities()) throw std::system_error{errno, std::generic_category(), "giving up capabilities"};
  // A process that has changed its rights may not look at itself in /proc. It has nothing to hide any more.
  prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

void die_with(pid_t parent) {
  struct sigaction ending {};
  ending.sa_handler = end_process_group_at;
  sigaction(SIGRTMAX, &ending, nullptr);
  prctl(PR_SET_PDEATHSIG, SIGRTMAX);
  if (getppid() != parent) _exit(1);
}

void end_process_group() {
  if (getpgrp() == getpid()) kill(0, SIGKILL);
  _exit(1);
}

void obey_temporary_folder() {
  if (getauxval(AT_SECURE) == 0 || getuid() != geteuid()) return;
  prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);  // else /proc/self is root's; whoever has fewer capabilities may still not look
  std::ifstream environment{"/proc/self/environ", std::ios::binary};
  constexpr std::string_view start = "TMPDIR=";
  for (std::string variable; std::getline(environment, variable, '\0');) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the program has just begun and has no other thread
    if (variable.starts_with(start)) setenv("TMPDIR", variable.c_str() + start.size(), 1);
  }
}

}  // namespace greenbench
