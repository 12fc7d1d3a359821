#include "harness/processes/worker_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/utf8_path.hpp"
#include "harness/processes/child_process.hpp"

namespace greenbench {
namespace {

/// All names have the same length: the path is part of the worker's environment, whose size moves its stack.
constexpr std::string_view name_start = "greenbench-worker-";

CannotMeasure cannot_make(const std::filesystem::path& place, const std::error_code& error) {
  return CannotMeasure{
      fmt::format("no temporary folder for a worker in {}: {}; set TMPDIR to a folder that can be "
                  "written to",
                  place.string(), error.message())};
}

enum class Lock { taken, held_by_another, not_possible };

struct LockedFolder {
  FileDescriptor descriptor;
  Lock lock = Lock::not_possible;
};

/// A link, another user's folder and a file system without locks give `not_possible`. Root's workers may have been
/// another user's.
LockedFolder lock_folder(const std::filesystem::path& folder) {
  LockedFolder opened{FileDescriptor{open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)}};
  struct stat about {};
  if (!opened.descriptor.is_open() || fstat(opened.descriptor.get(), &about) != 0) return opened;
  if (about.st_uid != geteuid() && geteuid() != 0) return opened;
  if (flock(opened.descriptor.get(), LOCK_EX | LOCK_NB) == 0) {
    opened.lock = Lock::taken;
  } else if (errno == EWOULDBLOCK) {
    opened.lock = Lock::held_by_another;
  }
  return opened;
}

/// Somebody else may have removed the folder between its making and its locking.
bool is_still_at(const FileDescriptor& folder, const std::filesystem::path& path) {
  struct stat opened {};
  struct stat named {};
  return fstat(folder.get(), &opened) == 0 && stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

void remove_with_contents(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

void remove_abandoned(const std::filesystem::path& parent) {
  std::error_code ignored;
  for (std::filesystem::directory_iterator entry{parent, ignored}, end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (entry->path().filename().string().rfind(name_start, 0) != 0) continue;
    const LockedFolder abandoned = lock_folder(entry->path());
    if (abandoned.lock == Lock::taken) remove_with_contents(entry->path());
  }
}

}  // namespace

WorkerFolder::WorkerFolder(const std::filesystem::path& parent, const std::optional<WorkloadUser>& owner) {
  remove_abandoned(parent);
  while (path_.empty()) {
    std::string pattern = (parent / name_start).string() + "XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw cannot_make(parent, {errno, std::generic_category()});
    LockedFolder made = lock_folder(pattern);
    // Whoever else takes the lock at this moment is about to remove the folder as an abandoned one.
    if (made.lock == Lock::held_by_another || !is_still_at(made.descriptor, pattern)) continue;
    path_ = pattern;
    lock_ = std::move(made.descriptor);
  }
  if (owner && fchown(lock_.get(), owner->uid, owner->gid) != 0) {
    throw cannot_make(parent, {errno, std::generic_category()});
  }
}

WorkerFolder::~WorkerFolder() {
  remove_with_contents(path_);
}

std::filesystem::path temporary_folder() {
  return environment_variable("TMPDIR").value_or("/tmp");
}

std::filesystem::path parent_of_worker_folders() {
  const std::filesystem::path parent = temporary_folder();
  std::error_code error;
  if (!std::filesystem::is_directory(parent, error)) {
    throw cannot_make(parent, error ? error : std::make_error_code(std::errc::not_a_directory));
  }
  return utf8_path("TMPDIR", std::filesystem::absolute(parent));
}

}  // namespace greenbench
