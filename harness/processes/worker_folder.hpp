// The temporary folder that one worker has to itself: its TMPDIR, gone when the worker is.
//
//   const WorkerFolder folder{parent_of_worker_folders()};
//   environment.push_back("TMPDIR=" + folder.path().string());
//   // the destructor removes the folder with everything in it
#pragma once

#include <filesystem>
#include <optional>

#include "counters/system/posix_file.hpp"
#include "harness/processes/privileges.hpp"

namespace greenbench {

/// The folder is locked as long as its owner lives. A controller that is killed cannot tidy up, but its lock goes with
/// it, and the next folder that is made beneath the same `parent` removes every one that nobody locks any more. A lock
/// and not a process id tells the two apart: ids are used again, and each container has its own.
class WorkerFolder {
 public:
  /// It belongs to `owner`; empty: to the user of this process. Throws CannotMeasure when `parent` takes no folder.
  explicit WorkerFolder(const std::filesystem::path& parent, const std::optional<WorkloadUser>& owner = {});
  ~WorkerFolder();
  WorkerFolder(const WorkerFolder&) = delete;
  WorkerFolder& operator=(const WorkerFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  FileDescriptor lock_;
};

/// $TMPDIR, or /tmp. Unlike std::filesystem::temp_directory_path() it obeys in a program with capabilities, too.
[[nodiscard]] std::filesystem::path temporary_folder();

/// Where folders for workers are made: $TMPDIR, or /tmp. Throws CannotMeasure when it is no folder.
[[nodiscard]] std::filesystem::path parent_of_worker_folders();

}  // namespace greenbench
