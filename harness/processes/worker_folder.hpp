// The temporary folder that one worker has to itself: its TMPDIR, gone when the worker is.
//
//   const WorkerFolder folder{std::filesystem::temp_directory_path()};
//   environment.push_back("TMPDIR=" + folder.path().string());
//   // the destructor removes the folder with everything in it
#pragma once

#include <filesystem>

#include "counters/system/posix_file.hpp"

namespace greenbench {

/// The folder is locked as long as its owner lives. A controller that is killed cannot tidy up, but its lock goes with
/// it, and the next folder that is made beneath the same `parent` removes every one that nobody locks any more. A lock
/// and not a process id tells the two apart: ids are used again, and each container has its own.
class WorkerFolder {
 public:
  /// Throws CannotMeasure when `parent` takes no folder.
  explicit WorkerFolder(const std::filesystem::path& parent);
  ~WorkerFolder();
  WorkerFolder(const WorkerFolder&) = delete;
  WorkerFolder& operator=(const WorkerFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  FileDescriptor lock_;
};

/// Where folders for workers are made: $TMPDIR, or /tmp. Throws CannotMeasure when it is no folder.
[[nodiscard]] std::filesystem::path parent_of_worker_folders();

}  // namespace greenbench
