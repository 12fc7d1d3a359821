// Counters that only a privileged process may open, kept for the time after its privileges are gone.
//
//   { const KeepFiles keeping;  open_counter("/dev/cpu/0/msr"); }   // with privileges
//   give_up_privileges();
//   OpenedFile file = open_counter("/dev/cpu/0/msr");               // not allowed any more: the same file once more
#pragma once

#include <filesystem>
#include <string>

#include "counters/system/posix_file.hpp"

namespace greenbench {

/// While it lives, a copy of each counter that is opened is kept by its name, for as long as this process and those
/// that it forks live. One at a time, in one thread.
class KeepFiles {
 public:
  KeepFiles();
  ~KeepFiles();
  KeepFiles(const KeepFiles&) = delete;
  KeepFiles& operator=(const KeepFiles&) = delete;
};

/// `opened`, or what was kept under this name where opening it was forbidden. What can be opened still need not be kept
/// and is let go: hardware events that stay open take counters from those that come later. `name` says which file it
/// is, among all that the process opens.
[[nodiscard]] OpenedFile kept_if_forbidden(const std::string& name, OpenedFile opened);

/// open_file() for a counter that other users may not read.
[[nodiscard]] OpenedFile open_counter(const std::filesystem::path& path);

}  // namespace greenbench
