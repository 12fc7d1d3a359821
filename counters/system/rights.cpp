#include "counters/system/rights.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "counters/system/kernel_text.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

namespace {

/// Large enough for the longest entry of a group or user database that is not made to be long.
using DatabaseText = std::array<char, 65536>;

std::string own_user_name() {
  DatabaseText text{};
  passwd user{};
  passwd* found = nullptr;
  const bool failed = getpwuid_r(getuid(), &user, text.data(), text.size(), &found) != 0 || found == nullptr;
  return failed ? std::string{} : user.pw_name;
}

ReadingGroup group_of(gid_t number) {
  DatabaseText text{};
  group entry{};
  group* found = nullptr;
  if (getgrgid_r(number, &entry, text.data(), text.size(), &found) != 0 || found == nullptr) {
    return {.name = fmt::format("{}", number)};
  }
  ReadingGroup result{.name = entry.gr_name};
  const std::string user = own_user_name();
  for (char** member = entry.gr_mem; *member != nullptr; ++member) {
    result.lists_user = result.lists_user || user == *member;
  }
  return result;
}

}  // namespace

bool has_capability(const std::filesystem::path& procfs, Capability capability) {
  constexpr std::string_view label = "CapEff:\t";
  std::istringstream status{read_text_file(procfs / "self/status").text};
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(label)) continue;
    const auto bits = whole_number<std::uint64_t>(std::string_view{line}.substr(label.size()), 16);
    return bits && ((*bits >> static_cast<unsigned>(capability)) & 1U) != 0;
  }
  return false;
}

std::optional<ReadingGroup> group_that_may_read(const std::filesystem::path& file) {
  struct stat about {};
  if (stat(file.c_str(), &about) != 0 || about.st_gid == 0 || (about.st_mode & S_IRGRP) == 0) return std::nullopt;
  return group_of(about.st_gid);
}

std::optional<int> perf_event_paranoid(const std::filesystem::path& procfs) {
  return whole_number<int>(read_text_file(procfs / "sys/kernel/perf_event_paranoid").text);
}

}  // namespace greenbench
